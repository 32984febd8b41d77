"""How editors come in and go out, with a token and with a real OpenID provider, in a real browser."""

from __future__ import annotations

import json
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import free_port, running, serve
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

_TOKEN = re.compile(r"http://localhost:\d+(/anmelden\?token=\S+)")
_JOINER = "\u2060"  # nobody sees it, and it keeps an address from becoming a link
_PUT = """async (name) => {
    const xsrf = document.cookie.match(/_streamlit_xsrf=([^;]*)/);
    const answer = await fetch('/_stcore/upload_file/' + name + '/1', {
        method: 'PUT', body: 'x', headers: {'X-Xsrftoken': xsrf ? xsrf[1] : ''}});
    return answer.status; }"""
EDITOR = {"sub": "erika", "name": "Erika Müller", "email": "erika@example.org", "email_verified": True}
STRANGER = {"sub": "max", "name": "<b>Max</b>", "email": "max@example.org", "email_verified": True}


class _Printed:
    """What the server has printed so far."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def links(self) -> list[str]:
        return _TOKEN.findall(self._file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> _Printed:
    return _Printed(tmp_path_factory.mktemp("token") / "said")


@pytest.fixture(scope="module")
def token_server(printed: _Printed) -> Iterator[str]:
    with printed._file.open("wb") as said, serve(said=said) as address:  # noqa: SLF001 (its own fixture)
        yield address


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Run an OpenID provider that knows two people."""
    port = free_port()
    people = [argument for each in (EDITOR, STRANGER) for argument in ("--user-claims", json.dumps(each))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    address = f"http://127.0.0.1:{port}"
    with running(command, f"{address}/.well-known/openid-configuration", environment={}):
        yield address


@pytest.fixture(scope="module")
def provider_server(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _serve_with(provider, tmp_path_factory.mktemp("state")) as address:
        yield address


@contextmanager
def _serve_with(provider: str, state: Path) -> Iterator[str]:
    port = free_port()
    environment = {
        "TOURKARTE_STATE_DIR": str(state),
        "TOURKARTE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "TOURKARTE_OIDC_METADATA_URL": f"{provider}/.well-known/openid-configuration",
        "TOURKARTE_OIDC_CLIENT_ID": "tourkarte",
        "TOURKARTE_OIDC_CLIENT_SECRET": "geheim",
        "TOURKARTE_EDITORS": "erika@example.org",
    }
    with serve(environment=environment, port=port) as address:
        yield address


@pytest.fixture
def known_provider(page: Page, trusted: set[str], provider: str) -> str:
    """Let the journey lead to the provider, whose pages ask for a style sheet elsewhere, in vain."""
    trusted.add(urlsplit(provider).netloc)
    page.route(lambda url: urlsplit(url).hostname != "127.0.0.1", lambda route: route.abort())
    return provider


def _enter(page: Page, server: str, link: str, name: str) -> None:
    page.goto(server + link)
    page.get_by_label("Ihr Name").fill(name)
    page.keyboard.press("Enter")


def _expect_open(page: Page, name: str) -> None:
    shown = name.replace("@", f"@{_JOINER}")
    expect(page.get_by_text(f"Angemeldet als {shown}.")).to_be_visible()


def _to_the_desk(page: Page) -> None:
    settled(page)  # a run closes the menu
    page.get_by_role("button", name="Redaktion").click()
    page.get_by_role("menuitem", name="Einladungen einlesen").click()


def test_the_token_opens_the_desk_once_until_signing_out(page: Page, token_server: str, printed: _Printed) -> None:
    link = printed.links()[-1]
    page.goto(f"{token_server}/redaktion")
    page.get_by_role("link", name="Zur Anmeldung").click()
    page.wait_for_url("**/anmelden")
    expect(page.get_by_role("button", name="Abmelden")).to_have_count(0)

    _enter(page, token_server, link, "Erika *Müller* <b>")
    page.wait_for_url("**/redaktion")
    _expect_open(page, "Erika *Müller* <b>")
    page.goto(f"{token_server}/")
    _to_the_desk(page)
    _expect_open(page, "Erika *Müller* <b>")
    assert page.evaluate("() => document.cookie.includes('tourkarte_desk')") is False

    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("link", name="Zur Anmeldung")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Zur Anmeldung")).to_be_visible()

    # Must not happen: what stands in a log or a browser's history lets somebody in.
    _enter(page, token_server, link, "Max")
    expect(page.get_by_role("alert")).to_contain_text("gilt nicht oder nicht mehr")
    expect(page.get_by_label("Ihr Name")).to_have_value("Max")
    assert printed.links()[-1] != link


def test_who_comes_from_an_english_page_finds_a_german_desk(page: Page, token_server: str, printed: _Printed) -> None:
    _enter(page, token_server, printed.links()[-1], "Erika")
    _expect_open(page, "Erika")
    page.goto(f"{token_server}/?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    _to_the_desk(page)
    _expect_open(page, "Erika")
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_signing_out_in_one_window_closes_the_other(page: Page, token_server: str, printed: _Printed) -> None:
    _enter(page, token_server, printed.links()[-1], "Erika")
    _expect_open(page, "Erika")
    with page.context.new_page() as other:
        other.goto(f"{token_server}/redaktion")
        _expect_open(other, "Erika")
        other.get_by_role("button", name="Abmelden").click()
        expect(other.get_by_role("link", name="Zur Anmeldung")).to_be_visible()
    _to_the_desk(page)
    expect(page.get_by_role("link", name="Zur Anmeldung")).to_be_visible()


def test_only_who_is_signed_in_can_send_a_file(page: Page, token_server: str, printed: _Printed) -> None:
    page.goto(f"{token_server}/redaktion")
    expect(page.get_by_role("link", name="Zur Anmeldung")).to_be_visible()
    assert page.evaluate(_PUT, "no-session") == 403
    _enter(page, token_server, printed.links()[-1], "Erika")
    _expect_open(page, "Erika")
    assert page.evaluate(_PUT, "no-session") == 400  # let through; Streamlit knows no such session


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}])
def test_the_form_fits_a_phone_in_the_dark(page: Page, token_server: str) -> None:
    page.goto(f"{token_server}/anmelden?token=abc")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    expect(page.get_by_label("Schlüssel")).to_have_value("abc")
    expect(page.get_by_label("Ihr Name")).to_be_focused()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(18, 24, 31)"


