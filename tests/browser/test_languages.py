"""Each page speaks one language, whatever the browser prefers: what is seen, and what is read out."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from tests import folders
from tests.browser.conftest import drawn_map, visitor
from tests.browser.test_accessibility import PAGES
from tests.browser.test_journeys import ENGLISH
from tests.browser.waiting import expect_query, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

GERMAN: Final = re.compile(
    r"[äöüßÄÖÜ]|\b(und|oder|der|das|nicht|noch|von|bis|zum|zur|vom|auf|aus|mit|als|alle|eine?|einen|sind|wird|ist|kein|"
    r"keine|je|Uhr|Termine?n?|Stadt|Kreise?|Bezirke?|Stand|Suche|Lage|Adresse|Bericht|Datum|Zeit|Tage?|Woche|heute|"
    r"morgen|gestern|erledigt|geplant|abgesagt|verschoben|ungenau|Karte|Tabelle|Hinweise?|Schließen|Zeitleiste|"
    r"Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Januar|Februar|Mai|Juni|Juli|Oktober|Dezember|"
    r"Mo|Di|Mi|Do|Fr|Sa|So)\b"
)
_NAMES: Final = (  # of what has no English one
    "Deutsch",
    "© GeoBasis-DE / BKG 2016 (Daten verändert)",  # as the licence wants it
    "Regierungsbezirk",
    "Geobasis NRW",
    "Land NRW",
    "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen",
)
"""What is said in German on English pages."""
_SPOKEN: Final = """root => {
  const found = [];
  const quoted = "code, blockquote, [lang=de], style, script, [data-testid=stIconMaterial]";
  for (const e of [root, ...root.querySelectorAll('*')]) {
    for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder', 'alt']) {
      if (e.hasAttribute(name) && !e.closest(quoted)) found.push(e.getAttribute(name));
    }
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const e = texts.currentNode.parentElement;
    if (!e.closest(quoted) && e.checkVisibility()) found.push(texts.currentNode.data);
  }
  return found.map(each => each.trim()).filter(each => each);
}"""


@cache
def _data() -> list[str]:
    """Return what the data say, longest first."""
    values: set[str] = set()
    for name in ("appointments", "tours", "districts", "municipalities"):
        with (folders.OWN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            values.update(value for row in csv.DictReader(file) for value in row.values() if value)
    return sorted((value for value in values if len(value) > 3), key=len, reverse=True)


def _german(root: Locator) -> list[str]:
    """Return the texts in German that are none of the data's."""
    found = []
    for text in root.evaluate(_SPOKEN):
        rest = " ".join(text.split())
        for known in (*_NAMES, *_data()):
            rest = rest.replace(known, "…")
        if GERMAN.search(rest):
            found.append(text)
    return found


def _english(root: Locator) -> list[str]:
    return [text for text in root.evaluate(_SPOKEN) if ENGLISH.search(text)]


def _shown(page: Page, address: str) -> Locator | None:
    page.goto(address)
    expect(page.locator(".tk-footer")).to_be_visible()
    settled(page)
    return drawn_map(page).locator("html") if page.locator("iframe[src*=streamlit_folium]").count() else None


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_is_english(page: Page, server: str, path: str) -> None:
    drawn = _shown(page, f"{server}/{path}?stadt=Herne&von=2017-08-03&lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert _german(page.locator("html")) == []
    if drawn:
        assert drawn.get_attribute("lang") == "en"
        drawn.locator(".tk-icon").first.focus()
        page.keyboard.press("Enter")
        expect(drawn.locator(".leaflet-popup-content")).to_be_visible()
        assert _german(drawn) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_german_page_is_german_in_an_english_browser(browser: Browser, server: str, path: str) -> None:
    with visitor(browser, {"viewport": {"width": 1400, "height": 1000}, "locale": "en-US"}) as page:
        drawn = _shown(page, f"{server}/{path}?stadt=Herne&von=2017-08-03")
        page.get_by_role("button", name=re.compile("^Datum wählen")).first.click()
        expect(page.get_by_role("dialog")).to_contain_text("September")
        expect(page.locator("html")).to_have_attribute("lang", "de")
        assert [text for text in _english(page.locator("html")) if text != "English"] == []
        if drawn:
            assert drawn.get_attribute("lang") == "de"
            assert _english(drawn) == []


def test_the_calendar_speaks_the_language_of_the_page(page: Page, server: str) -> None:
    _shown(page, f"{server}/hinweise?lang=en&von=2017-08-03")
    page.get_by_role("button", name=re.compile("^Choose date")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("December")
    assert _german(dialog) == []


def test_the_switch_keeps_what_is_selected_and_the_next_page_keeps_the_language(page: Page, server: str) -> None:
    _shown(page, f"{server}/termine?stadt=Herne&von=2017-08-03")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_title("Table and export – Tourkarte")
    expect_query(page, {"stadt": ["Herne"], "von": ["2017-08-03"], "lang": ["en"]})
    page.get_by_test_id("stTopNav").get_by_role("link", name="Notes").click()
    expect(page).to_have_title("Notes – Tourkarte")
    page.go_back()
    expect(page).to_have_title("Table and export – Tourkarte")
    page.locator(".tk-footer").get_by_role("link", name="Accessibility").click()
    expect(page.get_by_role("heading", name="Accessibility statement")).to_be_visible()
    expect_query(page, {"stadt": ["Herne"], "von": ["2017-08-03"], "lang": ["en"]})
    page.get_by_role("link", name="Deutsch").click()
    expect(page).to_have_title("Barrierefreiheit – Tourkarte")
    expect_query(page, {"stadt": ["Herne"], "von": ["2017-08-03"]})
    expect(page.locator("html")).to_have_attribute("lang", "de")
