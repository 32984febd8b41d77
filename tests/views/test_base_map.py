from __future__ import annotations

import re

import pytest

from tourkarte import language
from tourkarte.views.base_map import base_map
from tourkarte.views.palette import PALETTES, Palette
from tourkarte.views.street_map import StreetMap


def _page(palette: Palette) -> str:
    page: str = base_map(asset_url="/assets/1/{}".format, palette=palette).get_root().render()
    return page


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_map_asks_nobody_else(palette: Palette) -> None:
    page = _page(palette)
    assert re.findall(r"(?:src|href)=\"([^\"]+)\"", page) == [
        "/assets/1/leaflet/leaflet.js",
        "/assets/1/map.js",
        "/assets/1/leaflet/leaflet.css",
        "/assets/1/map.css",
    ]
    assert not re.search(r"https?:", page)


def test_the_base_is_the_same_for_every_run() -> None:
    """The frame is mounted anew, and its zoom lost, whenever the script changes."""
    one, other = (re.sub(r"_[0-9a-f]{32}", "", _page(PALETTES["light"])) for _ in range(2))
    assert one == other


def test_the_sources_are_named() -> None:
    assert "© GeoBasis-DE / BKG 2016 (Daten verändert)" in _page(PALETTES["light"])


def test_words_and_language_are_those_of_the_visitor() -> None:
    german, english = _page(PALETTES["light"]), ""
    with language.speaking("en"):
        english = _page(PALETTES["light"])
    assert '"language":"de"' in german
    assert '"home":"Ganz Nordrhein-Westfalen zeigen"' in german
    assert '"language":"en"' in english
    assert '"home":"Show all of North Rhine-Westphalia"' in english


def test_a_street_map_is_there_only_where_one_is_offered() -> None:
    assert '"street":null' in _page(PALETTES["light"])
    offered = base_map(
        asset_url="/assets/1/{}".format, palette=PALETTES["light"], street=StreetMap("https://example.org/{z}/{y}/{x}")
    )
    assert "https://example.org/{z}/{y}/{x}" in offered.get_root().render()
