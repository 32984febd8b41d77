"""From an invitation to what visitors see, in a real browser; each journey has one thing that must not happen."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map, pick, visitor
from tests.browser.desk import Desk, as_pdf, desk, drop, reviewed, sign_in
from tests.browser.waiting import settled, zoom_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Locator, Page


WINDOW = {"viewport": {"width": 1400, "height": 1000}}
LOW = {"viewport": {"width": 1400, "height": 600}}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "server") as found:
        yield found


@pytest.fixture
def pdf(browser: Browser, tmp_path: Path) -> Path:
    return as_pdf(browser, tmp_path)


@pytest.fixture
def editor(browser: Browser, server: Desk) -> Iterator[Page]:
    with visitor(browser, WINDOW) as person:
        sign_in(person, server, "Anna")
        yield person


@pytest.fixture
def reader(browser: Browser, server: Desk) -> Iterator[Page]:
    """A visitor who looks at the tour while the desk works."""
    with visitor(browser, LOW) as person:
        person.goto(f"{server.address}/?suche=Integrationszentrum&bis=2017-08-03")
        drawn_map(person)
        yield person


def _publish(page: Page) -> None:
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Dieses Dokument ist veröffentlicht.")).to_be_visible()


def _choose(page: Page, city: str) -> None:
    page.get_by_test_id("stRadio").get_by_text(f"· {city} ·").click()
    expect(_field(page, "Stadt")).to_have_value(city)


def _field(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name, exact=True)


def _look(page: Page, shown: FrameLocator) -> tuple[int, float, str]:
    """Zoom in, scroll down and leave a mark, as somebody who is looking at something; return what must stay."""
    zoom_in(shown)
    page.evaluate("() => { window.stayed = true; document.querySelector('[data-testid=stMain]').scrollTop = 250; }")
    shown.locator("body").evaluate("() => { window.stayed = true; }")
    return _sight(page, shown)


def _sight(page: Page, shown: FrameLocator) -> tuple[int, float, str]:
    assert page.evaluate("() => window.stayed === true"), "the page was loaded anew"
    assert shown.locator("body").evaluate("() => window.stayed === true"), "the map was made anew"
    zoom = shown.locator("body").evaluate("() => map_div.getZoom()")
    scrolled = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTop")
    return zoom, scrolled, page.url


def _asks_again(page: Page) -> None:
    """Wait until the page has learned of the store's state twice: what was to come has come."""
    for _ in range(2):
        page.wait_for_event("response", lambda response: response.url.endswith("/state"))


def test_a_file_becomes_what_visitors_see_in_two_actions(editor: Page, reader: Page, pdf: Path) -> None:
    shown = drawn_map(reader)
    before = _look(reader, shown)
    assert before[1] == 250
    actions: list[str] = []
    start = time.perf_counter()
    drop(editor, pdf)
    actions.append("drop the file")
    reviewed(editor)
    expect(editor.get_by_text("6 neue Termine")).to_be_visible()
    looked_at = time.perf_counter() - start
    _asks_again(reader)
    # Must not happen: visitors see what nobody has published.
    expect(shown.locator(".tk-stop")).to_have_count(0)
    expect(reader.locator(".tk-card")).to_have_count(0)

    start = time.perf_counter()
    editor.get_by_role("button", name="Veröffentlichen").click()
    actions.append("publish")
    expect(shown.locator(".tk-stop")).to_have_text(["1", "2", "3", "4"])
    expect(reader.locator(".tk-card")).to_have_count(4)
    seen = time.perf_counter() - start
    expect(editor.get_by_text("Dieses Dokument ist veröffentlicht.")).to_be_visible()
    expect(reader.get_by_role("status").filter(has_text="4 von 6 Terminen")).to_be_visible()
    assert _sight(reader, shown) == before
    print(f"{len(actions)} actions, {looked_at:.1f} s to the review, {seen:.1f} s from publishing to the visitor")  # noqa: T201 (a figure)
    assert len(actions) <= 4


def test_a_visitors_filter_stays_when_more_can_be_filtered(editor: Page, reader: Page, pdf: Path) -> None:
    drop(editor, pdf)
    reviewed(editor)
    _publish(editor)
    shown = drawn_map(reader)
    expect(shown.locator(".tk-stop")).to_have_count(4)
    pick(reader, "Stadt", "Herne")
    expect(shown.locator(".tk-stop")).to_have_text(["3"])
    editor.get_by_role("link", name="Nächstes Dokument").click()
    editor.get_by_text("Oder Text einfügen").click()
    editor.get_by_label("Text der Einladung").fill(
        "02.08.2017\n\n9:00 Uhr: Integrationszentrum Ahlen, Markt 1, 59227 Ahlen"
    )
    editor.get_by_role("button", name="Text lesen").click()
    reviewed(editor)
    _publish(editor)
    expect(reader.get_by_role("status").filter(has_text="1 von 7 Terminen")).to_be_visible()
    expect(shown.locator(".tk-stop")).to_have_text(["4"])
    assert "stadt=Herne" in reader.url


