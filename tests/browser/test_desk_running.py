"""Running the tour in a real browser: by keyboard, side by side with a visitor, and with what only a browser keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serve
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

_TOKEN = re.compile(r"http://localhost:\d+(/anmelden\?token=\S+)")
AACHEN, HERNE = "sommertour-2017-aachen", "sommertour-2017-herne"
DAY, BEGIN = 2, 3
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
_NAMES = """(main) => [...main.querySelectorAll('*')].flatMap((element) =>
    ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name)).filter(Boolean))"""
_PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_ENGLISH = re.compile(
    r"\b(Choose|Select|Press|Enter|Upload|Close|Open|Empty|None|Download|Search|Shortcut|option|Link|Increment|Decrement|column)\b"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Return the address of a server of its own, and the file that it tells its tokens."""
    told = tmp_path_factory.mktemp("token") / "said"
    with told.open("wb") as said, serve(said=said) as address:
        yield address, told


@pytest.fixture
def editor(page: Page, desk: tuple[str, Path]) -> Page:
    """Return a page on which Erika is signed in."""
    return signed_in(page, desk, "Erika")


def signed_in(page: Page, desk: tuple[str, Path], name: str) -> Page:
    address, told = desk
    page.goto(address + _TOKEN.findall(told.read_text(encoding="utf-8"))[-1])
    page.get_by_label("Ihr Name").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/redaktion")
    return page


def opened(page: Page, desk: tuple[str, Path], key: str) -> Locator:
    page.goto(f"{desk[0]}/redaktion-termine?termin={key}")
    title = page.get_by_label("Titel")
    expect(title).to_be_visible()
    return title


def said(page: Page) -> Locator:
    return page.locator(".st-key-desk-said-box")


def cell(page: Page, column: int, row: int) -> Locator:
    """Return a cell of the table as it is read out; what is seen is painted."""
    return page.get_by_test_id(f"glide-cell-{column}-{row}")


def expect_stored(page: Page, desk: tuple[str, Path], cells: dict[tuple[int, int], str]) -> None:
    """Expect what cells hold in another window: the one that was typed into reads its own changes out late."""
    with page.context.new_page() as other:
        other.goto(f"{desk[0]}/redaktion-termine")
        for (column, row), text in cells.items():
            expect(cell(other, column, row)).to_have_text(text)


def choose(page: Page, column: int, row: int) -> None:
    """Click a cell; the columns are those of days and beginnings."""
    painted = page.locator(".dvn-scroller")
    painted.click(position={"x": {DAY: 250, BEGIN: 345}[column], "y": 35 * (row + 1) + 17})
    expect(cell(page, column, row)).to_have_attribute("aria-selected", "true")


