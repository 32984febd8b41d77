from __future__ import annotations

import re

import pytest

from tourkarte.views.base_map import base_map
from tourkarte.views.palette import PALETTES, Palette


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