def test_a_pin_that_is_dragged_is_where_visitors_go_and_is_remembered(editor: Page, reader: Page, pdf: Path) -> None:
    drop(editor, pdf)
    reviewed(editor)
    _choose(editor, "Herne")
    expect(editor.get_by_text("nur Postleitzahl, ±")).to_be_visible()
    coordinates = _field(editor, "Koordinaten (Breite, Länge)")
    before = coordinates.input_value()
    _drag(editor, editor.locator(".tk-pin"))
    expect(editor.get_by_text("Lage: genau, von Hand gesetzt (Quelle: Redaktion)")).to_be_visible()
    expect(coordinates).not_to_have_value(before)
    place = [float(number) for number in coordinates.input_value().split(", ")]
    _publish(editor)
    shown = drawn_map(reader)
    expect(shown.locator(".tk-stop")).to_have_count(4)
    assert shown.locator("body").evaluate(_PLACES)["3"] == pytest.approx(place, abs=1e-5)
    # Must not happen: the same file again brings the guess back, or doubles what there is.
    editor.get_by_role("link", name="Nächstes Dokument").click()
    drop(editor, pdf)
    expect(editor.get_by_text("6 unveränderte Termine")).to_be_visible()
    _choose(editor, "Herne")
    expect(editor.get_by_text("Lage: genau, von Hand gesetzt")).to_be_visible()
    expect(coordinates).to_have_value(", ".join(f"{number:.6f}" for number in place))


_PLACES = """() => {
    const found = {};
    map_div.eachLayer(layer => {
        const part = layer.getElement?.();
        const face = part?.matches?.('.tk-stop') ? part : part?.querySelector?.('.tk-stop');
        if (layer.getLatLng && face) found[face.textContent] = [layer.getLatLng().lat, layer.getLatLng().lng];
    });
    return found; }"""


def _drag(page: Page, pin: Locator) -> None:
    pin.scroll_into_view_if_needed()
    found = pin.bounding_box()
    assert found
    x, y = found["x"] + found["width"] / 2, found["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 30, steps=8)
    page.mouse.up()


def test_two_editors_change_one_draft_and_nothing_is_lost(
    browser: Browser, server: Desk, editor: Page, pdf: Path
) -> None:
    drop(editor, pdf)
    reviewed(editor)
    with visitor(browser, WINDOW) as second:
        sign_in(second, server, "Bernd")
        second.goto(editor.url)
        reviewed(second)
        _field(editor, "Raum").fill("Saal 1")
        _field(editor, "Raum").press("Tab")
        expect(second.get_by_text("Inzwischen von Anna geändert.")).to_be_visible()
        _field(second, "Raum").fill("Saal 2")
        _field(second, "Gebäude").fill("Altes Rathaus")
        _field(second, "Gebäude").press("Tab")
        conflict = second.locator(".st-key-conflict")
        expect(conflict).to_contain_text("es wurde nichts überschrieben")
        expect(_field(editor, "Gebäude")).to_have_value("Nadelfabrik")
        conflict.get_by_text("die neue: Saal 1").click()
        conflict.get_by_role("button", name="Zusammenführen").click()
        expect(conflict).to_have_count(0)
        expect(_field(second, "Raum")).to_have_value("Saal 1")
    # Must not happen: the first one goes on as if nobody had been there.
    expect(editor.get_by_text("Inzwischen von Bernd geändert.")).to_be_visible()
    editor.get_by_role("button", name="Neue Fassung laden").click()
    expect(_field(editor, "Raum")).to_have_value("Saal 1")


def test_the_keyboard_is_enough_from_the_drafts_to_publishing(editor: Page, pdf: Path) -> None:
    drop(editor, pdf)
    reviewed(editor)
    _tab_to(editor, lambda: editor.locator("input[type=radio]:focus").count() == 1)
    editor.keyboard.press("ArrowDown")
    expect(_field(editor, "Stadt")).to_have_value("Münster")
    expect(editor.locator("input[type=radio]:focus")).to_have_count(1)
    editor.keyboard.press("ArrowDown")
    expect(_field(editor, "Stadt")).to_have_value("Herne")
    _tab_to(editor, lambda: editor.evaluate("() => document.activeElement.ariaLabel") == "Beginn")
    editor.keyboard.press("Control+a")
    editor.keyboard.type("9.30")
    editor.keyboard.press("Tab")
    expect(editor.get_by_text("Alles gespeichert.")).to_be_visible()
    expect(editor.get_by_test_id("stRadio")).to_contain_text(re.compile("09:\u2060?30 · Herne"))
    settled(editor)
    # Must not happen: saving takes the focus away from the field that comes next.
    assert editor.evaluate("() => document.activeElement.ariaLabel") == "Ende"
    editor.keyboard.type("11")
    settled(editor)
    editor.keyboard.press("Control+Enter")
    expect(_field(editor, "Stadt")).to_have_value("Bielefeld")
    settled(editor)
    editor.keyboard.press("Alt+u")
    expect(editor.get_by_role("button", name="Wieder aufnehmen")).to_be_visible()
    settled(editor)
    editor.keyboard.press("Control+Shift+p")
    expect(editor.get_by_text("Dieses Dokument ist veröffentlicht.")).to_be_visible()
    expect(editor.get_by_text("veröffentlicht: 5 neu")).to_be_visible()
    expect(editor.get_by_test_id("stRadio")).to_contain_text(re.compile("09:\u2060?30 · Herne"))


def _tab_to(page: Page, there: Callable[[], Any]) -> None:
    for _ in range(60):
        if there():
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not lead there")
