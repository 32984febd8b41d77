"""What is published is answered before anything else is asked, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.web.asgi import ask, run, scope
from tourkarte.web import embed, feeds, permanent, sitemap
from tourkarte.web.published import Published

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

ROUTES = [*feeds.ROUTES, *permanent.ROUTES, *embed.ROUTES, *sitemap.ROUTES]
ANSWERED = (
    "/feeds/termine.csv",
    "/termine/",
    "/termine/sommertour-2017-herne",
    "/embed",
    "/sitemap.xml",
    "/robots.txt",
)


class Behind:
    """What lies behind the middleware; it remembers what got that far, and would give everybody a session."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append((scope["type"], scope.get("method"), scope.get("path")))
        if scope["type"] == "http":
            await PlainTextResponse("dahinter", headers={"Set-Cookie": "sitzung=1"})(scope, receive, send)


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def app(behind: Behind) -> Published:
    return Published(behind, ROUTES)


@pytest.mark.parametrize("path", ANSWERED)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "DELETE", "PROPFIND"])
def test_nothing_behind_it_is_asked_and_no_cookie_is_set(
    app: Published, behind: Behind, path: str, method: str
) -> None:
    found = ask(app, path, method=method, headers=[("cookie", "sitzung=1"), ("authorization", "Bearer x")])
    expected = {"GET": 200, "HEAD": 200, "OPTIONS": 204}.get(method, 405)
    assert found.status == expected
    assert bool(found.body) is (method not in {"HEAD", "OPTIONS"})
    assert found.header("set-cookie") is None
    assert found.header("x-content-type-options") == "nosniff"
    assert found.header("access-control-allow-origin") == "*"
    if expected in {204, 405}:
        assert found.header("allow") == "GET, HEAD, OPTIONS"
    assert behind.asked == []


@pytest.mark.parametrize(
    "path", ["/", "/termine", "/fortschritt", "/embedded", "/feeds/nix", "/feeds", "/embed/", "/_stcore/health"]
)
def test_all_else_is_left_to_what_lies_behind(app: Published, behind: Behind, path: str) -> None:
    assert ask(app, path).text == "dahinter"
    assert behind.asked == [("http", "GET", path)]


@pytest.mark.parametrize("kind", ["websocket", "lifespan"])
def test_live_connections_and_the_start_are_not_its_business(app: Published, behind: Behind, kind: str) -> None:
    async def nothing(*_: object) -> Any:
        raise AssertionError

    run(app({**scope("/feeds/termine.csv"), "type": kind}, nothing, nothing))
    assert [each for each, *_rest in behind.asked] == [kind]


def test_only_endpoints_that_are_kept_are_answered_here(behind: Behind) -> None:
    def own(_request: object) -> PlainTextResponse:
        return PlainTextResponse("nicht gehalten")

    app = Published(behind, [Route("/feeds/termine.{suffix}", own)])
    assert ask(app, "/feeds/termine.csv").text == "dahinter"


def test_an_answer_for_an_address_outside_is_none(behind: Behind) -> None:
    app = Published(behind, [Route("/redaktion", feeds.ROUTES[0].endpoint)])
    assert ask(app, "/redaktion").text == "dahinter"


def test_the_scope_of_the_server_stays_as_it_is(app: Published) -> None:
    seen: list[Scope] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        await app(scope, receive, send)

    assert ask(watched, "/feeds/termine.csv").status == 200
    assert "path_params" not in seen[0]


@pytest.mark.parametrize(
    "path",
    [
        "/termine/../feeds/termine.csv",
        "/termine/../../etc/passwd",
        "/termine/..",
        "/termine/./sommertour-2017-herne",
        "/feeds/termine.csv\n",
        "/feeds/termine.\r\nX-Own: 1",
        "/feeds/termine.\x00",
        "/feeds/termine." + "x" * 5_000,
        "/termine/" + "x" * 5_000,
        "/termine/<script>alert(1)</script>",
        "/termine/\x1b[31m",
    ],
)
def test_a_strange_path_is_nothing_and_breaks_nothing(app: Published, path: str) -> None:
    found = ask(app, path)
    assert found.status == 404
    assert len(found.body) < 20_000
    assert b"<script" not in found.body or b"ld+json" in found.body
    assert found.header("x-own") is None
    assert b"\x1b" not in found.body
    assert b"root:" not in found.body
    assert found.header("cache-control") == "no-store"


@pytest.mark.parametrize("path", ["/feeds/../redaktion", "/feeds/../feeds/termine.csv", "/feeds/a/termine.csv"])
def test_a_path_that_climbs_is_not_resolved(app: Published, behind: Behind, path: str) -> None:
    assert ask(app, path).text == "dahinter"
    assert len(behind.asked) == 1
