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

from tourkarte import language
from tourkarte.language import N_, _
from tourkarte.views.script_json import script_json
from tourkarte.views.sources import BKG

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.views.palette import Palette
    from tourkarte.views.street_map import StreetMap

STATE_BOUNDS: Final = ((50.32, 5.86), (52.54, 9.47))  # south-west and north-east of North Rhine-Westphalia

_BEHAVIOUR: Final[dict[str, Any]] = {
    "zoom_control": False,
    "min_zoom": 6,
    "max_zoom": 17,
    "zoom_snap": 0.25,
    "zoom_delta": 0.5,
    "wheel_px_per_zoom_level": 120,
}
_WORDS: Final = {
    "map": N_("Karte der Termine in Nordrhein-Westfalen"),
    "zoomIn": N_("Hineinzoomen"),
    "zoomOut": N_("Herauszoomen"),
    "home": N_("Ganz Nordrhein-Westfalen zeigen"),
    "fullScreen": N_("Karte groß zeigen"),
    "smaller": N_("Karte wieder klein zeigen"),
    "close": N_("Schließen"),
    "report": N_("Bericht"),
    "together": N_("{n} Termine nah beieinander"),
    "only": N_("Ein Klick zeigt nur diesen Kreis"),
    "everywhere": N_("Ein Klick hebt die Auswahl dieses Kreises auf"),
    "closer": N_("Nur {name} zeigen"),
    "fingers": N_("Mit zwei Fingern verschieben"),
    "noBoundaries": N_("Die Grenzen konnten nicht geladen werden."),
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

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is typed in part only
        self._name = "Base"
        self.options = script_json(options)


def ground_options(*, boundaries_url: str, palette: Palette) -> dict[str, Any]:
    """Return what map.js needs to draw the ground of a map."""
    return {
        "language": language.current(),
        "boundaries": boundaries_url,
        "bounds": STATE_BOUNDS,
        "colours": palette.custom_properties(),
        "attribution": f"{_(BKG.text)}, GeoNames",
        "words": {name: _(text) for name, text in _WORDS.items()},
    }


def leaflet_options() -> dict[str, Any]:
    """Return the options of a Leaflet map that behaves like all of ours, as Leaflet calls them."""
    return {camelize(name): value for name, value in _BEHAVIOUR.items()}


def base_map(
    *, asset_url: Callable[[str], str], palette: Palette, street: StreetMap | None = None, pick: bool = True
) -> folium.Map:
    """Return a new map of the state.

    Parameters
    ----------
    asset_url
        Turns the name of an asset into its address on this server.
    street
        The street map that a visitor may switch on.
    pick
        Whether districts can be clicked.
    """
    made = _OwnMap(asset_url)
    ground = ground_options(boundaries_url=asset_url("boundaries.json"), palette=palette)
    own = {"municipalities": asset_url("municipalities.json"), "pick": pick, "street": street and street.options()}
    _Base(ground | own).add_to(made)
    return made
