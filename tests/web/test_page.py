from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tourkarte.web.page import SpokenPage

if TYPE_CHECKING:
    from starlette.requests import Request

_STREAMLIT = find_spec("streamlit")
assert _STREAMLIT
assert _STREAMLIT.origin
INDEX = Path(_STREAMLIT.origin).parent / "static" / "index.html"


def _streamlit(request: Request) -> Response:
    """Answer as Streamlit does: its page for every address."""
    if "health" in request.url.path:
        return PlainTextResponse("ok", headers={"etag": '"1"'})
    return FileResponse(INDEX)


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/{path:path}", _streamlit)]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(SpokenPage, pages=("", "termine"), desk=("redaktion",))])
    )


@pytest.mark.parametrize("path", ["/", "/termine", "/termine?stadt=Herne"])
def test_the_page_is_german(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"accept-encoding": "gzip"})
    assert response.status_code == 200
    assert int(response.headers["content-length"]) == len(response.content)
    assert response.text.count("<title>") == 1
    for ours in (
        '<html lang="de"',
        "<title>Tourkarte</title>",
        "icon.svg",
        "german.js",
        "mend.js",
        "braucht JavaScript",
        '<a href="termine/">Alle Termine</a>',
    ):
        assert ours in response.text
    for theirs in ("<title>Streamlit", "favicon.png", "You need to enable", 'rel="service-desc"', 'lang="en"'):
        assert theirs not in response.text
    assert '<div id="root"></div>' in response.text
    assert 'type="module"' in response.text


@pytest.mark.parametrize("path", ["/?lang=en", "/termine?stadt=Herne&lang=en&lang=de", "/termine?lang=%65n"])
def test_the_page_is_english_where_its_address_says_so(client: TestClient, path: str) -> None:
    text = client.get(path, headers={"accept-language": "de"}).text
    assert '<html lang="en"' in text
    assert "This page needs JavaScript." in text
    assert '<a href="termine/?lang=en">All appointments</a>' in text
    assert "icon.svg" in text
    assert "mend.js" in text
    assert "german.js" not in text
    assert "braucht" not in text


@pytest.mark.parametrize("path", ["/", "/?lang=fr", "/?lang=", "/?lang=%00", "/redaktion?lang=en"])
def test_the_page_is_german_otherwise_whatever_the_browser_prefers(client: TestClient, path: str) -> None:
    text = client.get(path, headers={"accept-language": "en"}).text
    assert '<html lang="de"' in text
    assert "german.js" in text


def test_what_is_no_page_is_said_in_english_too(client: TestClient) -> None:
    response = client.get("/nix?lang=en")
    assert response.status_code == 404
    for ours in ('<html lang="en"', "There is no such page.", 'href="/?lang=en"'):
        assert ours in response.text


def test_a_known_version_is_not_taken_for_the_translated_page(client: TestClient) -> None:
    etag = FileResponse(INDEX, stat_result=INDEX.stat()).headers["etag"]
    response = client.get("/", headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "etag" not in response.headers


@pytest.mark.parametrize("path", ["/nix", "/fortschritt/nix", "/index.php", "/Termine", "/feeds/nix", "/openapi.json/"])
def test_what_is_no_page_is_said_so_in_german(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.text
    assert 'href="/"' in response.text
    assert path not in response.text


def test_what_the_server_answers_itself_stays_as_it_is() -> None:
    routes = [Route("/anmelden", lambda _: Response("<html>", media_type="text/html"))]
    own = Middleware(SpokenPage, pages=("",), own=("/anmelden",))
    client = TestClient(Starlette(routes=[*routes, Route("/{path:path}", _streamlit)], middleware=[own]))
    assert client.get("/anmelden").text == "<html>"
    assert client.get("/anmelden/").status_code == 404
    assert client.get("/anmelden-nicht").status_code == 404


def test_what_is_not_html_stays_as_it_is(client: TestClient) -> None:
    response = client.get("/_stcore/health")
    assert (response.text, response.headers["etag"]) == ("ok", '"1"')
    assert client.get("/other-health").text == "ok"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/"])
def test_what_streamlit_counts_is_not_told(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.text


def test_only_the_head_can_be_asked_for(client: TestClient) -> None:
    assert client.head("/").status_code == 200
