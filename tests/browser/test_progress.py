"""The progress page: the districts, the replay, and the picture for a report."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.waiting import expect_query, query, settled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
_LONG = 60_000  # milliseconds; many steps


def _stand(page: Page) -> str | None:
    return query(page).get("stand", [None])[0]


def _day_before(stand: str | None) -> str:
    assert stand
    return f" {dt.date.fromisoformat(stand[:10]).day - 1}. August 2017"


def _visited(page: Page, count: int) -> None:
    """Expect the sentence, the drawing and the list to agree."""
    verb = "ist" if count == 1 else "sind"
    expect(page.locator(".tk-progress-lead")).to_contain_text(f"{count} von 53 Zentren {verb} besucht")
    expect(page.locator("path.tk-cover-visited")).to_have_count(count)
    expect(page.locator(".tk-centres .tk-cover-visited")).to_have_count(count)


def test_the_districts_are_drawn_and_named(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt")
    _visited(page, 3)
    expect(page.locator(".tk-coverage path.tk-district")).to_have_count(53)
    expect(page.locator("path.tk-cover-announced")).to_have_count(3)
    assert page.locator("path.tk-cover-visited title").first.text_content()
    expect(page.locator(".tk-cover-names text").filter(has_text="Herne")).to_be_visible()
    fill = page.locator("path.tk-cover-announced").first.evaluate("e => getComputedStyle(e).fill")
    assert "tk-hatch" in fill


def test_steps_forward_and_back(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt")
    _visited(page, 3)
    on, back = page.get_by_role("button", name="Weiter"), page.locator(".st-key-replay-back button")
    on.click()
    expect(page.get_by_text("Stand: Donnerstag, 3. August 2017")).to_be_visible()
    _visited(page, 4)
    expect_query(page, {"stand": ["2017-08-03T23:59"]})
    back.click()
    _visited(page, 2)
    back.click()
    _visited(page, 0)
    expect(back).to_be_disabled()
    expect_query(page, {"stand": ["2017-08-01T23:59"]})
    page.get_by_role("button", name="Zum heutigen Stand").click()
    _visited(page, 3)
    expect_query(page, {})


def test_it_plays_to_the_end_and_stops(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt")
    page.get_by_role("button", name="Abspielen").click()
    expect(page.get_by_text("Stand: Dienstag, 1. August 2017")).to_be_visible()
    expect(page.get_by_role("button", name="Anhalten")).to_be_visible()
    _visited(page, 2)
    _visited(page, 4)
    _visited(page, 6)
    expect(page.get_by_role("button", name="Abspielen")).to_be_visible()
    expect(page.get_by_role("button", name="Weiter")).to_be_disabled()
    expect_query(page, {"stand": ["2017-08-04T23:59"]})


def test_it_is_held_where_it_is(page: Page, server: str) -> None:
    page.clock.install()
    page.goto(f"{server}/fortschritt")
    page.get_by_role("button", name="Abspielen").click()
    _visited(page, 2)
    page.get_by_role("button", name="Anhalten").click()
    expect(page.get_by_role("button", name="Abspielen")).to_be_visible()
    settled(page)
    held = _stand(page)
    page.clock.fast_forward(_LONG)
    page.locator(".st-key-replay-back button").click()
    # Must not happen: a step comes although somebody has held it; going back would then lead elsewhere.
    expect(page.locator(".st-key-replay .tk-as-of")).to_contain_text(_day_before(held))


def test_it_never_plays_by_itself(page: Page, server: str) -> None:
    page.clock.install()
    page.goto(f"{server}/fortschritt?stand=2017-08-01T23:59")
    _visited(page, 0)
    page.clock.fast_forward(_LONG)
    page.get_by_role("button", name="Weiter").click()
    # Must not happen: a step has come of itself, and this is the one after it.
    _visited(page, 2)
    page.get_by_role("button", name="Abspielen").click()
    expect(page.get_by_role("button", name="Anhalten")).to_be_visible()
    page.get_by_test_id("stTopNavLink").get_by_text("Hinweise").click()
    expect(page.get_by_role("heading", name="Hinweise")).to_be_visible()
    page.get_by_test_id("stTopNavLink").get_by_text("Fortschritt").click()
    # Must not happen: whoever comes back finds it playing on.
    expect(page.get_by_role("button", name="Abspielen")).to_be_visible()
    settled(page)
    left = _stand(page)
    page.clock.fast_forward(_LONG)
    page.locator(".st-key-replay-back button").click()
    expect(page.locator(".st-key-replay .tk-as-of")).to_contain_text(_day_before(left))


def test_every_page_says_as_of_when_it_is_and_leads_back(page: Page, server: str) -> None:
    page.goto(f"{server}/termine?stand=2017-08-02T23:59")
    said = page.get_by_text("Stand: Mittwoch, 2. August 2017")
    expect(said).to_be_visible()
    expect(page.locator("tbody tr").nth(2)).to_contain_text("als Nächstes")
    page.get_by_role("button", name="Zum heutigen Stand").click()
    expect(said).to_have_count(0)
    expect_query(page, {})
    expect(page.locator("tbody tr").nth(2)).to_contain_text("erledigt")


def test_the_keyboard_steps_and_keeps_its_place(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt?stand=2017-08-01T23:59")
    _visited(page, 0)
    page.get_by_role("button", name="Weiter").focus()
    page.keyboard.press("Enter")
    _visited(page, 2)
    expect(page.get_by_role("button", name="Weiter")).to_be_focused()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    _visited(page, 4)
    expect_query(page, {"stand": ["2017-08-03T23:59"]})


def test_a_centre_leads_to_its_appointment(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt?stand=2017-08-03T23:59")
    link = page.locator(".tk-centres li").filter(has_text="Herne").get_by_role("link")
    link.click()
    expect(page).to_have_url(re.compile(r"/\?termin=sommertour-2017-herne&stand=2017-08-03T23(:|%3A)59"))


def test_the_picture_is_made_when_it_is_asked_for(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}/fortschritt?stand=2017-08-03T23:59")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bild für den Bericht").click()
    assert download.value.suggested_filename == "fortschritt-2017-08-03.png"
    download.value.save_as(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.format == "PNG"


@pytest.mark.parametrize("context_options", [PHONE])
def test_on_a_phone_nothing_scrolls_sideways(page: Page, server: str, context_options: Any) -> None:
    page.goto(f"{server}/fortschritt")
    _visited(page, 3)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= context_options["viewport"]["width"]


def test_in_english(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt?lang=en&stand=2017-08-03T23:59")
    expect(page.locator(".tk-progress-lead")).to_have_text(
        "4 of 53 centres have been visited, visits to 2 more have been announced."
    )
    expect(page.get_by_text("As of Thursday, 3 August 2017")).to_be_visible()
    expect(page.locator(".tk-bars li").filter(has_text="Arnsberg")).to_contain_text("1 visited, 1 announced of 12")


def test_it_prints_the_drawing_and_the_list(page: Page, server: str) -> None:
    page.goto(f"{server}/fortschritt")
    _visited(page, 3)
    page.emulate_media(media="print")
    expect(page.locator(".tk-coverage svg")).to_be_visible()
    expect(page.locator(".tk-centres li").last).to_be_visible()
    expect(page.get_by_text("Heutiger Stand: Donnerstag, 3. August 2017")).to_be_visible()
    expect(page.locator(".st-key-replay-buttons")).to_be_hidden()
