"""The permanent pages in a browser: without any script, on a phone, on paper, and as axe sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pypdfium2  # type: ignore[import-untyped]
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

_RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_PHONE: Final = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
_NARROW: Final = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
_DARK: Final = {"viewport": {"width": 1400, "height": 1000}, "color_scheme": "dark"}
_LIGHT: Final = {"viewport": {"width": 1400, "height": 1000}, "color_scheme": "light"}
_PATHS: Final = (
    "",
    "?stadt=Herne&lang=en",
    "?von=2030-01-01",
    "?stadt=Hernne",
    "nix",
    *(f"sommertour-2017-{city}" for city in ("aachen", "herne", "bielefeld")),
)


@pytest.mark.parametrize("context_options", [_PHONE])
def test_without_scripts_a_visitor_finds_an_appointment_and_its_neighbours(
    page: Page, server: str, context_options: dict[str, Any]
) -> None:
    assert context_options
    page.goto(f"{server}/termine/")
    page.get_by_text("Suchen und filtern").click()
    page.get_by_label("Suche", exact=True).fill("Integrationszentrum")
    page.get_by_label("ab", exact=True).fill("2017-08-03")
    page.get_by_label("bis", exact=True).fill("2017-08-03")
    page.get_by_role("button", name="Zeigen").click()
    expect(page.get_by_text("2 von 6 Terminen")).to_be_visible()
    page.get_by_role("link", name="Herne").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kommunales Integrationszentrum Stadt Herne")
    expect(page.get_by_text("nur Postleitzahl")).to_be_visible()
    expect(page.locator(".tk-picture svg")).to_be_visible()
    page.get_by_role("link", name=re.compile("Nächster Termin der Tour")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bielefeld")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_text("Thursday, 3 August 2017")).to_be_visible()
    page.get_by_role("link", name="All appointments").click()
    expect(page.get_by_text("6 appointments")).to_be_visible()


def test_by_keyboard_the_first_step_leads_to_the_content(page: Page, server: str) -> None:
    page.goto(f"{server}/termine/sommertour-2017-herne")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sommertour 2017")).to_be_focused()


def test_from_the_card_in_focus_to_its_page_and_back_to_the_map(page: Page, server: str) -> None:
    page.goto(f"{server}/?termin=sommertour-2017-wesel&lang=en")
    page.get_by_role("link", name="Page of the appointment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wesel")
    page.get_by_role("link", name="Show on the map").click()
    expect(page.locator('.tk-card[aria-current][data-choose="sommertour-2017-wesel"]')).to_be_visible()


@pytest.mark.parametrize("context_options", [_LIGHT, _DARK, _NARROW], ids=["light", "dark", "narrow"])
def test_axe_finds_nothing(page: Page, facts_server: str, context_options: dict[str, Any]) -> None:
    assert context_options
    for path in _PATHS:
        page.goto(f"{facts_server}/termine/{path}")
        answer = Axe().run(page, options=_RULES).response
        assert sum(len(rule["nodes"]) for rule in answer["passes"]) > 10, "axe looked at nothing"
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in answer["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than the window"


@pytest.mark.parametrize("context_options", [_DARK])
def test_on_paper_a_page_is_one_sheet_without_what_is_to_be_clicked(
    page: Page, facts_server: str, context_options: dict[str, Any]
) -> None:
    assert context_options
    page.goto(f"{facts_server}/termine/sommertour-2017-muenster")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    document.close()
    assert len(texts) == 1
    for part in ("Kommunales Integrationszentrum Stadt Münster", "Mittwoch, 2. August 2017", "15:30 Uhr", "Raum 467"):
        assert part in texts[0]
    assert "www.example.org/berichte/muenster" in texts[0].replace(" ", "")
    assert page.url in texts[0].replace(" ", "")
    for chrome in ("English", "In den Kalender", "Voriger Termin", "Hinweise"):
        assert chrome not in texts[0]
