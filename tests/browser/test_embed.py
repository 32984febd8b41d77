"""Map and list on a page of somebody else, and as a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.browser.foreign import framed, framing
from tests.browser.test_accessibility import _RULES
from tests.frames import facts, hostile, sample
from tourkarte.export import formats
from tourkarte.export.edition import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

_DRAWN: Final = ".folium-map[data-drawn][data-stops]"
_FAULTS: Final = ("error", "warning")


@pytest.fixture
def foreign() -> Iterator[str]:
    with framing() as before:
        yield before


@pytest.fixture
def anywhere(browser: Browser) -> Iterator[Page]:
    """A visitor who may go to any page."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1000, "height": 800})
    yield context.new_page()
    context.close()


def embedded(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe[title=Karte]")
    frame.locator(_DRAWN).wait_for()
    return frame


def test_a_page_of_another_host_frames_it_and_asks_nobody_else(anywhere: Page, foreign: str, server: str) -> None:
    hosts: set[str] = set()
    faults: list[str] = []
    anywhere.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    anywhere.on("pageerror", lambda error: faults.append(str(error)))
    anywhere.on("console", lambda said: faults.append(said.text) if "Security Policy" in said.text else None)
    anywhere.goto(framed(foreign, f"{server}/embed?stadt=Herne&stadt=Wesel"))
    frame = embedded(anywhere)
    expect(frame.locator(".tk-stop")).to_have_count(2)
    expect(frame.get_by_text("© GeoBasis-DE / BKG")).to_be_visible()
    assert hosts - {urlsplit(foreign).netloc} == {urlsplit(server).netloc}
    assert faults == []


def test_the_dashboard_is_not_framed_there(anywhere: Page, foreign: str, server: str) -> None:
    refused: list[str] = []
    anywhere.on("console", lambda said: refused.append(said.text))
    with anywhere.expect_event("requestfailed", lambda request: request.url == f"{server}/"):
        anywhere.goto(framed(foreign, f"{server}/"))
    assert not anywhere.frames[1].url.startswith(server)


def test_map_and_list_are_linked(page: Page, server: str) -> None:
    page.goto(f"{server}/embed")
    page.locator(_DRAWN).wait_for()
    wesel = page.locator(".tk-entry", has_text="Wesel")
    wesel.locator("button").click()
    expect(wesel).to_have_attribute("aria-current", "true")
    expect(page.locator(".leaflet-popup")).to_contain_text("Kreis Wesel")
    page.locator(".tk-icon", has=page.locator("[data-id=sommertour-2017-aachen]")).click()
    aachen = page.locator(".tk-entry", has_text="Nadelfabrik")
    expect(aachen.locator("button")).to_have_attribute("aria-pressed", "true")
    expect(wesel.locator("button")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".leaflet-popup").last).to_contain_text("Nadelfabrik")
    aachen.locator("button").click()
    expect(page.locator(".leaflet-popup")).to_have_count(0)


@pytest.mark.parametrize(
    ("moment", "phases"),
    [
        ("2017-08-01T12:00", ["als Nächstes", *["geplant"] * 5]),
        ("2017-08-03T12:00", [*["erledigt"] * 3, "als Nächstes", "geplant", "geplant"]),
        ("2017-08-04T10:30", [*["erledigt"] * 5, "als Nächstes"]),
        ("2017-08-05T00:00", ["erledigt"] * 6),
    ],
)
def test_says_what_is_so_at_a_moment(page: Page, server: str, moment: str, phases: list[str]) -> None:
    page.goto(f"{server}/embed?stand={moment}")
    expect(page.locator(".tk-phase")).to_have_text(phases)
    page.locator(_DRAWN).wait_for()
    classes = {"erledigt": "tk-done", "als Nächstes": "tk-next", "geplant": "tk-upcoming"}
    drawn = {each.get_attribute("data-id"): each.get_attribute("class") for each in page.locator(".tk-stop").all()}
    said = dict(zip([f"sommertour-2017-{name}" for name in _TOWNS], phases, strict=True))
    assert all(classes[said[str(key)]] in str(drawn[key]) for key in drawn)
    assert len(drawn) == 6
    explained = page.locator(".tk-legend").inner_text()
    assert [word for word in classes if word in explained] == [word for word in classes if word in phases]


_TOWNS: Final = ("aachen", "muenster", "herne", "bielefeld", "wesel", "schwelm")


