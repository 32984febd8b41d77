"""The appointments on the map: numbered stops that look as sure as they are, the route, the districts visited.

The layer carries data only; map.js draws it and sets every text through `textContent`. folium's own popups would
put the text into a JavaScript template literal, where `${…}` is run.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import MacroElement
from jinja2 import Template

from tourkarte.progress import Phase
from tourkarte.views.script_json import script_json
from tourkarte.views.sources import BKG, GEONAMES, notes

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop

_ON_THE_BASE: Final = (BKG, GEONAMES)  # its boundaries and town names are theirs, and it says so
LONGEST_ROUTE: Final = 20  # with more legs the line hides the map and says nothing any more


class _Appointments(MacroElement):
    """The call of `tourkarte.appointments` of map.js with the data of one selection."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "tourkarte.appointments({{ this._parent.get_name() }}, {{ this._parent._parent.get_name() }}, {{ this.data }});"
        "{% endmacro %}"
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is typed in part only
        self._name = "Appointments"
        self.data = script_json(data)


def appointment_layer(shown: list[Stop]) -> folium.FeatureGroup:
    """Return the layer for the stops of a selection, in order of time; those without a point are left out."""
    placed = [stop for stop in shown if stop.position]
    route = [stop.position for stop in placed if stop.is_on]
    layer = folium.FeatureGroup(name="Termine")
    _Appointments(
        {
            "stops": [_drawn(stop) for stop in placed],
            "route": route if len(route) <= LONGEST_ROUTE else [],
            "districts": district_fills(shown),
            "notes": [asdict(note) for note in notes(placed) if note not in _ON_THE_BASE],
        }
    ).add_to(layer)
    return layer


def district_fills(shown: list[Stop]) -> dict[str, str]:
    """Return for each AGS with a visit whether one is `done` or all are still only `announced`."""
    fills: dict[str, str] = {}
    for stop in shown:
        if stop.is_on and stop.district_ags and fills.get(stop.district_ags) != "done":
            fills[stop.district_ags] = "done" if stop.phase == Phase.DONE else "announced"
    return fills


def _drawn(stop: Stop) -> dict[str, Any]:
    lat, lon = stop.position or (0.0, 0.0)
    facts = {
        "Stand": ", ".join(filter(None, [stop.state, stop.origin])),
        "Ort": stop.venue,
        "Raum": stop.room,
        "Adresse": stop.address,
        "Teilnehmende": stop.people,
        "Presse": stop.press,
        "Hinweis": stop.note,
        "Lage": stop.precision,
        "Quelle": stop.source,
    }
    return {
        "id": stop.id,
        "number": stop.number,
        "phase": stop.phase,
        "lat": lat,
        "lon": lon,
        "look": stop.look,
        "radius": stop.radius_m,
        "city": stop.city,
        "title": stop.title,
        "when": stop.when,
        "label": ", ".join(
            filter(None, [f"{stop.number}. {stop.city or stop.title}", stop.whens.short_days, stop.time])
        ),
        "unsure": stop.unsure,
        "facts": [[name, value] for name, value in facts.items() if value],
        "report": stop.report,
    }
