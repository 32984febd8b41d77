"""The desk's door, run as Streamlit runs it: who is let in, and what everybody else is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.web.sign_in.door import Door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.sessions import COOKIE

APP = Path(__file__).parents[2] / "pages" / "app.py"
PROVIDER = {
    "OIDC_METADATA_URL": "https://login.example.org/c",
    "OIDC_CLIENT_ID": "tourkarte",
    "OIDC_CLIENT_SECRET": "geheim",
    "PUBLIC_URL": "https://tour.example.org",
    "EDITORS": "erika@example.org",
    "COOKIE_SECRET": "x" * 32,
}


@pytest.fixture(autouse=True)
def _middle_of_the_tour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")


@pytest.fixture
def jar(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the browser's cookies."""
    cookies: dict[str, str] = {}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: cookies))
    return cookies


@pytest.fixture
def door(jar: dict[str, str]) -> Door:
    """Return the door of an installation without a provider, to a visitor with an empty jar."""
    assert jar == {}
    found = gate()
    assert isinstance(found, Door)
    return found


@pytest.fixture
def _provider(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PROVIDER.items():
        monkeypatch.setenv(f"TOURKARTE_{name}", value)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what Streamlit is asked to do about signing in."""
    calls: list[str] = []
    monkeypatch.setattr(st, "login", lambda: calls.append("login"))
    monkeypatch.setattr(st, "logout", lambda: calls.append("logout"))
    return calls


def _desk(**claims: Any) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = _user(**claims)
    app.run()
    app.switch_page("redaktion.py").run()
    assert not app.exception
    return app


def _user(**claims: Any) -> dict[str, Any]:
    basis = {
        "is_logged_in": True,
        "sub": "4711",
        "iat": clock.now().timestamp(),
        "email": "erika@example.org",
        "email_verified": True,
    }
    return basis | claims if claims else {}


def _said(app: AppTest) -> str:
    return "\n".join(element.value for kind in (app.info, app.warning, app.caption) for element in kind)


def _labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def _html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.usefixtures("door")
def test_without_a_session_the_desk_says_where_the_token_is() -> None:
    app = _desk()
    assert app.title[0].value == "Redaktion"
    assert "in sein Protokoll" in _said(app)
    assert '<a class="tk-button" href="/anmelden" target="_self">' in _html(app)
    assert _labels(app) == []


def test_with_a_session_the_desk_is_open_under_that_name(door: Door, jar: dict[str, str]) -> None:
    jar[COOKIE] = door.sessions.begin("Erika *:red[M]*", clock.now())
    app = _desk()
    assert "Angemeldet als Erika \\*:" in _said(app)
    assert ":red" not in _said(app)
    assert "/anmelden" not in _html(app)


def test_signing_out_closes_the_desk(door: Door, jar: dict[str, str]) -> None:
    jar[COOKIE] = door.sessions.begin("Erika", clock.now())
    app = _desk()
    app.button(key="sign-out").click().run()
    assert "/anmelden" in _html(app)
    assert door.editor(jar, clock.now()) is None


def test_a_session_ends_while_the_page_is_open(door: Door, jar: dict[str, str]) -> None:
    jar[COOKIE] = door.sessions.begin("Erika", clock.now())
    app = _desk()
    door.sessions.end(jar[COOKIE], clock.now())
    assert "/anmelden" in _html(app.run())


def test_the_moment_that_is_looked_at_is_not_the_time_of_a_session(door: Door, jar: dict[str, str]) -> None:
    assert settings().now == dt.datetime(2017, 8, 3, 12)  # noqa: DTZ001 (as the operator wrote it)
    jar[COOKIE] = door.sessions.begin("Erika", clock.now(settings().now))
    assert "/anmelden" in _html(_desk())


@pytest.mark.usefixtures("door")
def test_a_provider_of_streamlits_own_opens_nothing_where_none_is_set() -> None:
    assert "in sein Protokoll" in _said(_desk(name="Erika"))


@pytest.mark.usefixtures("door")
def test_the_desk_is_not_filtered() -> None:
    app = _desk()
    assert not app.sidebar.text_input
    assert "--filters:'Menü'" in _html(app)
    app.switch_page("termine.py").run()
    assert app.sidebar.text_input(key="suche")


@pytest.mark.usefixtures("_provider")
def test_with_a_provider_a_button_leads_to_it(asked: list[str]) -> None:
    app = _desk()
    assert "Bitte melden Sie sich an." in _said(app)
    app.button(key="sign-in").click().run()
    assert asked == ["login"]


@pytest.mark.usefixtures("_provider", "asked")
def test_an_editor_whom_the_provider_knows_is_in() -> None:
    app = _desk(name="Erika Müller")
    assert "Angemeldet als Erika Müller \\(erika@\u2060example\\.org\\)" in _said(app)
    assert "Abmelden" in _labels(app)


@pytest.mark.usefixtures("_provider")
def test_signing_out_is_told_to_the_provider_and_holds_everywhere(asked: list[str]) -> None:
    start = clock.now().timestamp()
    app = _desk(iat=start)
    app.button(key="sign-out").click().run()
    assert asked == ["logout"]
    assert _labels(_desk(iat=start)) == ["Anmelden"]
    assert "Abmelden" in _labels(_desk(iat=start + 1))


@pytest.mark.usefixtures("_provider")
def test_who_is_not_on_the_list_is_told_so(asked: list[str]) -> None:
    app = _desk(name="<b>Max</b>", email="max@example.org")
    assert "Sie sind als \\<b\\>Max\\</b\\>" in _said(app)
    assert "gehören aber nicht zur Redaktion" in _said(app)
    assert _labels(app) == ["Abmelden"]
    app.button(key="sign-out").click().run()
    assert asked == ["logout"]


@pytest.mark.usefixtures("_provider")
def test_an_old_session_is_over_and_can_be_renewed(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    monkeypatch.setenv("TOURKARTE_SESSION_HOURS", "1.5")
    app = _desk(iat=clock.now().timestamp() - 1.5 * 3600)
    assert "Ihre Anmeldung ist abgelaufen; sie gilt 1,5 Stunden." in _said(app)
    app.button(key="sign-in").click().run()
    assert asked == ["login"]
