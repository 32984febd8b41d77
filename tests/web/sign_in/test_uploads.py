from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.sessions import COOKIE
from tourkarte.web.sign_in.uploads import OnlyEditorsUpload

if TYPE_CHECKING:
    from starlette.requests import Request

START = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)
UPLOAD = "/_stcore/upload_file/session/file"


@pytest.fixture
def door() -> Door:
    return Door(dt.timedelta(hours=12))


@pytest.fixture
def client(door: Door) -> TestClient:
    async def take(request: Request) -> Response:
        return PlainTextResponse(f"{len(await request.body())}")

    guard = Middleware(OnlyEditorsUpload, gate=door, now=lambda: START)
    route = Route("/{path:path}", take, methods=["GET", "PUT", "POST", "DELETE", "OPTIONS"])
    return TestClient(Starlette(routes=[route], middleware=[guard]))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
@pytest.mark.parametrize("path", [UPLOAD, "/base" + UPLOAD, UPLOAD.replace("upload", "%75pload")])
def test_nobody_uploads_without_signing_in(client: TestClient, method: str, path: str) -> None:
    for cookies in ({}, {"cookie": f"{COOKIE}=x"}, {"cookie": "_streamlit_user=x"}):
        response = client.request(method, path, content=b"file", headers=cookies)
        assert response.status_code == 403
        assert "nur von der Redaktion" in response.text


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_editor_uploads(client: TestClient, door: Door, method: str) -> None:
    cookie = door.sessions.begin("Erika", START)
    response = client.request(method, UPLOAD, content=b"file", headers={"cookie": f"a=b; {COOKIE}={cookie}"})
    assert response.text == "4"
    door.sessions.end(cookie, START)
    assert client.request(method, UPLOAD, headers={"cookie": f"{COOKIE}={cookie}"}).status_code == 403


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", UPLOAD), ("OPTIONS", UPLOAD), ("PUT", "/elsewhere"), ("GET", "/"), ("POST", "/abmelden")],
)
def test_everything_else_is_let_through(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 200
