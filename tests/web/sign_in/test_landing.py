from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from tourkarte.web.sign_in.landing import Landing


def _client(*, status: int = 302) -> TestClient:
    def login(_: object) -> Response:
        if status >= 400:
            return Response("Authentication error", status)
        return RedirectResponse("https://login.example.org/authorize", status)

    routes = [
        Route("/oauth2callback", lambda _: RedirectResponse("/", 302, {"x-kept": "1"})),
        Route("/auth/login", login),
        Route("/auth/logout", lambda _: RedirectResponse("/", 302)),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Landing)]), follow_redirects=False)


@pytest.mark.parametrize("query", ["state=a&code=b", "state=a&error=access_denied", "error=access_denied"])
def test_who_comes_back_from_the_provider_lands_at_the_desk(query: str) -> None:
    response = _client().get(f"/oauth2callback?{query}")
    assert response.headers["location"] == "/redaktion"
    assert response.headers["x-kept"] == "1"


@pytest.mark.parametrize("path", ["/oauth2callback", "/auth/logout", "/auth/logout?state=a"])
def test_who_signs_out_lands_on_the_start_page(path: str) -> None:
    assert _client().get(path).headers["location"] == "/"


def test_the_way_to_the_provider_is_left_alone() -> None:
    assert _client().get("/auth/login").headers["location"] == "https://login.example.org/authorize"


@pytest.mark.parametrize("status", [400, 500])
def test_a_provider_that_does_not_answer_is_said_in_german(status: int) -> None:
    response = _client(status=status).get("/auth/login")
    assert response.status_code == 502
    assert "Der Anmeldedienst antwortet gerade nicht." in response.text
    assert "Authentication error" not in response.text
    assert 'href="/redaktion"' in response.text