def test_begins_with_the_same_view_in_every_language(page: Page, server: str) -> None:
    seen = []
    for query in ("", "?lang=en", "?stadt=Herne", "?stadt=Herne&lang=en"):
        page.goto(f"{server}/embed{query}")
        page.locator(_DRAWN).wait_for()
        west_and_east = "[map_tour.getBounds().getWest(), map_tour.getBounds().getEast()]"
        seen.append(page.evaluate(west_and_east))  # a legend of more lines leaves the map less height
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_by_keyboard_from_the_list_to_the_map_and_on(page: Page, server: str) -> None:
    page.goto(f"{server}/embed?stadt=Herne")
    page.locator(_DRAWN).wait_for()
    page.get_by_role("button", name="Herne", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("Grundschule Michaelstraße")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_have_attribute("href", "termine/sommertour-2017-herne")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")
    assert "neues Fenster" in str(link.get_attribute("aria-label"))


@pytest.mark.parametrize(
    ("query", "context_options"),
    [
        ("", {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"}),
        ("", {"viewport": {"width": 600, "height": 500}, "color_scheme": "dark"}),
        ("lang=en", {"viewport": {"width": 320, "height": 568}, "color_scheme": "light"}),
        ("thema=dunkel&liste=nein", {"viewport": {"width": 600, "height": 400}, "color_scheme": "light"}),
        ("suche=gibtesnicht", {"viewport": {"width": 390, "height": 600}, "color_scheme": "dark"}),
    ],
)
def test_axe_finds_nothing(page: Page, server: str, query: str, context_options: dict[str, Any]) -> None:
    page.goto(f"{server}/embed?{query}")
    page.locator(_DRAWN).wait_for()
    answer = Axe().run(page, options=_RULES).response
    assert len(answer["passes"]) > 10
    found = [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in answer["violations"]
        for node in fault["nodes"]
        if not (fault["id"] == "target-size" and "leaflet-marker-icon" in node["html"])
    ]
    assert found == []
    width = context_options["viewport"]["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(_DRAWN).bounding_box()["height"] > 150  # type: ignore[index]


@pytest.mark.parametrize("context_options", [{"viewport": {"width": 800, "height": 600}, "color_scheme": "light"}])
def test_the_theme_is_the_readers_unless_the_page_says_which(
    page: Page, server: str, context_options: dict[str, Any]
) -> None:
    assert context_options
    look = """() => [getComputedStyle(document.body).backgroundColor,
                     getComputedStyle(document.querySelector('.leaflet-tk-land-pane path')).fill]"""
    seen = {}
    for theme in ("auto", "hell", "dunkel"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{server}/embed?thema={theme}&suche=gibtesnicht")
            page.locator(_DRAWN).wait_for()
            seen[theme, scheme] = page.evaluate(look)
    light, dark = seen["auto", "light"], seen["auto", "dark"]
    assert light == ["rgb(255, 255, 255)", "rgb(238, 241, 244)"]
    assert dark == ["rgb(18, 24, 31)", "rgb(31, 41, 51)"]
    assert seen["hell", "light"] == seen["hell", "dark"] == light
    assert seen["dunkel", "light"] == seen["dunkel", "dark"] == dark
    page.goto(f"{server}/embed?suche=gibtesnicht")
    page.locator(_DRAWN).wait_for()
    page.emulate_media(color_scheme="light")  # while it is looked at
    assert page.evaluate(look) == light


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}])
def test_without_scripts_the_list_is_there(page: Page, server: str, context_options: dict[str, Any]) -> None:
    assert context_options
    page.goto(f"{server}/embed")
    expect(page.locator(".tk-entry")).to_have_count(6)
    expect(page.locator(".tk-entry").last).to_be_visible()
    expect(page.locator(".tk-embed-map")).not_to_be_visible()


def test_hostile_texts_stay_text(page: Page, hostile_server: str) -> None:
    page.goto(f"{hostile_server}/embed")
    page.locator(_DRAWN).wait_for()
    expect(page.locator(".tk-entry").nth(20)).to_be_attached()
    expect(page.locator(".tk-embed img")).to_have_count(0)


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """Somebody without a network, to whom nothing may fail."""
    context = browser.new_context(locale="de-DE", offline=True, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type in _FAULTS else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("request", lambda asked: None if asked.url.startswith("file:") else faults.append(asked.url))
    yield page
    context.close()
    assert faults == []


def _file(folder: Path, rows: Any = None) -> str:
    path = folder / "karte.html"
    path.write_bytes(formats()["html"].write(sample() if rows is None else rows, PLAIN))
    return path.as_uri()


def test_a_file_is_a_map_without_a_network(reader: Page, tmp_path: Path) -> None:
    reader.goto(_file(tmp_path))
    reader.locator(_DRAWN).wait_for()
    expect(reader.locator(".leaflet-tk-land-pane path")).to_have_count(53)
    reader.locator(".tk-icon", has=reader.locator("[data-id=sommertour-2017-herne]")).click()
    expect(reader.locator(".leaflet-popup")).to_contain_text("Grundschule Michaelstraße")
    for _step in range(6):
        reader.get_by_role("button", name="Hineinzoomen").click()
    expect(reader.locator(".leaflet-tk-lines-pane path").first).to_be_attached()


@pytest.mark.parametrize("rows", [facts(), hostile(), sample().iloc[:0]], ids=["facts", "hostile", "empty"])
def test_a_file_of_any_rows_opens(reader: Page, tmp_path: Path, rows: Any) -> None:
    reader.goto(_file(tmp_path, rows))
    reader.locator(_DRAWN).wait_for()
    expect(reader.locator(".tk-entry")).to_have_count(len(rows))


def test_a_file_tells_the_time_at_which_it_is_read(reader: Page, tmp_path: Path) -> None:
    reader.clock.install(time="2017-08-03T13:58:00+02:00")
    reader.goto(_file(tmp_path))
    reader.locator(_DRAWN).wait_for()
    bielefeld = reader.locator(".tk-entry", has_text="Bielefeld").locator(".tk-phase")
    expect(bielefeld).to_have_text("als Nächstes")
    reader.clock.fast_forward("05:00")
    expect(bielefeld).to_have_text("erledigt")
    expect(reader.locator("[data-id=sommertour-2017-wesel]")).to_have_class(re.compile("tk-next"))
