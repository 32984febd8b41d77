"""Filtering as visitors do it: ticking, typing, by keyboard, and handing on a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map, visitor
from tests.browser.waiting import expect_query, query, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DESK = {"viewport": {"width": 1400, "height": 1000}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def _value(page: Page, group: str, value: str) -> Locator:
    name = re.compile(rf"^{re.escape(value)} \(\d+\)$")
    return page.get_by_role("group", name=group, exact=True).get_by_role("checkbox", name=name)


def _count(page: Page) -> str:
    return page.locator(".st-key-chips [role=status]").first.inner_text()


def _chips(page: Page) -> Locator:
    return page.locator(".st-key-chips [class*='st-key-chip-']")


def _copied(page: Page) -> str:
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_role("status").filter(has_text="Link kopiert")).to_be_visible()
    return str(page.evaluate("() => navigator.clipboard.readText()"))


@pytest.mark.parametrize("other", [DESK, PHONE], ids=["desk", "phone"])
def test_a_link_that_is_handed_on_shows_the_same(browser: Browser, page: Page, server: str, other: Any) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server)
    drawn_map(page)
    _value(page, "Regierungsbezirk", "Arnsberg").check()
    _value(page, "Stand", "geplant").check()
    page.get_by_label("In der Nähe von").fill("44649")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="30 km um 44649 Herne")).to_be_visible()
    expect(page.get_by_role("button", name="Regierungsbezirk: Arnsberg")).to_be_visible()
    settled(page)
    page.get_by_label("Umkreis in km").fill("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="12 km um 44649 Herne")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="1 von 6 Terminen")).to_be_visible()
    expect(_chips(page)).to_have_count(4)
    link, chips = _copied(page), _chips(page).all_inner_texts()
    with visitor(browser, other) as fresh:
        fresh.goto(link)
        expect(drawn_map(fresh).locator(".tk-stop")).to_have_text(["3"])
        expect(fresh.get_by_role("button", name="12 km um 44649 Herne")).to_be_visible()
        expect(_chips(fresh)).to_have_text(chips, use_inner_text=True)
        assert _count(fresh) == "1 von 6 Terminen"
        # Must not happen: the link is rewritten on the way, and the next one who gets it sees something else.
        expect_query(fresh, parse_qs(urlsplit(link).query))
        if other is PHONE:
            button = fresh.get_by_test_id("stExpandSidebarButton")
            assert "(3)" in button.evaluate("e => getComputedStyle(e, '::after').content")


def test_without_a_clipboard_the_link_is_there_to_be_copied(page: Page, server: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{server}/?stadt=Herne")
    page.get_by_role("button", name="Link kopieren").click()
    shown = page.get_by_role("textbox", name="Link kopieren")
    expect(shown).to_be_focused()
    expect(shown).to_have_value(re.compile(r"/\?stadt=Herne$"))
    assert page.evaluate("() => getSelection().toString()").endswith("stadt=Herne")


def test_counts_follow_and_nothing_that_was_ticked_is_lost(page: Page, many_server: str) -> None:
    page.goto(many_server)
    drawn_map(page)
    for group, value in (
        ("Stand", "geplant"),
        ("Regierungsbezirk", "Köln"),
        ("Regierungsbezirk", "Münster"),
        ("Stand", "abgesagt"),
        ("Regierungsbezirk", "Detmold"),
    ):
        _value(page, group, value).click()  # without waiting for what the one before brings
    wanted = {"bezirk": ["Detmold", "Köln", "Münster"], "status": ["geplant", "abgesagt"]}
    expect(page.get_by_role("button", name="Regierungsbezirk: Detmold")).to_be_visible()
    # Must not happen: a run that began earlier takes back what was ticked since.
    page.wait_for_function(
        "() => document.querySelectorAll('[class*=st-key-chip-]:not(.st-key-chip-all)').length === 5"
    )
    settled(page)
    assert {name: sorted(values) for name, values in query(page).items()} == {
        name: sorted(values) for name, values in wanted.items()
    }
    for region in wanted["bezirk"]:
        expect(_value(page, "Regierungsbezirk", region)).to_be_checked()
    towns = page.get_by_role("group", name="Stadt", exact=True).get_by_role("checkbox")
    names = [each.get_attribute("aria-label") or "" for each in towns.all()]
    numbers = [int(name.rpartition("(")[2].rstrip(")")) for name in names]
    assert _count(page).startswith(f"{sum(numbers)} von 400")
    assert sorted(numbers, key=bool, reverse=True) == numbers, "what shows nothing stands last"


def test_a_long_list_is_searched_by_keyboard(page: Page, many_server: str) -> None:
    page.goto(many_server)
    drawn_map(page)
    page.locator("summary", has_text="Kreis").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Kreis: Suchen")).to_be_focused()
    page.keyboard.type("muens")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab") if not page.evaluate("() => document.activeElement.type === 'checkbox'") else None
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Kreis: Münster")).to_be_visible()
    expect_query(page, {"kreis": ["05515"]})
    settled(page)
    # Must not happen: the list is drawn anew, and the keyboard begins at the top of the page again.
    assert str(page.evaluate("() => document.activeElement.value")) == "05515"
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Kreis: Münster")).to_have_count(0)
    expect_query(page, {})


def test_a_slip_of_the_pen_is_forgiven(page: Page, server: str) -> None:
    page.goto(f"{server}/?suche=Nadelfabirk")
    expect(page.get_by_text("„Nadelfabirk“ kommt nicht vor; gesucht wurde auch „Nadelfabrik“.")).to_be_visible()
    expect(drawn_map(page).locator(".tk-stop")).to_have_text(["1"])


@pytest.mark.parametrize("context_options", [PHONE])
def test_on_a_phone_one_button_opens_the_filters_and_counts_them(page: Page, server: str, context_options: Any) -> None:
    page.goto(server)
    drawn_map(page)
    button = page.get_by_test_id("stExpandSidebarButton")
    said = "e => getComputedStyle(e, '::after').content"
    assert button.evaluate(said) == '"Menü und Filter"'
    button.tap()
    _value(page, "Regierungsbezirk", "Arnsberg").tap()
    expect(page.get_by_role("button", name="Regierungsbezirk: Arnsberg")).to_be_attached()
    settled(page)
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").tap()
    assert button.evaluate(said) == '"Menü und Filter (1)"'
    page.get_by_role("button", name="Regierungsbezirk: Arnsberg").tap()
    expect(page.get_by_role("status").filter(has_text="6 Termine")).to_be_visible()
    # Must not happen: what lies behind the button makes the page scroll sideways.
    assert page.evaluate("() => document.documentElement.scrollWidth") <= context_options["viewport"]["width"]
