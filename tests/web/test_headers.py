from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from tourkarte.web.headers import HEADERS, SecurityHeaders, headers


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


def _text(_: object) -> PlainTextResponse:
    return PlainTextResponse('<html lang="en">', headers={"X-Frame-Options": "ALLOWALL"})


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/text", _text), WebSocketRoute("/live", _echo)]
    return TestClient(
        Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]), base_url="http://tour.example"
    )


@pytest.mark.parametrize("path", ["/text", "/nowhere"])
def test_every_response_carries_all_headers_once(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    for name, value in HEADERS.items():
        assert headers.get_list(name) == [value]


def test_the_policy_names_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "*" not in policy


def test_a_street_map_opens_the_policy_for_the_images_of_its_server_and_nothing_else() -> None:
    assert headers(None) == HEADERS
    opened = headers("https://tiles.example.org:8443/{z}/{y}/{x}.png?style=a;script-src *")
    policy = dict(part.split(" ", 1) for part in opened["Content-Security-Policy"].split("; "))
    assert policy["img-src"] == "'self' data: blob: https://tiles.example.org:8443"
    assert {name: value for name, value in policy.items() if name != "img-src"} == {
        name: value
        for name, value in (part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
        if name != "img-src"
    }


@pytest.mark.parametrize("path", ["/termine/", "/termine/sommertour-2017-herne"])
def test_a_page_without_scripts_may_run_none_and_stays_out_of_frames(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert policy["frame-ancestors"] == "'self'"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("origin", [None, "http://tour.example"])
def test_a_live_connection_of_the_own_page_is_let_through(client: TestClient, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    with client.websocket_connect("ws://tour.example/live", headers=headers) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize("origin", ["http://evil.example", "https://tour.example.evil.example", "null"])
def test_a_live_connection_of_another_page_is_refused(client: TestClient, origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://tour.example/live", headers={"origin": origin}),
    ):
        pass


def test_behind_a_proxy_the_name_that_it_passes_on_counts(client: TestClient) -> None:
    headers = {"origin": "https://tour.example", "host": "inside:8501", "x-forwarded-host": "tour.example"}
    with client.websocket_connect("ws://inside:8501/live", headers=headers) as socket:
        assert socket.receive_text() == "hello"
