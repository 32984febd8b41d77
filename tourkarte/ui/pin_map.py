"""A map with one pin that a person sets: dragged, moved by the arrow keys, or put where they click.

It stands in the page itself, not in a frame. Leaflet and what draws come from this server's assets; the module in
pin_map.js only loads them, scripts once per page, styles into the component's own shadow tree.
"""

from __future__ import annotations

import math
import string
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.model import Point
from tourkarte.places.gazetteer import gazetteer
from tourkarte.ui.view import palette
from tourkarte.views.base_map import ground_options, leaflet_options
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.components.v2.types import ComponentRenderer

_NAME: Final = "tourkarte_pin_map"
_SCRIPTS: Final = ("leaflet/leaflet.js", "map.js", "pin.js")
_STYLES: Final = ("leaflet/leaflet.css", "map.css")
_ZOOM: Final = 12.5
"""How near the map begins, at most: a town with its neighbours, as the ground shows no streets."""
_AROUND_DEGREES: Final = 0.2
_AS_A_TOWN_OF: Final = 1000  # inhabitants: named once the map is near enough to have room for it
_METRES_PER_DEGREE: Final = 111_320
_LEAST_COSINE: Final = 0.01
_FAILED: Final = (
    "Die Karte konnte nicht geladen werden. Bitte die Seite neu laden; die Koordinaten lassen sich auch eingeben."
)
_WORDS: Final = {
    "map": "Karte mit Stecknadel",
    "pin": "Stecknadel",
    "move": "Ziehen oder mit den Pfeiltasten verschieben, mit Umschalt schneller.",
    "hint": "Auf die Karte klicken, um die Stecknadel zu setzen. Tastatur: die Eingabetaste setzt sie in die Mitte.",
    "choose": "Einen Vorschlag wählen oder auf die Karte klicken, um die Stecknadel zu setzen.",
    "suggestion": "Vorschlag",
    "take": "Eingabetaste setzt die Stecknadel hierher.",
}


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "pin_map.js").read_text(encoding="utf-8")
    return st.components.v2.component(_NAME, html='<div class="box"></div>', js=module)


def pin_map(
    point: Point | None,
    radius_m: float,
    candidates: Sequence[tuple[str, Point]],
    *,
    key: str,
    on_set: Callable[[Point], object],
    height: int = 360,
) -> None:
    """Show a map with a pin, and call `on_set` with the point as soon as a person has put it somewhere.

    The pin stays where it was put until `point` changes, so `on_set` is to keep the point and the next run to show it.

    Parameters
    ----------
    point
        Where the pin is; None if it is nowhere yet.
    radius_m
        How far off the place may be, in metres; 0 if it is exact.
    candidates
        Places that the address may mean, with what to call them.
    key
        Of the widget. Another one is another map, which begins at its own place.
    """
    _component()(
        key=key,
        data=_data(point, radius_m, candidates, height),
        height=height,
        on_point_change=partial(_taken, key, on_set),
    )


def _taken(key: str, on_set: Callable[[Point], object]) -> None:
    # In a callback and not in the page's run, which may be stopped for a newer one before it comes here.
    if found := st.session_state[key].get("point"):
        on_set(Point(lat=float(found["lat"]), lon=float(found["lon"])))


def _data(point: Point | None, radius_m: float, candidates: Sequence[tuple[str, Point]], height: int) -> dict[str, Any]:
    return {
        "scripts": [asset_url(name) for name in _SCRIPTS],
        "styles": [asset_url(name) for name in _STYLES],
        "failed": _FAILED,
        "ground": ground_options(boundaries_url=asset_url("boundaries.json"), palette=palette()),
        "places": _places_around([*([point] if point else []), *(place for _, place in candidates)]),
        "map": leaflet_options(),
        "words": _WORDS,
        "height": height,
        "begin": _begin(point, radius_m, candidates),
        "maxZoom": _ZOOM,
        "point": _place(point) if point else None,
        "radius": radius_m,
        "candidates": [
            {"letter": letter_of(number), "label": label, "at": _place(place)}
            for number, (label, place) in enumerate(candidates)
        ],
    }


def _places_around(points: Sequence[Point]) -> list[tuple[str, float, float, int]]:
    """Return the postal codes around some points, to be named like small towns: the only landmarks that near."""
    return [
        (f"{place.code} {place.place}", *_place(place.point), _AS_A_TOWN_OF)
        for place in gazetteer().postal_region("")
        if any(max(abs(place.point.lat - at.lat), abs(place.point.lon - at.lon)) < _AROUND_DEGREES for at in points)
    ]


def letter_of(number: int) -> str:
    """Return what the candidate of this number, counted from 0, is called on the map."""
    return string.ascii_uppercase[number] if number < len(string.ascii_uppercase) else str(number + 1)


def _place(point: Point) -> tuple[float, float]:
    return point.lat, point.lon


def _begin(point: Point | None, radius_m: float, candidates: Sequence[tuple[str, Point]]) -> list[tuple[float, float]]:
    """Return points that are all to be seen at first: the circle's corners and the candidates; none for the state."""
    corners: list[tuple[float, float]] = []
    if point:
        north = radius_m / _METRES_PER_DEGREE
        east = north / max(math.cos(math.radians(point.lat)), _LEAST_COSINE)
        corners = [(point.lat - north, point.lon - east), (point.lat + north, point.lon + east)]
    return corners + [_place(place) for _, place in candidates]
