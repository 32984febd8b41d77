"""What is typed and pressed is done, however fast the next thing follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import serve

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_callback_is_not_stopped_by_the_next_run(page: Page) -> None:
    with serve(script="tests/browser/callbacks_server.py") as address:
        page.goto(address)
        page.get_by_label("Wort").fill("eins")
        page.keyboard.press("Tab")
        page.get_by_label("Anderes").fill("sofort danach")
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Drücken").click()
        page.get_by_label("Anderes").fill("und noch einmal")
        page.keyboard.press("Tab")
        # Must not happen: the field shows what its callback never saved.
        expect(page.get_by_text("gespeichert: eins; gedrückt: 1")).to_be_visible()
        expect(page.get_by_label("Wort")).to_have_value("eins")
