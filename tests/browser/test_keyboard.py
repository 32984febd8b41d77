"""Without a mouse, magnified, or without motion."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map
from tests.browser.test_accessibility import PAGES
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAGNIFIED: Final = {"viewport": {"width": 700, "height": 500}, "device_scale_factor": 2}
_MOST: Final = 150  # a page with more to get through by keyboard has become another
_FOCUSED: Final = """() => {
  let e = document.activeElement;
  while (e.tagName === "IFRAME") e = e.contentDocument.activeElement;
  if (e === e.ownerDocument.body) return null;
  const [style, box] = [getComputedStyle(e), e.getBoundingClientRect()];
  return {
    name: (e.getAttribute("aria-label") || e.innerText || e.textContent || e.tagName).trim().slice(0, 80),
    role: e.getAttribute("role") || e.tagName.toLowerCase(),
    outline: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0 && box.left < innerWidth,
  };
}"""


def _tab(page: Page) -> dict[str, Any] | None:
    page.keyboard.press("Tab")
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return found


def _go_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has the focus."""
    passed = []
    for _step in range(_MOST):
        at = _tab(page)
        passed.append(at and at["name"])
        if at and name in at["name"]:
            return
    pytest.fail(f"{name} is not reached, only {passed}")


def test_from_the_address_bar_to_the_csv_by_keyboard(page: Page, server: str) -> None:
    page.goto(f"{server}/?von=2017-08-04")
    drawn_map(page)
    _go_to(page, "Tabelle und Export")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Tabelle und Export – Tourkarte")
    expect(page.get_by_role("table")).to_be_visible()
    settled(page)
    _go_to(page, "Herunterladen")
    page.keyboard.press("Enter")
    _go_to(page, "CSV für Excel")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["Stadt"] for row in rows] == ["Wesel", "Schwelm"]


def test_a_filter_is_set_and_taken_out_by_keyboard(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    _go_to(page, "Suche")
    page.keyboard.type("Nadelfabrik")
    page.keyboard.press("Enter")
    expect(shown.locator(".tk-stop")).to_have_count(1)
    settled(page)
    _go_to(page, "Alle Filter entfernen")
    page.keyboard.press("Enter")
    expect(shown.locator(".tk-stop")).to_have_count(6)


@pytest.mark.parametrize("path", PAGES)
def test_whoever_uses_the_keyboard_sees_where_they_are(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}/{path}?stadt=Herne")
    expect(page.locator(".tk-footer")).to_be_visible()
    if not path:
        drawn_map(page)
    settled(page)
    passed: list[dict[str, Any]] = []
    while at := _tab(page):
        passed.append(at)
        assert len(passed) < _MOST, "the focus is caught"
    assert len(passed) > 15
    hidden = [at for at in passed if at["outline"] < 2 or not at["seen"]]
    assert hidden == []


@pytest.mark.parametrize("context_options", [MAGNIFIED])
@pytest.mark.parametrize("path", PAGES)
def test_magnified_twice_nothing_is_lost(page: Page, server: str, path: str, context_options: dict[str, Any]) -> None:
    page.goto(f"{server}/{path}?stadt=Herne")
    expect(page.locator(".tk-footer")).to_be_visible()
    if not path:
        drawn_map(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= context_options["viewport"]["width"]
    cut = page.locator(".stMain :is(h1, h2, p, button, a):visible").evaluate_all(
        """(all, width) => all.filter(e => !e.closest(".tk-table, [data-testid=stTable]"))
             .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 120))""",
        context_options["viewport"]["width"],
    )
    assert cut == []


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"}])
def test_nothing_moves_for_those_who_ask_for_it(page: Page, server: str, context_options: dict[str, Any]) -> None:
    assert context_options
    page.goto(server)
    drawn_map(page)
    moving = page.locator("body *").evaluate_all(
        """all => all.map(e => getComputedStyle(e))
             .flatMap(style => [style.transitionDuration, style.animationDuration].join().split(","))
             .filter(duration => parseFloat(duration) > 0.001)"""
    )
    assert moving == []
