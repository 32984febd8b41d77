"""The menus beside the filters: files, feeds and the code for another page."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.browser.conftest import drawn_map
from tests.browser.test_accessibility import _RULES
from tests.browser.test_keyboard import _go_to
from tourkarte.export import formats
from tourkarte.ui import downloads

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def _menu(page: Page, name: str) -> Locator:
    page.get_by_role("button", name=name, exact=True).click()
    menu = page.get_by_role("group", name=name, exact=True)
    expect(menu).to_be_visible()
    return menu


def test_by_keyboard_from_the_start_to_a_file_and_to_the_code(page: Page, server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{server}/?stadt=Herne")
    drawn_map(page)
    _go_to(page, "Herunterladen")
    page.keyboard.press("Enter")
    _go_to(page, "CSV für Excel")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert [row["Stadt"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")] == ["Herne"]
    assert download.value.suggested_filename == "termine-herne.csv"
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="Herunterladen")).not_to_be_visible()
    expect(page.get_by_role("button", name="Herunterladen")).to_be_focused()
    _go_to(page, "Einbetten")
    page.keyboard.press("Enter")
    _go_to(page, "Kopieren: Code für Ihre Seite")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kopiert", exact=True)).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert code == (
        f'<iframe src="{server}/embed?stadt=Herne" title="Sommertour 2017, Stadt: Herne" '
        'style="width:100%;height:600px;border:0" loading="lazy" allowfullscreen></iframe>'
    )


def test_the_code_is_one_frame_whatever_the_title(page: Page) -> None:
    title = "Suche: \"><script>alert(1)</script> & '&quot;"
    address = "https://example.org/embed?suche=%22&thema=hell"
    module = (Path(downloads.__file__).parent / "publish_embed.js").read_text(encoding="utf-8")
    found = page.evaluate(
        f"""([address, title]) => {{
          {module}
          const made = document.createElement("template");
          made.innerHTML = frame(address, title, 600);
          const [first, ...others] = made.content.childNodes;
          return [first.tagName, first.getAttribute("src"), first.title, first.style.height, others.length];
        }}""",
        [address, title],
    )
    assert found == ["IFRAME", address, title, "600px", 0]


@pytest.mark.parametrize("path", ["", "termine", "fortschritt"])
def test_every_format_is_a_link_that_works(page: Page, server: str, path: str) -> None:
    page.goto(f"{server}/{path}?stadt=Herne&lang=en")
    menu = _menu(page, "Download")
    links = menu.get_by_role("link")
    expect(links).to_have_count(len(formats()))
    for link in links.all():
        assert str(link.get_attribute("href")).startswith("feeds/termine.")
        assert link.get_attribute("download")
        address = link.evaluate("link => link.href")
        answer = page.request.get(address)
        assert answer.ok, address
        assert "stadt=Herne&lang=en" in address


def test_a_selection_is_subscribed_to(page: Page, server: str) -> None:
    page.goto(f"{server}/termine?stadt=Herne")
    menu = _menu(page, "Abonnieren")
    host = server.removeprefix("http://")
    expect(menu.get_by_role("link", name="Im Kalenderprogramm öffnen")).to_have_attribute(
        "href", f"webcal://{host}/feeds/termine.ics?stadt=Herne"
    )
    expect(menu.get_by_label("Adresse des Kalenders", exact=True)).to_have_value(
        f"{server}/feeds/termine.ics?stadt=Herne"
    )
    expect(menu.get_by_role("link", name="Atom")).to_have_attribute("href", "feeds/termine.atom?stadt=Herne")


def test_the_code_follows_the_choices_and_the_preview_the_code(page: Page, server: str) -> None:
    page.goto(f"{server}/?stadt=Herne")
    menu = _menu(page, "Einbetten")
    menu.get_by_label("Höhe in Pixeln").fill("450")
    menu.get_by_label("Farben").select_option("dunkel")
    menu.get_by_label("Sprache").select_option("English")
    menu.get_by_label("mit Liste der Termine").uncheck()
    code = menu.get_by_label("Code für Ihre Seite", exact=True)
    expect(code).to_have_value(
        f'<iframe src="{server}/embed?stadt=Herne&amp;thema=dunkel&amp;lang=en&amp;liste=nein" '
        'title="Sommertour 2017, Stadt: Herne" style="width:100%;height:450px;border:0" loading="lazy" '
        "allowfullscreen></iframe>"
    )
    preview = page.frame_locator("iframe[title=Vorschau]")
    expect(preview.locator("html[data-thema=dunkel][lang=en]")).to_have_count(1)
    expect(preview.locator(".tk-stop")).to_have_count(1)
    expect(preview.locator(".tk-entry")).to_have_count(0)


def test_the_menus_follow_the_filters(page: Page, server: str) -> None:
    page.goto(f"{server}/?stadt=Herne")
    _menu(page, "Herunterladen")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Alle Filter entfernen").click()
    expect(page.get_by_role("button", name="Alle Filter entfernen")).to_have_count(0)
    menu = _menu(page, "Herunterladen")
    expect(menu).to_contain_text("6 Termine, so wie gerade gefiltert")
    expect(menu.get_by_role("link", name="CSV für Programme")).to_have_attribute("href", "feeds/termine.csv")


@pytest.mark.parametrize("name", ["Herunterladen", "Abonnieren", "Einbetten"])
@pytest.mark.parametrize(
    "context_options",
    [
        {"viewport": {"width": 1400, "height": 1000}, "color_scheme": "dark"},
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    ],
    ids=["desk", "phone"],
)
def test_axe_finds_nothing_in_a_menu(page: Page, server: str, name: str, context_options: dict[str, Any]) -> None:
    page.goto(f"{server}/termine")
    menu = _menu(page, name)
    if name == "Einbetten":
        page.frame_locator("iframe[title=Vorschau]").locator("[data-drawn]").wait_for()
    found = Axe().run(page, context=f"#{menu.get_attribute('id')}", options=_RULES | {"iframes": False}).response
    assert [f"{fault['id']}: {[node['html'][:200] for node in fault['nodes']]}" for fault in found["violations"]] == []
    box = menu.bounding_box()
    assert box
    size = context_options["viewport"]
    assert box["x"] >= 0 and box["y"] >= 0  # noqa: PT018 (one corner)
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] + box["height"] <= size["height"]
