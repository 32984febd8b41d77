from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.routes import provider_routes, token_routes
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from httpx2 import Response

HOST = "https://tour.example"
OWN = {"origin": HOST}
START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)


class _Site:
    """A server that is asked at a time of our own choice."""

    def __init__(self, client: tuple[str, int] = ("192.0.2.1", 1234)) -> None:
        self.now = START
        self.tokens: list[str] = []
        self.door = Door(dt.timedelta(hours=12))
        self.door.open(self.tokens.append)
        self._app = Starlette(routes=token_routes(self.door, lambda: self.now))
        self.client = self.seen_from(client[0])

    def seen_from(self, address: str, host: str = HOST) -> TestClient:
        return TestClient(self._app, base_url=host, client=(address, 1234), follow_redirects=False)

    def enter(self, client: TestClient | None = None, **fields: str) -> Response:
        data = {"token": self.tokens[-1], "name": "Erika Müller"} | fields
        return (client or self.client).post("/anmelden", data=data, headers=OWN)

    def editor(self, client: TestClient | None = None) -> str | None:
        return self.door.editor(dict((client or self.client).cookies), self.now)


@pytest.fixture
def site() -> _Site:
    return _Site()


class _Inputs(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if tag == "input":
            self.values[str(found["name"])] = found["value"] or ""


def _cookie(response: Response) -> dict[str, Any]:
    first, *rest = response.headers["set-cookie"].split("; ")
    name, _, value = first.partition("=")
    return {"name": name, "value": value, "flags": {part.lower() for part in rest}}


def test_the_form_holds_the_token_of_the_address_and_asks_for_the_name(site: _Site) -> None:
    response = site.client.get("/anmelden", params={"token": "abc"})
    assert response.status_code == 200
    assert _Inputs(response.text).values == {"token": "abc", "name": ""}
    assert "Er steht neben jeder Änderung" in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers


def test_looking_at_the_address_does_not_use_the_token_up(site: _Site) -> None:
    for method in ("GET", "HEAD", "GET"):
        assert site.client.request(method, "/anmelden", params={"token": site.tokens[0]}).status_code == 200
    assert len(site.tokens) == 1
    assert site.enter().status_code == 303


def test_the_token_opens_the_desk(site: _Site) -> None:
    response = site.enter()
    assert (response.status_code, response.headers["location"]) == (303, "/redaktion")
    cookie = _cookie(response)
    assert cookie["name"] == COOKIE
    assert {"httponly", "samesite=strict", "secure", "path=/", "max-age=43200"} <= cookie["flags"]
    assert site.editor() == "Erika Müller"
    site.now += dt.timedelta(hours=12)
    assert site.editor() is None


@pytest.mark.parametrize(("host", "forwarded", "secure"), [("http", "", False), ("http", "https", True)])
def test_the_cookie_goes_over_tls_only_where_there_is_tls(
    site: _Site, host: str, forwarded: str, *, secure: bool
) -> None:
    response = site.seen_from("192.0.2.1", f"{host}://tour.example").post(
        "/anmelden",
        data={"token": site.tokens[0], "name": "Erika"},
        headers=OWN | ({"x-forwarded-proto": forwarded} if forwarded else {}),
    )
    assert ("secure" in _cookie(response)["flags"]) is secure


def test_a_used_token_is_refused(site: _Site) -> None:
    site.enter()
    response = site.enter(site.seen_from("192.0.2.9"), token=site.tokens[0])
    assert response.status_code == 403
    assert "gilt nicht oder nicht mehr" in response.text
    assert "set-cookie" not in response.headers


def test_after_a_wrong_token_the_name_is_kept(site: _Site) -> None:
    response = site.enter(token="falsch", name='Erika "<b>" Müller')  # noqa: S106 (a guess)
    assert response.status_code == 403
    assert _Inputs(response.text).values == {"token": "", "name": 'Erika "<b>" Müller'}
    assert 'role="alert"' in response.text
    assert site.editor() is None


def test_without_a_name_the_token_is_kept(site: _Site) -> None:
    response = site.enter(name="")
    assert response.status_code == 400
    assert _Inputs(response.text).values == {"token": site.tokens[0], "name": ""}
    assert site.enter().status_code == 303


def test_who_guesses_too_often_is_told_when_to_come_back(site: _Site) -> None:
    for _ in range(10):
        assert site.enter(token="falsch").status_code == 403  # noqa: S106 (a guess)
    response = site.enter(token="falsch")  # noqa: S106 (a guess)
    assert response.status_code == 429
    assert response.headers["retry-after"] == "600"
    assert "10 Minuten" in response.text
    site.now += dt.timedelta(minutes=10)
    assert site.enter().status_code == 303


@pytest.mark.parametrize("path", ["/anmelden", "/abmelden"])
@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "https://tour.example.evil.example"])
def test_another_site_can_sign_nobody_in_or_out(site: _Site, path: str, origin: str | None) -> None:
    site.enter()
    response = site.client.post(
        path,
        data={"token": site.tokens[-1], "name": "Max"},
        headers={"origin": origin} if origin else {},
    )
    assert response.status_code == 403
    assert "nicht von einer Seite dieses Servers" in response.text
    assert "set-cookie" not in response.headers
    assert site.editor() == "Erika Müller"
    assert len(site.tokens) == 2


def test_signing_out_ends_the_session_and_clears_the_cookie(site: _Site) -> None:
    value = _cookie(site.enter())["value"]
    response = site.client.post("/abmelden", headers=OWN)
    assert (response.status_code, response.headers["location"]) == (303, "/")
    assert "max-age=0" in _cookie(response)["flags"]
    assert site.editor() is None
    assert site.door.editor({COOKIE: value}, site.now) is None


def test_looking_at_the_address_signs_nobody_out(site: _Site) -> None:
    site.enter()
    assert site.client.get("/abmelden").headers["location"] == "/redaktion"
    assert site.editor() == "Erika Müller"


def test_a_cookie_that_opens_nothing_is_cleared(site: _Site) -> None:
    site.enter()
    assert "set-cookie" not in site.client.get("/anmelden").headers
    site.now += dt.timedelta(hours=13)
    assert "max-age=0" in _cookie(site.client.get("/anmelden"))["flags"]


def test_what_is_entered_stays_text(site: _Site) -> None:
    evil = '"><script>alert(1)</script>'
    for response in (site.client.get("/anmelden", params={"token": evil}), site.enter(name=evil * 9, token=evil)):
        found = _Inputs(response.text)
        assert "script" not in found.tags
        assert found.values["token"] in {evil, ""}


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"x" * 5000, 413), (b"\xff\xfe%ff=%zz&&&", 400), (b"", 400), (b'{"token": 1}', 400)],
)
def test_what_is_no_form_of_ours_is_refused(site: _Site, body: bytes, status: int) -> None:
    assert site.client.post("/anmelden", content=body, headers=OWN).status_code == status
    assert len(site.tokens) == 1


def test_no_answer_tells_the_token(site: _Site) -> None:
    answers = [site.client.get("/anmelden"), site.enter(token="x"), site.enter(name="")]  # noqa: S106 (a guess)
    assert site.tokens[0] not in answers[0].text + answers[1].text
    assert site.tokens[-1] not in str(site.enter().headers)


def test_with_a_provider_the_desk_itself_leads_to_it() -> None:
    client = TestClient(Starlette(routes=provider_routes()), follow_redirects=False)
    assert client.get("/anmelden").headers["location"] == "/redaktion"
    assert client.post("/anmelden", data={"token": "x", "name": "Erika"}).status_code == 405