def type_over(page: Page, text: str) -> None:
    """Type into the chosen cell."""
    page.keyboard.press("Enter")
    expect(page.locator(".gdg-input")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    expect(page.locator(".gdg-growing-entry > div").first).to_have_text(text)
    page.evaluate(_PAINTED)  # it takes what it has painted; nobody types faster than that
    page.keyboard.press("Enter")


def test_a_cell_is_edited_by_keyboard_and_taken_back_by_keyboard(editor: Page, desk: tuple[str, Path]) -> None:
    editor.goto(f"{desk[0]}/redaktion-termine")
    expect(cell(editor, BEGIN, 0)).to_have_text("10:00")  # Herne, the first one that is not over
    choose(editor, BEGIN, 0)
    type_over(editor, "10:45")
    expect(said(editor)).to_contain_text("Herne")
    # The next cell of the column is the one to type into: the table has not been drawn anew.
    type_over(editor, "14:15")
    expect(said(editor)).to_contain_text("Bielefeld")
    settled(editor)
    editor.keyboard.press("Control+Alt+KeyZ")
    expect(said(editor)).to_contain_text("Rückgängig: Termin „Kommunales Integrationszentrum Stadt Bielefeld“")
    expect_stored(editor, desk, {(BEGIN, 0): "10:45", (BEGIN, 1): "14:00"})


def test_a_cell_that_cannot_be_shows_again_what_is_stored(editor: Page, desk: tuple[str, Path]) -> None:
    editor.goto(f"{desk[0]}/redaktion-termine")
    expect(cell(editor, DAY, 2)).to_have_text("04.08.2017")
    choose(editor, DAY, 2)
    type_over(editor, "31.02.2017")
    expect(said(editor)).to_contain_text("ist kein Tag")
    expect(cell(editor, DAY, 2)).to_have_text("04.08.2017")


def test_days_of_a_german_spreadsheet_are_pasted_as_they_are(editor: Page, desk: tuple[str, Path]) -> None:
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.goto(f"{desk[0]}/redaktion-termine")
    expect(cell(editor, DAY, 2)).to_have_text("04.08.2017")
    editor.evaluate("() => navigator.clipboard.writeText('05.08.2017\\t10:05\\n05.08.2017\\t14:05')")
    choose(editor, DAY, 2)
    editor.keyboard.press("Control+V")
    expect(said(editor)).to_contain_text("2 Termine geändert")
    settled(editor)
    # Must not happen: the 8th of May.
    expect_stored(editor, desk, {(DAY, 2): "05.08.2017", (BEGIN, 2): "10:05", (DAY, 3): "05.08.2017"})
    editor.keyboard.press("Control+Alt+KeyZ")
    expect(said(editor)).to_contain_text("Rückgängig: 2 Termine geändert")
    expect_stored(editor, desk, {(DAY, 2): "04.08.2017", (BEGIN, 3): "14:00"})


def test_the_form_is_used_by_keyboard_only_and_visitors_see_what_is_published_alone(
    editor: Page, desk: tuple[str, Path], browser: Browser
) -> None:
    visitor = browser.new_context(locale="de-DE").new_page()
    visitor.goto(f"{desk[0]}/termine")
    expect(visitor.get_by_text("Nadelfabrik")).to_have_count(1)

    title = opened(editor, desk, AACHEN)
    title.focus()
    editor.keyboard.press("Tab")
    editor.keyboard.press("Control+A")
    editor.keyboard.type("Neue Nadelfabrik")
    editor.keyboard.press("Enter")
    expect(said(editor)).to_contain_text("geändert")
    expect(editor.get_by_text("Neue Nadelfabrik")).to_be_visible()  # in the history
    expect(visitor.get_by_text("Neue Nadelfabrik")).to_have_count(1)

    settled(editor)
    editor.keyboard.press("Escape")
    editor.locator("h1").click()
    editor.keyboard.press("Alt+A")
    note = editor.get_by_label("Hinweis für alle")
    expect(note).to_be_visible()
    settled(editor)
    note.focus()
    editor.keyboard.type("Krank")
    editor.keyboard.press("Enter")
    expect(editor.get_by_text("Dieser Termin ist abgesagt.")).to_be_visible()
    expect(note).to_have_count(0)
    expect(visitor.get_by_text("Krank")).to_have_count(1)
    settled(editor)
    editor.keyboard.press("Control+Alt+KeyZ")
    expect(editor.get_by_text("Dieser Termin ist abgesagt.")).to_have_count(0)
    expect(visitor.get_by_text("Krank")).to_have_count(0)

    # Must not happen: a visitor finds the desk in the menu, or sees anything of it at its addresses.
    expect(visitor.get_by_test_id("stTopNavLink").get_by_text("Hinweise")).to_be_visible()
    expect(visitor.get_by_text("Redaktion")).to_have_count(0)
    for path in ("redaktion-termine", f"redaktion-termine?termin={AACHEN}", "redaktion-touren", "redaktion-verlauf"):
        visitor.goto(f"{desk[0]}/{path}")
        expect(visitor.get_by_role("link", name="Zur Anmeldung")).to_be_visible()
        for secret in ("Nadelfabrik", "Erika", "Sommertour"):
            expect(visitor.get_by_text(secret)).to_have_count(0)
    visitor.context.close()


def test_what_is_typed_stays_when_the_pin_is_set(editor: Page, desk: tuple[str, Path]) -> None:
    title = opened(editor, desk, HERNE)
    title.fill("Noch nicht gespeichert")
    editor.get_by_label("Koordinaten").fill("51.5400, 7.2000")
    editor.keyboard.press("Enter")
    expect(said(editor)).to_contain_text("Punkt von")
    expect(title).to_have_value("Noch nicht gespeichert")
    settled(editor)
    title.focus()
    editor.keyboard.press("Control+S")
    expect(said(editor)).to_contain_text("geändert")
    expect(editor.get_by_role("heading", name="Noch nicht gespeichert")).to_be_visible()
    expect(editor.get_by_text("Inzwischen")).to_have_count(0)


def test_two_editors_do_not_overwrite_each_other(editor: Page, desk: tuple[str, Path], browser: Browser) -> None:
    mine = opened(editor, desk, "sommertour-2017-wesel")
    other = signed_in(browser.new_context(locale="de-DE").new_page(), desk, "Max")
    theirs = opened(other, desk, "sommertour-2017-wesel")
    mine.fill("Von Erika")
    theirs.fill("Von Max")
    other.keyboard.press("Enter")
    expect(said(other)).to_contain_text("geändert")
    expect(editor.get_by_text("Inzwischen von Max geändert.")).to_be_visible()
    expect(mine).to_have_value("Von Erika")
    mine.press("Enter")
    expect(editor.get_by_text("es wurde nichts überschrieben")).to_be_visible()
    editor.get_by_role("button", name="Zusammenführen").click()
    expect(editor.get_by_role("heading", name="Von Erika")).to_be_visible()
    other.context.close()


@pytest.mark.parametrize("context_options", [PHONE])
@pytest.mark.parametrize(
    ("path", "awaited"),
    [
        ("redaktion-termine", "Was Sie in eine Zelle tippen"),
        (f"redaktion-termine?termin={HERNE}", "Erste Daten angelegt"),
        ("redaktion-termine?neu=1", "Neuer Termin"),
        ("redaktion-touren", "Anlegen"),
        ("redaktion-verlauf", "Erste Daten angelegt"),
    ],
)
def test_a_phone_shows_all_of_it_in_german(
    editor: Page, desk: tuple[str, Path], path: str, awaited: str, context_options: dict[str, Any]
) -> None:
    editor.goto(f"{desk[0]}/{path}")
    expect(editor.get_by_text(awaited).first).to_be_visible()
    assert editor.evaluate("() => document.documentElement.scrollWidth") <= context_options["viewport"]["width"]
    named: list[str] = editor.locator(".stMain").evaluate(_NAMES)
    lines = [*named, *editor.locator(".stMain").inner_text().splitlines()]
    assert [line for line in lines if _ENGLISH.search(line)] == []
