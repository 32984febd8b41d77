"""What a visitor does on the map, and what it does to the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests import folders, frames
from tests.browser.conftest import drawn_map, pick, serve, visitor
from tests.browser.tiles import tiles
from tests.browser.waiting import expect_query, once, query, settled, stands_still
from tourkarte import frame as contract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, FrameLocator, Page

MUENSTER = "sommertour-2017-muenster"
WESEL = "sommertour-2017-wesel"
_FOCUSED = "() => document.activeElement.getAttribute('aria-label')"
_STAY = "() => { window.stayed = true; return [map_div.getZoom(), map_div.getCenter().lng]; }"
_VIEW = "() => [map_div.getZoom(), map_div.getCenter().lng]"


@pytest.fixture(scope="module")
def crowded_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Seven appointments at one place, and two at another."""
    aachen = [frames.stop(id=f"a-{number}", start=f"{9 + number:02}:00") for number in range(7)]
    elsewhere = {"city": "Wesel", "district": "05170", "district_name": "Wesel", "lat": 51.664865, "lon": 6.608383}
    wesel = [frames.stop(id=f"w-{number}", start=f"{9 + number:02}:30", **elsewhere) for number in range(2)]
    rows = contract.from_rows([*aachen, *wesel])
    with serve(folders.with_appointments(tmp_path_factory.mktemp("crowded"), rows)) as address:
        yield address


@pytest.fixture(scope="module")
def many_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(folders.with_appointments(tmp_path_factory.mktemp("many"), frames.synthetic(3000))) as address:
        yield address


def _face(shown: FrameLocator, name: str) -> Any:
    return shown.get_by_role("button", name=re.compile(name))


def _click_at(page: Page, shown: FrameLocator, lat: float, lon: float) -> None:
    frame = page.locator("iframe[src*=streamlit_folium]").bounding_box()
    assert frame
    point = shown.locator("body").evaluate(
        "(_, at) => { const p = map_div.latLngToContainerPoint(at); return [p.x, p.y]; }", [lat, lon]
    )
    page.mouse.click(frame["x"] + point[0], frame["y"] + point[1])


def test_a_click_chooses_the_stop_and_a_second_one_lets_it_go(page: Page, server: str) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda payload: sent.append(len(payload))))
    page.goto(server)
    shown = drawn_map(page)
    view = shown.locator("body").evaluate(_STAY)
    sent.clear()
    _face(shown, r"6\. Schwelm").click()
    page.wait_for_url("**/?termin=sommertour-2017-schwelm")
    expect(shown.locator(".tk-chosen")).to_have_text(["6"])
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("Ennepe-Ruhr")
    expect(shown.locator(".tk-icon[aria-current=true]")).to_have_count(1)
    # Must not happen: two runs for one click, a map made anew, or one zoomed elsewhere.
    assert len(sent) == 1
    assert shown.locator("body").evaluate("() => window.stayed === true")
    assert shown.locator("body").evaluate(_VIEW)[0] == view[0]
    _face(shown, r"6\. Schwelm").click()
    page.wait_for_url(f"{server}/")
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)
    expect(shown.locator(".tk-chosen")).to_have_count(0)


def test_the_address_opens_the_popup_of_a_stop(page: Page, server: str) -> None:
    page.goto(f"{server}/?termin={WESEL}")
    shown = drawn_map(page)
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("Kreis Wesel")
    expect(shown.locator(".tk-chosen")).to_have_text(["5"])
    popup, frame = shown.locator(".leaflet-popup").bounding_box(), shown.locator("#map_div").bounding_box()
    assert popup
    assert frame
    assert popup["x"] >= frame["x"]
    assert popup["y"] >= frame["y"]


def test_a_popup_that_was_closed_stays_closed_while_its_stop_is_chosen(page: Page, server: str) -> None:
    page.goto(f"{server}/?termin={WESEL}")
    shown = drawn_map(page)
    shown.get_by_role("button", name="Schließen").click()
    pick(page, "Stadt", "Wesel")
    expect(shown.locator(".tk-stop")).to_have_text(["5"])
    expect(shown.locator(".tk-chosen")).to_have_text(["5"])
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)


def test_a_popup_closed_before_the_page_has_heard_of_it_stays_closed(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    _face(shown, r"2\. Münster").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/?termin={MUENSTER}")
    settled(page)
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)


