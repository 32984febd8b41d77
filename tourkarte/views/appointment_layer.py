"""The appointments on the map: numbered stops, circles of uncertainty, the route, the districts visited.

The layer carries data only; map.js draws it and sets every text through `textContent`. folium's own popups would
put the text into a JavaScript template literal, where `${…}` is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import folium
from branca.element import MacroElement
from jinja2 import Template

from tourkarte.model import Status
from tourkarte.progress import Phase
from tourkarte.views.script_json import script_json
from tourkarte.views.stops import Stop, short_date

if TYPE_CHECKING:
    import pandas as pd

LONGEST_ROUTE: Final = 60  # with more legs the line hides the map and says nothing any more


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


def appointment_layer(shown: list[Stop], districts: pd.DataFrame) -> folium.FeatureGroup:
    """Return the layer for the stops of a selection.

    Parameters
    ----------
    shown
        The stops in order of time; those without a point are left out of the map.
    districts
        The columns `district` and `phase` of the same rows, for filling what was visited.
    """
    placed = [stop for stop in shown if stop.position]
    visits = [stop.position for stop in placed if stop.phase not in (Phase.CANCELLED, Phase.MOVED)]
    layer = folium.FeatureGroup(name="Termine")
    _Appointments(
        {
            "stops": [_drawn(stop) for stop in placed],
            "route": visits if len(visits) <= LONGEST_ROUTE else [],
            "districts": district_fills(districts),
        }
    ).add_to(layer)
    return layer


def district_fills(districts: pd.DataFrame) -> dict[str, str]:
    """Return for each AGS with a visit whether one is `done` or all are still only `announced`."""
    held = districts[~districts["phase"].isin([Status.CANCELLED, Status.MOVED])].dropna(subset="district")
    fills = dict.fromkeys(held["district"], "announced")
    return fills | dict.fromkeys(held.loc[held["phase"] == Phase.DONE, "district"], "done")


def _drawn(stop: Stop) -> dict[str, Any]:
    lat, lon = stop.position or (0.0, 0.0)
    facts = {
        "Stand": stop.phase.label,
        "Ort": stop.venue,
        "Raum": stop.room,
        "Adresse": stop.address,
        "Lage": stop.precision,
    }
    return {
        "id": stop.id,
        "number": stop.number,
        "phase": stop.phase,
        "lat": lat,
        "lon": lon,
        "radius": stop.radius_m,
        "city": stop.city,
        "title": stop.title,
        "when": stop.when,
        "label": ", ".join(
            filter(None, [f"{stop.number}. {stop.city or stop.title}", short_date(stop.day), stop.time])
        ),
        "facts": [[name, value] for name, value in facts.items() if value],
    }
