"""What comes out of the printer: the map, and all appointments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLES = ["Stadt Aachen", "Stadt Münster", "Stadt Herne", "Stadt Bielefeld", "Kreis Wesel", "Ennepe-Ruhr Kreis"]
DARK = {"viewport": {"width": 1400, "height": 700}, "color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}}


def _printed(page: Page) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the text of each page of paper, and how wide and high the pages are."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=False))
    texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]
    sizes = [tuple(round(side) for side in sheet.get_size()) for sheet in document]
    document.close()
    return texts, sizes


@pytest.mark.parametrize("context_options", [DARK, PHONE])
def test_map_and_list_are_printed_whole(page: Page, server: str, context_options: dict[str, Any]) -> None:
    assert context_options
    page.goto(server)
    drawn_map(page)
    expect(page.locator(".tk-card")).to_have_count(6)
    texts, sizes = _printed(page)
    printed = " ".join(texts)
    assert set(sizes) == {(595, 842)}
    assert len(texts) <= 3
    assert "Sommertour 2017" in printed
    if context_options != DARK:  # there the map is a picture without text
        assert "GeoBasis-DE" in printed, "the map is missing"
    for day in ("Mittwoch, 2. August 2017", "Donnerstag, 3. August 2017", "Freitag, 4. August 2017"):
        assert day in printed
    for title in TITLES:
        assert f"Kommunales Integrationszentrum {title}" in printed
    for chrome in ("Filter", "Regierungsbezirk", "Als Tabelle", "English", "Hinweise"):
        assert chrome not in printed


def test_the_table_is_printed_whole(page: Page, server: str) -> None:
    page.goto(f"{server}/termine")
    expect(page.get_by_role("table")).to_be_visible()
    settled(page)
    texts, _ = _printed(page)
    printed = " ".join(texts)
    for title in TITLES:
        assert re.sub(r"\W", "", title) in re.sub(r"\W", "", printed)  # a cell breaks its lines where it likes
    assert "CSV" not in printed
