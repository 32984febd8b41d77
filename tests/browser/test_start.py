"""The start page in a real browser: one appointment in focus in cards, timeline and table, and days that filter."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map
from tests.browser.waiting import expect_query, query

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WESEL = "sommertour-2017-wesel"
HERNE = "sommertour-2017-herne"


def chosen(page: Page) -> Locator:
    return page.locator(".tk-card[aria-current=true]")


def counted(page: Page) -> list[int]:
    """Count what the browser tells the server: each message asks for a run."""
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(1)))
    return sent


def point(page: Page, name: str) -> tuple[float, float]:
    box = page.locator(f".st-key-timeline svg [aria-label*='{name}']").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_click_on_a_card_chooses_it_everywhere_in_one_run(page: Page, server: str) -> None:
    sent = counted(page)
    page.goto(server)
    shown = drawn_map(page)
    shown.locator("body").evaluate("() => { window.stayed = true; }")
    page.locator(".tk-cards").evaluate("list => { list.scrollTop = 40; list.stayed = true; }")
    sent.clear()
    page.locator(".tk-card", has_text="Wesel").get_by_text("Reeser Landstraße").click()
    page.wait_for_url(f"**termin={WESEL}")
    expect(chosen(page)).to_have_count(1)
    expect(chosen(page)).to_contain_text("Wesel")
    expect(page.get_by_role("button", name="Wesel", exact=True)).to_have_attribute("aria-pressed", "true")
    assert len(sent) == 1
    # Must not happen: something is drawn anew, so that lists and map lose their place.
    assert page.locator(".tk-cards").evaluate("list => list.stayed === true")
    assert shown.locator("body").evaluate("() => window.stayed === true")
    page.get_by_role("button", name="Wesel", exact=True).press("Enter")  # the same by keyboard lets it go
    expect(chosen(page)).to_have_count(0)
    page.wait_for_url(lambda url: "termin" not in url)


def test_a_point_of_the_timeline_chooses_and_its_card_comes_into_sight(page: Page, server: str) -> None:
    sent = counted(page)
    page.goto(server)
    drawn_map(page)
    page.locator(".st-key-timeline svg [aria-label*='Münster']").first.wait_for()
    sent.clear()
    for name in ("Münster", "Herne"):
        page.mouse.click(*point(page, name))
        expect(chosen(page)).to_contain_text(name)
        expect(page.locator(f".tk-card[aria-current]:has-text('{name}')")).to_be_in_viewport(ratio=0.9)
    expect_query(page, {"termin": [HERNE]})
    assert len(sent) == 2


def test_a_drawn_range_filters_and_a_permalink_shows_the_same(page: Page, server: str) -> None:
    page.goto(f"{server}/?termin={HERNE}")
    drawn_map(page)
    page.locator(".st-key-timeline svg [aria-label*='Herne']").first.wait_for()
    (left, top), (right, _) = point(page, "Herne"), point(page, "Wesel")
    page.mouse.move(left - 12, top + 60)
    page.mouse.down()
    page.mouse.move(left + 40, top + 60, steps=4)
    page.mouse.move(right + 12, top + 60, steps=4)
    page.mouse.up()
    expect(page.locator(".tk-card")).to_have_count(4)
    expect_query(page, {"termin": [HERNE], "von": ["2017-08-03"], "bis": ["2017-08-04"]})
    page.goto(page.url)
    drawn_map(page)
    expect(page.locator(".tk-card")).to_have_count(4)
    expect(chosen(page)).to_contain_text("Herne")


def test_the_keyboard_filters_by_day_and_stays_where_it_was(page: Page, server: str) -> None:
    page.goto(server)
    drawn_map(page)
    friday = page.get_by_role("button", name=re.compile(r"Fr 4\.8\."))
    friday.focus()
    page.keyboard.press("Enter")
    expect(friday).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".tk-card")).to_have_count(2)
    expect_query(page, {"von": ["2017-08-04"], "bis": ["2017-08-04"]})
    expect(friday).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tk-card")).to_have_count(6)
    expect(friday).to_be_focused()


def test_what_is_chosen_is_chosen_on_the_other_page_too(page: Page, server: str) -> None:
    page.goto(server)
    drawn_map(page)
    page.get_by_role("button", name="Herne", exact=True).click()
    chosen(page).get_by_role("link", name="In der Tabelle zeigen").click()
    row = page.locator(".tk-table tr[aria-current=true]")
    expect(row).to_contain_text("Herne")
    page.get_by_role("button", name="Kommunales Integrationszentrum Kreis Wesel").click()
    expect(row).to_contain_text("Wesel")
    page.wait_for_url(f"**termin={WESEL}")
    page.get_by_role("link", name="Karte").first.click()
    drawn_map(page)
    expect(chosen(page)).to_contain_text("Wesel")


def test_many_are_summed_and_a_month_leads_to_its_weeks_and_a_week_to_its_days(page: Page, many_server: str) -> None:
    page.goto(many_server)
    page.get_by_role("button", name="September 2017").click()
    weeks = page.locator(".tk-day:not(.tk-day-all)")
    expect(weeks.first).to_contain_text("28.8.–3.9.")
    weeks.nth(1).click()
    expect(page.locator(".tk-day", has_text="Mo 4.9.")).to_be_visible()
    assert query(page)["von"] == ["2017-09-04"]
    page.get_by_role("button", name="Alle Tage").click()
    expect(page.locator(".tk-day", has_text="September 2017")).to_be_visible()
    assert not query(page)


@pytest.mark.parametrize(
    ("clicked", "parameter"), [(".tk-days [data-days='2017-08-04/2017-08-04']", "von"), (".tk-card", "termin")]
)
def test_what_is_clicked_as_soon_as_it_is_seen_is_not_lost(
    page: Page, server: str, clicked: str, parameter: str
) -> None:
    page.add_init_script(
        """(clicked => {
            const watch = new MutationObserver(() => {
                const found = document.querySelector(clicked);
                if (found) { watch.disconnect(); found.click(); }
            });
            watch.observe(document, { childList: true, subtree: true });
        })"""
        f"({json.dumps(clicked)})"
    )
    page.goto(server)
    page.wait_for_url(f"**?*{parameter}=*")


@pytest.mark.parametrize("context_options", [PHONE])
def test_on_a_phone_a_card_leads_to_the_map(page: Page, server: str) -> None:
    page.goto(server)
    drawn_map(page)
    page.locator(".tk-card", has_text="Wesel").tap()
    page.get_by_role("button", name="Auf der Karte zeigen").tap()
    expect(page.locator("iframe[src*=streamlit_folium]")).to_be_in_viewport(ratio=0.9)
    # Must not happen: the page is wider than the phone.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.evaluate(
        "['iframe[src*=streamlit_folium]', '.tk-cards', '.st-key-timeline']"
        ".map(each => document.querySelector(each).getBoundingClientRect().top)"
    )
    assert heights == sorted(heights)  # map, cards, timeline
