"""What visitors do, in a real browser; each journey has one thing that must not happen."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map, pick
from tests.browser.waiting import expect_query, settled, zoom_in
from tests.frames import HOSTILE, HOSTILE_ADDRESS

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FrameLocator, Locator, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DARK = {"viewport": {"width": 1400, "height": 1000}, "color_scheme": "dark"}


def test_a_visitor_sees_the_tour(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    expect(shown.locator(".tk-stop")).to_have_count(6)
    expect(shown.locator(".tk-town-stop", has_text="Herne")).to_be_visible()
    expect(page.get_by_role("heading", name="Sommertour 2017")).to_be_visible()
    figures = page.get_by_label("Stand der Tour")
    expect(figures).to_contain_text("Bielefeld")
    expect(figures).to_contain_text("Besuche insgesamt")
    expect(figures).to_contain_text("von 53 im Land")
    expect(page.locator(".tk-card")).to_have_count(6)
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("body")).not_to_contain_text(re.compile(r"Traceback|Choose options|Error"))


def test_numbers_follow_the_order_of_time_and_status_has_its_shape(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    faces = shown.locator(".tk-stop").evaluate_all("all => all.map(e => [e.textContent, e.className])")
    assert [number for number, _ in faces] == ["1", "2", "3", "4", "5", "6"]
    phases = [re.findall(r"tk-(done|next|today|upcoming)", name)[0] for _, name in faces]
    assert phases == ["done", "done", "done", "next", "upcoming", "upcoming"]
    assert [number for number, name in faces if "tk-house" not in name] == ["3"]
    expect(shown.locator("path.tk-uncertain")).to_have_count(1)


def test_filtering_by_city_changes_everything_and_moves_nothing(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    zoom = zoom_in(shown)
    shown.locator("body").evaluate("() => { window.stayed = true; }")
    pick(page, "Stadt", "Herne")
    expect(shown.locator(".tk-stop")).to_have_text(["3"])
    expect(page.locator(".tk-card")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="1 von 6 Terminen")).to_be_visible()
    expect_query(page, {"stadt": ["Herne"]})
    # Must not happen: the map is mounted anew and forgets where the visitor looked.
    assert shown.locator("body").evaluate("() => window.stayed === true")
    assert shown.locator("body").evaluate("() => map_div.getZoom()") == zoom
    page.get_by_role("button", name="Stadt: Herne").click()
    expect(shown.locator(".tk-stop")).to_have_count(6)
    expect_query(page, {})


def test_a_marker_says_when_and_where_and_how_sure(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    shown.get_by_role("button", name=re.compile(r"3\. Herne")).click()
    popup = shown.locator(".leaflet-popup-content")
    for text in (
        "Donnerstag, 3. August 2017, 10:00 Uhr",
        "Kommunales Integrationszentrum Stadt Herne",
        "Grundschule Michaelstraße",
        "Rademachers Weg 15, 44649 Herne",
        "nur Postleitzahl, ± 1 km",
    ):
        expect(popup).to_contain_text(text)
    expect(popup).not_to_contain_text(re.compile("None|nan|undefined"))


_MARK = """face => { const style = getComputedStyle(face, '::before');
                     return [style.content !== 'none', style.borderTopStyle, style.borderLeftStyle]; }"""


def test_each_precision_has_its_look_its_words_and_its_source(page: Page, precisions_server: str) -> None:
    page.goto(precisions_server)
    shown = drawn_map(page)
    looks = {
        face.inner_text(): tuple(face.evaluate(_MARK)) for face in shown.locator(".tk-stop").all()
    }  # whether there is a mark around the face, its upper line, its side
    assert looks["2"][0] is looks["5"][0] is looks["6"][0] is False
    assert looks["1"] == (True, "solid", "none")
    assert looks["3"] == looks["4"] == (True, "dashed", "dashed")
    expect(shown.locator("path.tk-uncertain")).to_have_count(3)
    for name, precision, source in (
        ("1. Aachen, Mi, 2. August, 11:00 Uhr (Lage ungefähr, nur Straße)", "nur Straße, ± 120 m", "Nominatim"),
        ("2. Münster, Mi, 2. August, 15:30 Uhr", "genau, Hausadresse, ± 30 m", "OpenStreetMap"),
        ("3. Herne, Do, 3. August, 10:00 Uhr (Lage ungefähr, nur Postleitzahl)", "± 1 km", "GeoNames"),
        ("4. Bielefeld, Do, 3. August, 14:00 Uhr (Lage ungefähr, nur Gemeinde)", "nur Gemeinde, ± 4 km", "VG250"),
        ("5. Wesel, Fr, 4. August, 10:00 Uhr", "genau, von Hand gesetzt", "Pressestelle"),
        ("6. Schwelm, Fr, 4. August, 14:00 Uhr", "genau, Hausadresse", "GEBREF"),
    ):
        shown.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        popup = shown.locator(".leaflet-popup-content")
        expect(popup).to_contain_text(name[3:8])
        expect(popup.locator("dt:text-is('Lage') + dd")).to_contain_text(precision)
        expect(popup.locator("dt:text-is('Quelle') + dd")).to_contain_text(source)
        page.keyboard.press("Escape")
        expect(popup).to_have_count(0)
    legend = page.get_by_label("Zeichen der Karte")
    for words in ("genaue Lage", "Doppelstrich: nur Straße", "gestrichelter Ring: nur Postleitzahl oder Gemeinde"):
        expect(legend).to_contain_text(words)


def _open(page: Page, shown: FrameLocator, name: str) -> Locator:
    shown.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")
    number = name.split(".", maxsplit=1)[0]
    popup = shown.locator(".leaflet-popup-content").filter(
        has_text=f"{number}. Kommunales"
    )  # another one may still fade
    expect(popup).to_be_visible()
    return popup


def test_a_marker_says_what_a_desk_knows(page: Page, facts_server: str) -> None:
    page.goto(facts_server)
    shown = drawn_map(page)
    popup = _open(page, shown, "2. Münster")
    expect(popup.locator("dt:text-is('Teilnehmende') + dd")).to_contain_text("Serap Güler, Staatssekretärin")
    expect(popup.locator("dt:text-is('Presse') + dd")).to_have_text("presseöffentlich")
    report = popup.get_by_role("link", name="Bericht")
    expect(report).to_have_attribute("href", "https://www.example.org/berichte/muenster?jahr=2017&art=bild")
    expect(report).to_have_attribute("rel", "noopener")
    expect(report).to_have_attribute("target", "_blank")
    popup = _open(page, shown, "3. Herne")
    expect(popup).to_contain_text("3.–5. August 2017, Beginn 10:00 Uhr, Ende 12:30 Uhr")
    assert popup.locator("dt:text-is('Hinweis') + dd").inner_text().splitlines()[0] == "Eingang über den Hof."
    expect(popup.get_by_role("link")).to_have_count(0)
    popup = _open(page, shown, "7. Aachen")  # lies above the one that was moved here
    expect(popup.locator("dt:text-is('Stand') + dd")).to_have_text("geplant, ursprünglich Mittwoch, 2. August")
    # Must not happen: the old day loses its way because the new one is filtered out.
    page.goto(f"{facts_server}/?bis=2017-08-02")
    expect(page.locator(".tk-card").first).to_contain_text("verschoben auf Montag, 7. August 2017, 10:00 Uhr")
    expect(page.locator(".tk-card")).to_have_count(2)


def test_one_of_several_days_is_found_on_each_and_today_is_one(page: Page, facts_server: str) -> None:
    page.goto(f"{facts_server}/?von=2017-08-05&bis=2017-08-05")
    expect(drawn_map(page).locator(".tk-stop")).to_have_text(["3", "5"])
    expect(page.locator(".tk-card").first).to_contain_text("heute")


def test_the_map_names_the_publishers_of_what_it_shows(page: Page, precisions_server: str) -> None:
    page.goto(precisions_server)
    shown = drawn_map(page)
    named = shown.locator(".leaflet-control-attribution")
    openstreetmap = named.get_by_role("link", name="© OpenStreetMap-Mitwirkende (ODbL)")
    expect(openstreetmap).to_have_attribute("href", "https://www.openstreetmap.org/copyright")
    expect(openstreetmap).to_have_attribute("target", "_blank")
    expect(openstreetmap).to_have_attribute("rel", "noopener")
    expect(named).to_contain_text("Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0")
    pick(page, "Stadt", "Herne")
    expect(shown.locator(".tk-stop")).to_have_text(["3"])
    expect(named).to_contain_text("© GeoBasis-DE / BKG 2016 (Daten verändert), GeoNames")
    # Must not happen: somebody is named for points that are not shown. (A link is no request; the fixture watches.)
    expect(named.get_by_role("link")).to_have_count(0)
    page.get_by_role("link", name="Tabelle und Export").click()
    listed = page.locator(".tk-sources")
    expect(listed.get_by_role("listitem")).to_have_text(["GeoNames (1 Termin)"])


def test_a_marker_opens_by_keyboard(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    shown.get_by_role("button", name=re.compile(r"2\. Münster")).focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("Stadthaus 1")


@pytest.mark.parametrize(
    ("button", "encoding", "delimiter", "city", "day"),
    [
        ("CSV für Excel", "utf-8-sig", ";", "Stadt", "04.08.2017"),
        ("CSV für Programme", "utf-8", ",", "city", "2017-08-04"),
    ],
)
def test_the_csv_holds_the_selected_rows_only(
    page: Page, server: str, tmp_path: Path, button: str, encoding: str, delimiter: str, city: str, day: str
) -> None:
    page.goto(f"{server}/termine?von=2017-08-04")
    page.get_by_role("button", name="Herunterladen").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=button).click()
    file = tmp_path / "termine.csv"
    download.value.save_as(file)
    rows = list(csv.DictReader(io.StringIO(file.read_bytes().decode(encoding), newline=""), delimiter=delimiter))
    assert [row[city] for row in rows] == ["Wesel", "Schwelm"]
    assert all(day in row.values() for row in rows)
    assert download.value.suggested_filename == "termine-von-2017-08-04.csv"


@pytest.mark.parametrize("path", ["/", "/termine"])
def test_a_link_shows_what_its_sender_saw(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}{path}?stadt=Herne&stadt=Wesel&von=2017-08-03&suche=kreis")
    expect(page.get_by_role("status").filter(has_text="1 von 6 Terminen")).to_be_visible()
    expect(page.get_by_role("button", name="Stadt: Wesel")).to_be_visible()
    expect_query(page, {"stadt": ["Herne", "Wesel"], "von": ["2017-08-03"], "suche": ["kreis"]})


def test_another_page_keeps_the_selection(page: Page, server: str) -> None:
    page.goto(f"{server}/?kreis=05170&von=2017-08-03")
    drawn_map(page)
    page.get_by_role("link", name="Tabelle und Export").click()
    expect(page).to_have_url(re.compile("/termine"))
    expect(page.get_by_role("status").filter(has_text="1 von 6 Terminen")).to_be_visible()
    expect_query(page, {"kreis": ["05170"], "von": ["2017-08-03"]})


def test_an_address_that_asks_for_what_does_not_exist_says_so(page: Page, server: str) -> None:
    page.goto(f"{server}/?stadt=Hernne&bis=2017-02-30&farbe=blau")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("gemeint: „Herne“?")
    expect(said).to_contain_text("2017-02-30")
    expect(said).to_contain_text("farbe")
    expect(drawn_map(page).locator(".tk-stop")).to_have_count(6)


def test_an_empty_selection_offers_the_way_back(page: Page, server: str) -> None:
    page.goto(f"{server}/?stadt=Herne&von=2017-08-04")
    expect(page.get_by_text("Keine Termine für diese Auswahl")).to_be_visible()
    expect(drawn_map(page).locator(".tk-stop")).to_have_count(0)
    page.locator(".st-key-empty-reset button").click()
    expect(page.get_by_text("Keine Termine für diese Auswahl")).to_have_count(0)
    expect(drawn_map(page).locator(".tk-stop")).to_have_count(6)
    expect_query(page, {})


def test_a_day_in_the_timeline_filters_and_shows_all_again(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    chart = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    page.locator(".st-key-timeline svg [aria-label*='Herne']").first.wait_for()
    box = chart.bounding_box()
    assert box
    middle_day: Any = {"x": box["width"] * 0.55, "y": box["height"] * 0.9}
    chart.click(position=middle_day)
    expect(shown.locator(".tk-stop")).to_have_text(["3", "4"])
    expect_query(page, {"von": ["2017-08-03"], "bis": ["2017-08-03"]})
    settled(page)
    chart.click(position=middle_day)
    expect(shown.locator(".tk-stop")).to_have_count(6)
    expect_query(page, {})


def test_a_range_drawn_in_the_timeline_filters(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    page.locator(".st-key-timeline svg [aria-label*='Herne']").first.wait_for()
    box = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.9)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.8, steps=6)
    page.mouse.up()
    expect(shown.locator(".tk-stop")).to_have_text(["3", "4", "5", "6"])
    expect_query(page, {"von": ["2017-08-03"], "bis": ["2017-08-04"]})


@pytest.mark.parametrize("context_options", [PHONE])
def test_on_a_phone_the_map_is_there_and_the_page_scrolls(page: Page, server: str, context_options: Any) -> None:
    page.goto(f"{server}/?stadt=Herne")
    shown = drawn_map(page)
    expect(shown.locator(".tk-stop")).to_have_text(["3"])
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= context_options["viewport"]["width"], "the page scrolls sideways"
    frame = page.locator("iframe[src*=streamlit_folium]").bounding_box()
    assert frame
    assert frame["height"] == pytest.approx(0.6 * 844, abs=4)
    # Must not happen: one finger on the map moves the map, and the visitor is caught in it.
    assert shown.locator("body").evaluate("() => map_div.dragging.enabled()") is False
    shown.locator(".tk-icon").first.tap()
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("nur Postleitzahl")
    page.get_by_test_id("stExpandSidebarButton").tap()
    expect(page.get_by_role("group", name="Stadt")).to_be_visible()


@pytest.mark.parametrize("context_options", [DARK])
def test_in_the_dark_the_map_is_dark_too(page: Page, server: str, context_options: Any) -> None:
    assert context_options["color_scheme"] == "dark"
    page.goto(server)
    ground = drawn_map(page).locator("#map_div").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(21, 28, 36)"


def test_hostile_text_shows_as_text(page: Page, hostile_server: str) -> None:
    page.goto(hostile_server)
    shown = drawn_map(page)
    shown.locator(".tk-sign").click()  # all are at one place
    expect(shown.locator(".tk-stop")).to_have_count(sum(bool(text.strip()) for text in HOSTILE))
    texts = shown.locator("body").evaluate(
        """() => Object.values(map_div._layers).filter(layer => layer.getPopup && layer.getPopup())
                       .map(layer => layer.getPopup().getContent().querySelector('h3').textContent)"""
    )
    found = {text.split(". ", 1)[1] for text in texts}
    expected = {" ".join(text.split()) for text in HOSTILE if text.strip()}
    assert {" ".join(text.split()) for text in found} == expected
    cards = {" ".join(text.split()) for text in page.locator(".tk-card-title").all_inner_texts()}
    assert {"${alert(1)}", "</script>", "C:\\2019"} & expected <= cards
    sources = shown.locator("body").evaluate(
        """() => Object.values(map_div._layers).filter(layer => layer.getPopup && layer.getPopup())
                       .map(layer => layer.getPopup().getContent().querySelector('dd:last-child').textContent)"""
    )
    named = {" ".join(f"OpenStreetMap {text}".split()) for text in HOSTILE if text.strip()}
    assert {" ".join(text.split()) for text in sources} == named
    expect(shown.locator(".leaflet-control-attribution a")).to_have_text("© OpenStreetMap-Mitwirkende (ODbL)")
    links = shown.locator("body").evaluate(
        """() => Object.values(map_div._layers).filter(layer => layer.getPopup && layer.getPopup())
                       .map(layer => layer.getPopup().getContent().querySelector('a').getAttribute('href'))"""
    )
    assert set(links) == {HOSTILE_ADDRESS}
    # Must not happen: a text becomes an element or runs. The fixture fails on any dialog or script error.
    expect(shown.locator("img, .leaflet-popup script, .leaflet-control script")).to_have_count(0)


def test_broken_data_are_named_and_the_rest_is_there(page: Page, broken_server: str) -> None:
    page.goto(broken_server)
    said = page.get_by_role("alert").first
    expect(said).to_contain_text("regions.geojson")
    expect(page.locator(".tk-card")).to_have_count(5)
    frame = page.frame_locator("iframe[src*=streamlit_folium]")
    expect(frame.locator(".tk-stop")).to_have_count(5)
    expect(page.locator("body")).not_to_contain_text("Traceback")


ENGLISH = re.compile(
    r"\b(the|this|of|select|selected|clear|remove|open|close|press|enter|sidebar|previous|next|show|search|results|"
    r"choose|empty|error|day|month|year|page|pages|date|download|copy|view|main|menu|app|expand|collapse|value|values|"
    r"january|march|may|june|july|october|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"visualization|axis|chart|calendar|Su|Tu|We|Th)\b",
    re.IGNORECASE,
)
_SPOKEN = """() => {
  const found = [document.title];
  for (const e of document.querySelectorAll('*')) {
    for (const name of ['aria-label', 'aria-valuetext', 'aria-roledescription', 'title', 'placeholder', 'alt']) {
      if (e.hasAttribute(name)) found.push(`${name}: ${e.getAttribute(name)}`);
    }
  }
  const icons = new Set([...document.querySelectorAll('[data-testid=stIconMaterial]')].map(e => e.textContent));
  const lines = document.body.innerText.split('\\n').map(line => line.trim());
  return found.concat(lines.filter(line => line && !icons.has(line)));
}"""


def _english(page: Page) -> list[str]:
    return sorted({text for text in page.evaluate(_SPOKEN) if ENGLISH.search(text.replace("Day", ""))})


@pytest.mark.parametrize("path", ["/", "/termine", "/hinweise"])
def test_no_english_is_shown_or_read_out(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}{path}?stadt=Herne&von=2017-08-03")
    expect(page.get_by_role("checkbox", name="Herne (1)")).to_be_checked()
    if path == "/":
        drawn_map(page)
    settled(page)
    assert _english(page) == []


def test_no_english_comes_up_while_filtering(page: Page, server: str) -> None:
    page.goto(f"{server}/hinweise")
    page.locator("summary", has_text="Kreis").click()
    page.get_by_role("searchbox", name="Kreis: Suchen").fill("Zzz")
    expect(page.get_by_text("Nichts gefunden")).to_be_visible()
    assert _english(page) == []
    page.get_by_role("button", name="Datum wählen").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _english(page) == []


def test_an_address_without_a_page_says_so(page: Page, server: str) -> None:
    page.goto(f"{server}/nix")
    expect(page.get_by_role("heading", name="Diese Seite gibt es nicht.")).to_be_visible()
    page.get_by_role("link", name="Zur Karte der Termine").click()
    drawn_map(page)
    expect(page).to_have_title("Karte – Tourkarte")


def test_escape_closes_a_popup(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    shown.get_by_role("button", name=re.compile(r"2\. Münster")).focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".leaflet-popup-content")).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)
