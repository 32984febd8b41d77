"""Under which name a reader has called this installation: only a name ever becomes part of a link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.web.asgi import ask, scope
from tourkarte.settings import settings
from tourkarte.web import embed, feeds, permanent, sitemap
from tourkarte.web.hosts import address_of
from tourkarte.web.published import Published

APP = Published(lambda *_: None, [*feeds.ROUTES, *permanent.ROUTES, *embed.ROUTES, *sitemap.ROUTES])  # type: ignore[arg-type]
NO_NAMES = [
    "evil.example/x",
    "evil.example#",
    "evil.example?x=",
    "user@evil.example",
    "evil.example:80:80",
    'evil.example"><script>alert(1)</script>',
    "evil.example\r\nX-Own: 1",
    "evil.example\n",
    "javascript:alert(1)",
    "a" * 254,
    "[::1",
    "[evil.example]",
    "münchen.example",
    "\u00a0",
]


def address(*headers: tuple[str, str]) -> str:
    return address_of(scope("/feeds/termine.json", headers=headers))


@pytest.mark.parametrize("name", ["tour.example", "tour.example:8443", "127.0.0.1:8501", "[::1]:8501", "T.example"])
def test_a_name_is_what_the_reader_says(name: str) -> None:
    assert address(("host", name)) == f"https://{name}"


def test_behind_a_proxy_it_is_the_name_that_the_proxy_was_called() -> None:
    assert address(("host", "inside:8501"), ("x-forwarded-host", "tour.example")) == "https://tour.example"
    assert address(("host", "tour.example"), ("x-forwarded-host", "")) == "https://tour.example"


def test_of_several_proxies_the_first_counts_and_what_it_was_called_by() -> None:
    told = [("host", "b"), ("x-forwarded-host", "a.example, b"), ("x-forwarded-proto", "http, https")]
    assert address(*told) == "http://a.example"
    assert address(("host", "a.example"), ("x-forwarded-proto", "javascript")) == "https://a.example"


@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_none(header: str, name: str) -> None:
    assert address((header, name)) == ""


@given(st.text(st.characters(max_codepoint=255), max_size=40))
def test_whatever_comes_nothing_in_an_address_can_leave_it(name: str) -> None:
    found = address(("host", name))
    assert found in {"", f"https://{name}"}
    assert not set(found.removeprefix("https://")) & set("/?#@<>\"'\\ \t\r\n,;&%\0")


@pytest.mark.parametrize("path", ["/feeds/termine.json", "/feeds/termine.ics", "/termine/", "/embed", "/robots.txt"])
@pytest.mark.parametrize("header", ["host", "x-forwarded-host"])
def test_a_foreign_name_is_in_no_answer_to_others(path: str, header: str) -> None:
    evil = ask(APP, path, headers=[(header, "evil.example")])
    assert evil.status == 200
    assert "private" in str(evil.header("cache-control"))
    for name in (*NO_NAMES[:6], "tour.example"):
        found = ask(APP, path, headers=[(header, name)])
        assert found.status == 200
        assert b"evil.example" not in found.body
        assert b"<script>alert" not in found.body


def test_where_the_operator_says_it_nobody_else_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_PUBLIC_URL", "https://termine.example.org")
    settings.cache_clear()
    found = [ask(APP, "/feeds/termine.json", headers=[("host", name)]) for name in ("evil.example", "tour.example")]
    assert found[0] == found[1]
    assert b"https://termine.example.org/termine/" in found[0].body
    assert b"evil" not in found[0].body
    assert "public" in str(found[0].header("cache-control"))


def test_a_sitemap_without_a_name_is_refused() -> None:
    assert ask(APP, "/sitemap.xml", headers=[("host", NO_NAMES[0])]).status == 400