def test_a_click_on_a_district_filters_by_it_and_a_second_one_shows_the_others_again(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    shown.locator("body").evaluate(_STAY)
    _click_at(page, shown, 51.60, 6.50)
    expect(shown.locator(".tk-stop")).to_have_text(["5"])
    expect_query(page, {"kreis": ["05170"]})
    settled(page)
    # The map shows the district now, and the same map: not one made anew.
    once(shown, "map_div.getZoom() >= 9")
    stands_still(shown)
    assert shown.locator("body").evaluate("() => window.stayed === true")
    _click_at(page, shown, 51.60, 6.50)
    expect(shown.locator(".tk-stop")).to_have_count(6)
    expect_query(page, {})


def test_a_click_that_closes_a_popup_filters_nothing(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    _face(shown, r"2\. Münster").click()
    page.wait_for_url(f"**/?termin={MUENSTER}")
    settled(page)
    stands_still(shown)
    _click_at(page, shown, 50.90, 8.10)
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)
    settled(page)
    expect_query(page, {"termin": [MUENSTER]})


def test_stops_at_one_place_fan_out_and_all_of_them_can_be_reached(page: Page, crowded_server: str) -> None:
    page.goto(crowded_server)
    shown = drawn_map(page)
    expect(shown.locator(".tk-stop")).to_have_text(["2", "4"])  # two stand side by side
    boxes = [box for box in (face.bounding_box() for face in shown.locator(".tk-stop").all()) if box]
    assert abs(boxes[0]["x"] - boxes[1]["x"]) >= 26
    sign = _face(shown, "7 Termine nah beieinander")
    expect(sign).to_have_text("7×")
    sign.focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".tk-stop")).to_have_count(9)
    assert shown.locator("body").evaluate(_FOCUSED).startswith("1. Aachen")
    for number in ("3", "5"):  # in the order of time, within the fan
        page.keyboard.press("Tab")
        assert shown.locator("body").evaluate(_FOCUSED).startswith(f"{number}. Aachen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?termin=a-2")
    settled(page)
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("Uhr")
    page.keyboard.press("Escape")  # closes the popup,
    expect(shown.locator(".leaflet-popup-content")).to_have_count(0)
    assert shown.locator("body").evaluate(_FOCUSED).startswith("5. Aachen")
    page.keyboard.press("Escape")  # and then the fan
    expect(shown.locator(".tk-stop")).to_have_text(["2", "4"])
    assert shown.locator("body").evaluate(_FOCUSED).startswith("7 Termine")


def test_the_address_fans_out_what_covers_its_stop(page: Page, crowded_server: str) -> None:
    page.goto(f"{crowded_server}/?termin=a-6")
    shown = drawn_map(page)
    expect(shown.locator(".tk-chosen")).to_have_text(["9"])
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("15:00 Uhr")


def test_too_many_stops_are_summed_and_a_district_shows_its_own(page: Page, many_server: str) -> None:
    page.goto(many_server)
    shown = drawn_map(page)
    expect(shown.locator(".tk-sum")).to_have_count(53)
    expect(shown.locator(".tk-stop, .tk-sign")).to_have_count(0)
    sums = shown.locator(".tk-sum").all_inner_texts()
    assert sum(int(text) for text in sums) == 3000
    largest = shown.locator(".tk-icon:has(.tk-sum)").first
    label = largest.get_attribute("aria-label") or ""
    largest.press("Enter")
    expect(shown.locator(".leaflet-popup-content")).to_contain_text("geplant")
    shown.get_by_role("button", name=re.compile("^Nur .* zeigen")).click()
    expect(shown.locator(".tk-sum")).to_have_count(0)
    page.wait_for_url("**kreis=*")
    assert len(query(page)["kreis"]) == 1
    expect(page.get_by_role("status").filter(has_text="von 3.000")).to_contain_text(re.findall(r"\d+", label)[0])


def test_boundaries_of_municipalities_come_when_looked_at_closely(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "municipalities.json" in request.url else None)
    page.goto(server)
    shown = drawn_map(page)
    assert not asked
    with page.expect_response("**/municipalities.json") as response:
        shown.locator("body").evaluate("() => { map_div.setView([51.5, 7.2], 11, { animate: false }); }")
    assert response.value.ok
    for zoom in (8, 11):
        shown.locator("body").evaluate(f"() => {{ map_div.setZoom({zoom}, {{ animate: false }}); }}")
    assert len(asked) == 1


def test_the_map_fills_the_screen_and_comes_back(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    shown.get_by_role("button", name="Karte groß zeigen").click()
    back = shown.get_by_role("button", name="Karte wieder klein zeigen")
    expect(back).to_be_visible()
    once(shown, "innerWidth > 1300")
    back.click()
    expect(shown.get_by_role("button", name="Karte groß zeigen")).to_be_visible()


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}])
def test_one_finger_is_told_that_it_takes_two(page: Page, server: str, context_options: Any) -> None:
    assert context_options["has_touch"]
    page.goto(server)
    shown = drawn_map(page)
    shown.locator("#map_div").evaluate(
        """map => {
            const touches = [new Touch({ identifier: 1, target: map, clientX: 90, clientY: 90 })];
            map_div.dragging.disable();
            map.dispatchEvent(new TouchEvent("touchmove", { touches, bubbles: true }));
        }"""
    )
    expect(shown.locator(".tk-fingers.tk-shown")).to_have_text("Mit zwei Fingern verschieben")


def test_the_street_map_asks_its_server_only_when_switched_on(browser: Browser) -> None:
    window = {"viewport": {"width": 1400, "height": 1000}}
    with (
        tiles() as found,
        serve(environment={"TOURKARTE_STREET_MAP": found.template}) as address,
        visitor(browser, window, {found.host}) as page,
    ):
        page.goto(address)
        shown = drawn_map(page)
        shown.get_by_role("button", name="Straßenkarte").click()
        expect(shown.get_by_text(f"Lädt Karten von {found.host}.")).to_be_visible()
        shown.get_by_role("button", name="Abbrechen").click()
        assert not found.asked
        shown.get_by_role("button", name="Straßenkarte").click()
        with page.expect_response(f"http://{found.host}/**") as response:
            shown.get_by_role("button", name="Anzeigen").click()
        assert response.value.ok
        expect(shown.get_by_role("button", name="Straßenkarte")).to_have_attribute("aria-pressed", "true")
        expect(shown.locator(".leaflet-control-attribution")).to_contain_text(found.host)


def test_without_an_operators_wish_there_is_no_street_map(page: Page, server: str) -> None:
    page.goto(server)
    shown = drawn_map(page)
    expect(shown.get_by_role("button", name="Karte groß zeigen")).to_be_visible()
    expect(shown.get_by_role("button", name="Straßenkarte")).to_have_count(0)
