"""The pin that a person sets, in a real browser; the fixture fails on a foreign request, a script error, a dialog."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import FloatRect, Locator, Page

PHONE = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}
DARK = {"viewport": {"width": 1000, "height": 800}, "color_scheme": "dark"}
HERNE = "Stelle: 51.540200 7.220300"
_SAYS = """(text, label) => new Promise((done) => {
    const numbers = (words) => words.replaceAll(",", ".").match(/\\d+\\.\\d+/g).map(Number);
    const wanted = numbers(label);
    const look = () => (numbers(text.textContent).every((number, each) => Math.abs(number - wanted[each]) < 0.0001)
        ? done() : requestAnimationFrame(look));
    look(); })"""


@pytest.fixture(scope="module")
def pin_server() -> Iterator[str]:
    with serve(script="tests/browser/pin_server.py") as address:
        yield address


def opened(page: Page, address: str) -> Locator:
    page.goto(address)
    page.locator(".tk-pin-map[data-drawn]").wait_for()
    return page.locator(".tk-pin")


def box(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found
    return found


def tip(pin: Locator) -> tuple[float, float]:
    found = box(pin)
    return found["x"] + found["width"] / 2, found["y"] + 40


def place(page: Page) -> tuple[float, float]:
    found = re.match(r"Stelle: ([\d.]+) ([\d.]+)\n", page.get_by_text("Stelle:").inner_text())
    assert found
    return float(found[1]), float(found[2])


def runs(page: Page) -> int:
    return int(page.get_by_text("Läufe:").inner_text().split()[-1])


def run_again(page: Page) -> None:
    before = runs(page)
    page.get_by_role("button", name="Noch einmal").click()
    expect(page.get_by_text(f"Läufe: {before + 1}")).to_be_visible()


def drag(page: Page, pin: Locator, dx: int, dy: int) -> None:
    x, y = tip(pin)
    page.mouse.move(x, y - 20)
    page.mouse.down()
    page.mouse.move(x + dx, y - 20 + dy, steps=8)
    page.mouse.up()


def test_the_pin_is_dragged_with_the_mouse(page: Page, pin_server: str) -> None:
    pin = opened(page, f"{pin_server}/?herne")
    expect(page.locator("path.tk-uncertain")).to_have_count(1)
    before = tip(pin)
    drag(page, pin, 90, -45)
    expect(page.get_by_text(HERNE)).to_have_count(0)
    lat, lon = place(page)
    assert lat > 51.5402
    assert lon > 7.2203
    assert tip(pin) == pytest.approx((before[0] + 90, before[1] - 45), abs=1)
    # One pixel is as long to the north as to the east; a degree to the north is longer.
    assert (lat - 51.5402) / (lon - 7.2203) == pytest.approx(0.5 * 0.622, rel=0.05)
    expect(page.locator("path.tk-uncertain")).to_have_count(0)


def test_the_map_stays_where_it_is_when_the_page_runs_again(page: Page, pin_server: str) -> None:
    pin = opened(page, f"{pin_server}/?herne")
    uncertain = page.locator("path.tk-uncertain")
    size = uncertain.get_attribute("d") or ""
    page.get_by_role("button", name="Hineinzoomen").click()
    expect(uncertain).not_to_have_attribute("d", size)  # drawn anew once the map stands still
    page.locator(".tk-pin-map:not(.leaflet-zoom-anim)").wait_for()
    page.locator(".tk-pin-map").evaluate("shown => { shown.stayed = true; }")
    drag(page, pin, -60, 30)
    expect(page.get_by_text(HERNE)).to_have_count(0)
    dropped = tip(pin)
    run_again(page)
    # Must not happen: the map is drawn anew and jumps to its beginning.
    assert tip(pin) == pytest.approx(dropped, abs=1)
    assert page.locator(".tk-pin-map").evaluate("shown => shown.stayed")


def test_the_pin_moves_by_keyboard_and_tells_once(page: Page, pin_server: str) -> None:
    pin = opened(page, f"{pin_server}/?herne")
    before, ran, scrolled = tip(pin), runs(page), page.evaluate("() => scrollY")
    pin.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert tip(pin) == pytest.approx((before[0] + 3, before[1] - 9), abs=1)
    page.get_by_text("Stelle:").evaluate(_SAYS, pin.get_attribute("aria-label"))
    lat, lon = place(page)
    assert lat > 51.5402
    assert lon > 7.2203
    # Must not happen: the page runs for each key, scrolls, or takes the focus away.
    assert runs(page) - ran <= 2
    assert page.evaluate("() => scrollY") == scrolled
    expect(pin).to_be_focused()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Stelle: {lat:.6f} {lon:.6f}")).to_have_count(0)
    assert place(page)[1] < lon


def test_a_click_sets_the_pin_where_there_was_none(page: Page, pin_server: str) -> None:
    pin = opened(page, pin_server)
    expect(pin).to_have_count(0)
    expect(page.get_by_text("Auf die Karte klicken")).to_be_visible()
    shown = page.locator(".tk-pin-map")
    shown.click(position={"x": 340, "y": 150})
    expect(page.get_by_text("nirgends")).to_have_count(0)
    found = box(shown)
    assert tip(pin) == pytest.approx((found["x"] + 340, found["y"] + 150), abs=1.5)
    expect(page.get_by_text("Auf die Karte klicken")).to_be_hidden()
    set_to = place(page)
    # Must not happen: the next click, meant for the map, moves the pin.
    shown.click(position={"x": 200, "y": 250})
    run_again(page)
    assert place(page) == set_to


def test_the_keyboard_sets_the_pin_in_the_middle(page: Page, pin_server: str) -> None:
    opened(page, pin_server)
    page.locator(".tk-pin-map").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("nirgends")).to_have_count(0)
    assert place(page) == pytest.approx((51.4, 7.7), abs=0.4)
    expect(page.locator(".tk-pin")).to_be_focused()


@pytest.mark.parametrize("by", ["click", "Enter", "Space"])
def test_a_suggestion_sets_the_pin(page: Page, pin_server: str, by: str) -> None:
    opened(page, f"{pin_server}/?vorschlag")
    suggestion = page.get_by_role(
        "button", name="Vorschlag B: <b>Bochum</b>. Eingabetaste setzt die Stecknadel hierher."
    )
    expect(suggestion).to_have_text("B")
    if by == "click":
        suggestion.click()
    else:
        suggestion.press(by)
    expect(page.get_by_text("Stelle: 51.480000 7.220000")).to_be_visible()
    expect(page.locator(".tk-pin-map b")).to_have_count(0)


def test_what_python_says_moves_the_pin_and_stays(page: Page, pin_server: str) -> None:
    pin = opened(page, f"{pin_server}/?herne")
    before = tip(pin)
    drag(page, pin, 100, 20)
    expect(page.get_by_text(HERNE)).to_have_count(0)
    page.get_by_role("button", name="Zurück").click()
    expect(page.get_by_text(HERNE)).to_be_visible()
    expect(page.locator("path.tk-uncertain")).to_have_count(1)
    assert tip(pin) == pytest.approx(before, abs=1)
    run_again(page)
    # Must not happen: the interaction of long ago counts once more.
    expect(page.get_by_text(HERNE)).to_be_visible()


def test_the_pin_says_what_it_is_in_german(page: Page, pin_server: str) -> None:
    pin = opened(page, f"{pin_server}/?herne")
    expect(page.get_by_role("region", name="Karte mit Stecknadel")).to_be_visible()
    expect(pin).to_have_attribute("role", "application")
    expect(pin).to_have_attribute(
        "aria-label",
        "Stecknadel: 51,5402 Grad Nord, 7,2203 Grad Ost. "
        "Ziehen oder mit den Pfeiltasten verschieben, mit Umschalt schneller.",
    )


@pytest.mark.parametrize("context_options", [PHONE])
def test_a_finger_drags_the_pin_and_not_the_page(page: Page, pin_server: str, context_options: Any) -> None:
    assert context_options["has_touch"]
    pin = opened(page, f"{pin_server}/?herne")
    before = tip(pin)
    x, y = before[0], before[1] - 20
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollHeight > e.clientHeight"), "the page could scroll"
    session = page.context.new_cdp_session(page)
    touch: list[tuple[str, list[dict[str, float]]]] = [
        ("touchStart", [{"x": x, "y": y}]),
        *(("touchMove", [{"x": x + 10 * step, "y": y - 8 * step}]) for step in range(1, 7)),
        ("touchEnd", []),
    ]
    for kind, points in touch:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(page.get_by_text(HERNE)).to_have_count(0)
    assert tip(pin) == pytest.approx((before[0] + 60, before[1] - 48), abs=2)
    assert page.get_by_test_id("stMain").evaluate("e => e.scrollTop + scrollY") == 0


@pytest.mark.parametrize("context_options", [DARK])
def test_in_the_dark_the_map_is_dark_and_the_page_keeps_its_colours(
    page: Page, pin_server: str, context_options: Any
) -> None:
    assert context_options["color_scheme"] == "dark"
    opened(page, f"{pin_server}/?herne")
    ground = page.locator(".tk-pin-map").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(21, 28, 36)"
    # Must not happen: the map's colours become those of the page, where they would outlive a change of theme.
    assert page.evaluate("() => document.documentElement.style.getPropertyValue('--land')") == ""
