"""What a program can find: axe over every page for visitors, in both themes and languages, on a desk and a phone."""

from __future__ import annotations

import ast
import re
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, drawn_map
from tests.browser.waiting import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _pages() -> list[str]:
    """Return the addresses of the pages for visitors, as the server's script lists them (to import it starts one)."""
    for node in ast.parse((ROOT / "dashboard.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.AnnAssign) and node.value and ast.unparse(node.target) == "PAGES":
            return list(ast.literal_eval(node.value))
    pytest.fail("dashboard.py lists no pages")


PAGES: Final = _pages()
_RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_PIN: Final = "leaflet-marker-icon"  # where a pin is on a map is essential, says WCAG 2.5.8, even beside another
_CASES: Final = [
    *product(PAGES, [""], ["light", "dark"], [1400]),
    *product(PAGES[:1], ["lang=en"], ["light"], [1400]),
    *product(PAGES[:2], [""], ["dark"], [390]),
]


def _found(page: Page) -> list[str]:
    """Return what axe objects to, in the frames as well."""
    axe = Axe()
    for frame in page.frames[1:]:  # axe looks into frames where it finds itself there
        frame.evaluate(axe.axe_script)
    answer = axe.run(page, options=_RULES).response
    seen = [node["target"] for rule in answer["passes"] for node in rule["nodes"]]
    assert len(seen) > 10, "axe looked at nothing"
    if page.locator("iframe[src*=streamlit_folium]").count():
        assert any(len(target) > 1 and "iframe" in target[0] for target in seen), "axe did not look into the map"
    return [
        f"{fault['id']}: {node['target']} {node['html'][:200]}"
        for fault in answer["violations"]
        for node in fault["nodes"]
        if not (fault["id"] == "target-size" and _PIN in node["html"])
    ]


def _shown(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".tk-footer")).to_be_visible()
    settled(page)
    if page.locator("iframe[src*=streamlit_folium]").count():
        drawn_map(page)


@pytest.mark.parametrize(
    ("path", "query", "context_options"),
    [
        pytest.param(
            path,
            query,
            {"viewport": {"width": width, "height": 1000}, "color_scheme": scheme},
            id=f"{path or 'start'}-{query or 'de'}-{scheme}-{width}",
        )
        for path, query, scheme, width in _CASES
    ],
)
def test_axe_finds_nothing(page: Page, server: str, path: str, query: str, context_options: dict[str, Any]) -> None:
    assert context_options
    _shown(page, f"{server}/{path}?stadt=Herne&stadt=Wesel&{query}")
    assert _found(page) == []


def test_axe_finds_nothing_in_an_open_popup(page: Page, precisions_server: str) -> None:
    _shown(page, precisions_server)
    shown = drawn_map(page)
    shown.locator(".tk-icon").first.focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".leaflet-popup-content")).to_be_visible()
    expect(shown.locator(".leaflet-popup")).to_have_css("opacity", "1")
    assert _found(page) == []


def test_axe_finds_nothing_where_nothing_is_selected_or_understood(page: Page, server: str) -> None:
    _shown(page, f"{server}/?stadt=Hernne&von=2030-01-01")
    expect(page.get_by_role("alert").first).to_be_visible()
    assert _found(page) == []


def test_axe_finds_nothing_where_there_is_no_page(page: Page, server: str) -> None:
    page.goto(f"{server}/nix?lang=en")
    expect(page.get_by_role("heading", name=re.compile("no such page"))).to_be_visible()
    assert [fault["id"] for fault in Axe().run(page, options=_RULES).response["violations"]] == []
