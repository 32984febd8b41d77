"""The map without the appointments: the state with its districts and towns, from this server alone.

The base never changes while somebody looks, because streamlit-folium mounts a map anew, and loses its zoom, as
soon as anything inside of it changes. What does change is the appointment layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import MacroElement
from folium.utilities import camelize
from jinja2 import Template

from tourkarte.views.script_json import script_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.views.palette import Palette

STATE_BOUNDS: Final = ((50.32, 5.86), (52.54, 9.47))  # south-west and north-east of North Rhine-Westphalia
ATTRIBUTION: Final = "© GeoBasis-DE / BKG 2016 (Daten verändert), GeoNames"

_BEHAVIOUR: Final[dict[str, Any]] = {
    "zoom_control": False,
    "min_zoom": 6,
    "max_zoom": 17,
    "zoom_snap": 0.25,
    "zoom_delta": 0.5,
    "wheel_px_per_zoom_level": 120,
}
_WORDS: Final = {
    "map": "Karte der Termine in Nordrhein-Westfalen",
    "zoomIn": "Hineinzoomen",
    "zoomOut": "Herauszoomen",
    "home": "Ganz Nordrhein-Westfalen zeigen",
    "close": "Schließen",
    "report": "Bericht",
    "noBoundaries": "Die Grenzen konnten nicht geladen werden.",
}


class _OwnMap(folium.Map):
    """A folium map whose scripts and styles come from this server and from nobody else."""

    def __init__(self, asset_url: Callable[[str], str]) -> None:
        (south, west), (north, east) = STATE_BOUNDS
        super().__init__(
            location=((south + north) / 2, (west + east) / 2),
            zoom_start=8,
            tiles=None,
            **_BEHAVIOUR,
        )
        self.default_js = [("leaflet", asset_url("leaflet/leaflet.js")), ("tourkarte", asset_url("map.js"))]
        self.default_css = [("leaflet_css", asset_url("leaflet/leaflet.css")), ("tourkarte_css", asset_url("map.css"))]


class _Base(MacroElement):
    """Boundaries, town names and controls, drawn by `tourkarte.base` of map.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "tourkarte.base({{ this._parent.get_name() }}, {{ this.options }});"
        "{% endmacro %}"
    )

    def __init__(self, *, boundaries_url: str, palette: Palette) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is typed in part only
        self._name = "Base"
        self.options = script_json(ground_options(boundaries_url=boundaries_url, palette=palette))


def ground_options(*, boundaries_url: str, palette: Palette) -> dict[str, Any]:
    """Return what map.js needs to draw the ground of a map."""
    return {
        "boundaries": boundaries_url,
        "bounds": STATE_BOUNDS,
        "colours": palette.custom_properties(),
        "attribution": ATTRIBUTION,
        "words": _WORDS,
    }


def leaflet_options() -> dict[str, Any]:
    """Return the options of a Leaflet map that behaves like all of ours, as Leaflet calls them."""
    return {camelize(name): value for name, value in _BEHAVIOUR.items()}


def base_map(*, asset_url: Callable[[str], str], palette: Palette) -> folium.Map:
    """Return a new map of the state; `asset_url` turns the name of an asset into its address on this server."""
    made = _OwnMap(asset_url)
    _Base(boundaries_url=asset_url("boundaries.json"), palette=palette).add_to(made)
    return made
