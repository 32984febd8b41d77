"""To wait for what a page comes to, where looking once would find what it has not come to yet, or no longer is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import TimeoutError as Late
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address asks for at this moment; see `expect_query`."""
    return parse_qs(urlsplit(page.url).query)


def expect_query(page: Page, wanted: dict[str, list[str]]) -> None:
    """Expect what the address asks for: the address and the page do not change at one moment."""
    try:
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query) == wanted)
    except Late:
        assert query(page) == wanted


def settled(page: Page) -> None:
    """Wait until the page is what it says: a key that is pressed before may be meant for a button that is replaced."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def zoom_in(shown: FrameLocator) -> float:
    """Zoom a map in by its button; return how far it is zoomed once it stands still.

    It begins to move some time after the click, so that it may still be waited for where it has not begun.
    """
    before = shown.locator("body").evaluate("() => map_div.getZoom()")
    shown.get_by_role("button", name="Hineinzoomen").click()
    once(shown, f"map_div.getZoom() > {before}")
    stands_still(shown)
    return float(shown.locator("body").evaluate("() => map_div.getZoom()"))


def stands_still(shown: FrameLocator) -> None:
    """Wait until nothing of a map moves any more: what is clicked where it lies now is not there in the end."""
    expect(shown.locator(".leaflet-zoom-anim, .leaflet-pan-anim")).to_have_count(0)


def once(shown: FrameLocator, condition: str) -> None:
    """Wait until something is true in a frame."""
    look = f"const look = () => (({condition}) ? done() : requestAnimationFrame(look)); look();"
    shown.locator("body").evaluate(f"() => new Promise((done) => {{ {look} }})")
