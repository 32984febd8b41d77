from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tourkarte.web.compression import CompressedScripts

if TYPE_CHECKING:
    from starlette.requests import Request

SCRIPT = b"console.log('Stra\xc3\x9fe');" * 400


@pytest.fixture
def asked() -> list[str]:
    """Collect the paths that reached the application."""
    return []


@pytest.fixture
def client(asked: list[str]) -> TestClient:
    def serve(request: Request) -> Response:
        asked.append(request.url.path)
        if "missing" in request.url.path:
            return PlainTextResponse("not here", status_code=404)
        if "anything" in request.url.path:
            return HTMLResponse("<p>the dashboard's page</p>")
        headers = {"cache-control": "public, immutable", "etag": '"1"', "vary": "Origin"}
        return Response(SCRIPT, media_type="text/javascript", headers=headers)

    routes = [Route("/{path:path}", serve)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(CompressedScripts)]))


def test_a_script_is_compressed_once_and_stays_the_same(client: TestClient, asked: list[str]) -> None:
    for _ in range(2):
        with client.stream("GET", "/static/js/app.js", headers={"accept-encoding": "gzip"}) as response:
            raw = b"".join(response.iter_raw())
        assert gzip.decompress(raw) == SCRIPT
        assert len(raw) < len(SCRIPT) / 10
        assert int(response.headers["content-length"]) == len(raw)
        assert response.headers["cache-control"] == "public, immutable"
        assert {"Accept-Encoding", "Origin"} == set(response.headers["vary"].split(", "))
    assert asked == ["/static/js/app.js"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/app.js", {"accept-encoding": "identity"}),
        ("/static/js/app.js", {"accept-encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/media/font.woff2", {"accept-encoding": "gzip"}),
        ("/media/secret.js", {"accept-encoding": "gzip"}),
    ],
)
def test_everything_else_goes_out_as_it_is(client: TestClient, path: str, headers: dict[str, str]) -> None:
    response = client.get(path, headers=headers)
    assert "content-encoding" not in response.headers
    assert response.content == SCRIPT


def test_a_missing_script_is_missing_and_not_kept(client: TestClient, asked: list[str]) -> None:
    for _ in range(2):
        assert client.get("/static/js/missing.js", headers={"accept-encoding": "gzip"}).status_code == 404
    assert len(asked) == 2


def test_a_browser_that_has_it_is_told_so(client: TestClient) -> None:
    first = client.get("/static/js/app.js", headers={"accept-encoding": "gzip"})
    known = {"accept-encoding": "gzip", "if-none-match": first.headers["etag"]}
    again = client.get("/static/js/app.js", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == "public, immutable"
    stale = client.get("/static/js/app.js", headers=known | {"if-none-match": '"1"'})
    assert (stale.status_code, stale.content) == (200, SCRIPT)


def test_nobody_can_fill_the_memory(client: TestClient, asked: list[str]) -> None:
    gzip_please = {"accept-encoding": "gzip"}
    for spelling in ("/static/js/app.js", "/static/./js/app.js", "/static/x/../js//app.js"):
        assert client.get(httpx2.URL(f"http://testserver{spelling}"), headers=gzip_please).content == SCRIPT
    assert len(set(asked)) == 1
    for number in range(3):
        page = client.get(f"/static/js/anything-{number}.js", headers=gzip_please)
        assert page.headers["content-type"].startswith("text/html")
        client.get(f"/static/js/anything-{number}.js", headers=gzip_please)
    assert len(asked) == 1 + 6