def _sign_in_at_provider(page: Page, server: str, person: dict[str, Any]) -> None:
    page.goto(f"{server}/redaktion")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("button", name=str(person["sub"]), exact=True).first.click()
    page.wait_for_url(f"{server}/redaktion")


@pytest.mark.usefixtures("known_provider")
def test_whom_the_provider_knows_and_the_list_names_is_in(page: Page, provider_server: str) -> None:
    page.goto(f"{provider_server}/redaktion")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    assert page.evaluate(_PUT, "no-session") == 403
    _sign_in_at_provider(page, provider_server, EDITOR)
    _expect_open(page, "Erika Müller (erika@example.org)")
    assert page.evaluate(_PUT, "no-session") == 400

    stolen = page.context.cookies()
    with page.context.new_page() as other:
        other.goto(f"{provider_server}/redaktion")
        _expect_open(other, "Erika Müller (erika@example.org)")
        page.get_by_role("button", name="Abmelden").click()
        page.wait_for_url("**/oauth2/end_session?**")
        page.goto(f"{provider_server}/redaktion")
        expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
        _to_the_desk(other)
        expect(other.get_by_role("button", name="Anmelden")).to_be_visible()
    # Must not happen: a copy of the cookie outlives the session.
    page.context.add_cookies(stolen)  # type: ignore[arg-type]
    page.reload()
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
    assert page.evaluate(_PUT, "no-session") == 403


@pytest.mark.usefixtures("known_provider")
def test_whom_the_list_does_not_name_stays_outside(page: Page, provider_server: str) -> None:
    _sign_in_at_provider(page, provider_server, STRANGER)
    told = page.get_by_text("gehören aber nicht zur Redaktion")
    expect(told).to_contain_text(f"Sie sind als <b>Max</b> (max@{_JOINER}example.org) angemeldet")
    assert page.evaluate(_PUT, "no-session") == 403
    expect(page.get_by_text("Angemeldet als")).to_have_count(0)
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url("**/oauth2/end_session?**")
    page.goto(f"{provider_server}/redaktion")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()


@pytest.mark.usefixtures("known_provider")
def test_who_is_refused_by_the_provider_can_try_again(page: Page, provider_server: str) -> None:
    page.goto(f"{provider_server}/redaktion")
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{provider_server}/redaktion")
    expect(page.get_by_role("button", name="Anmelden")).to_be_visible()


def test_a_provider_that_is_gone_is_said_and_the_map_is_still_there(page: Page, tmp_path: Path) -> None:
    with _serve_with(f"http://127.0.0.1:{free_port()}", tmp_path) as server:
        page.goto(f"{server}/redaktion")
        page.get_by_role("button", name="Anmelden").click()
        expect(page.get_by_text("Der Anmeldedienst antwortet gerade nicht.")).to_be_visible()
        page.get_by_role("link", name="Zur Redaktion").click()
        expect(page.get_by_role("button", name="Anmelden")).to_be_visible()
        page.get_by_role("link", name="Karte", exact=True).click()
        expect(page.get_by_role("heading", name="Sommertour 2017")).to_be_visible()
