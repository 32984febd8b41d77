"""The appointments on the map: numbered stops that look as sure as they are, the route, the districts visited.

The layer carries data only; map.js draws it and sets every text through `textContent`. folium's own popups would
put the text into a JavaScript template literal, where `${…}` is run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import folium
from branca.element import MacroElement
from jinja2 import Template

from tourkarte import language
from tourkarte.language import _, ngettext
from tourkarte.views.district_fills import fills_of_stops
from tourkarte.views.script_json import script_json
from tourkarte.views.sources import BKG, GEONAMES, notes

if TYPE_CHECKING:
    from tourkarte.selection import Near, Selection
    from tourkarte.views.sources import Note
    from tourkarte.views.stops import Stop
    from tourkarte.views.summing import Sum

_ON_THE_BASE: Final = (BKG, GEONAMES)  # its boundaries and town names are theirs, and it says so
LONGEST_ROUTE: Final = 20  # with more legs the line hides the map and says nothing any more
MOST_FACTS: Final = 200
"""Of so many stops all facts are sent at once; of more, those of the chosen one, which come when it is chosen."""


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


def appointment_layer(
    shown: list[Stop],
    *,
    chosen: str | None = None,
    near: Near | None = None,
    about: Selection | None = None,
    with_facts: bool = False,
) -> folium.FeatureGroup:
    """Return the layer for the stops of a selection, in order of time; those without a point are left out.

    Parameters
    ----------
    chosen
        Id of the stop in focus.
    near
        The circle that the selection is limited to.
    about
        The selection: the map is fitted to another one.
    with_facts
        Whether all facts of any number of stops are sent at once.
    """
    placed = [stop for stop in shown if stop.position]
    route = [stop.position for stop in placed if stop.is_on]
    with_facts = with_facts or len(placed) <= MOST_FACTS
    return _layer(
        about,
        near,
        chosen=chosen,
        stops=[_drawn(stop, with_facts=with_facts or stop.id == chosen) for stop in placed],
        route=route if len(route) <= LONGEST_ROUTE else [],
        districts=fills_of_stops(shown),
        notes=_notes(notes(placed)),
    )


def summed_layer(
    found: list[Sum],
    *,
    fills: dict[str, str],
    said: list[Note],
    near: Near | None = None,
    about: Selection | None = None,
) -> folium.FeatureGroup:
    """Return the layer for more stops than can be told apart; `said` are the notes that their points ask for."""
    return _layer(about, near, sums=[_summed(each) for each in found], districts=fills, notes=_notes(said))


def _layer(about: Selection | None, near: Near | None, **drawn: Any) -> folium.FeatureGroup:
    layer = folium.FeatureGroup(name="Termine")
    nothing: dict[str, Any] = {"stops": [], "sums": [], "route": [], "chosen": None}
    of_selection = {
        "about": urlencode(about.pairs()) if about else "",
        "picked": list(about.districts) if about else [],
        "near": {"lat": near.point.lat, "lon": near.point.lon, "km": near.km} if near else None,
    }
    _Appointments(nothing | of_selection | drawn).add_to(layer)
    return layer


def _notes(found: list[Note]) -> list[dict[str, str]]:
    return [{"text": _(note.text), "link": note.link} for note in found if note not in _ON_THE_BASE]


def _summed(each: Sum) -> dict[str, Any]:
    number = language.number(each.count)
    count = ngettext("{n} Termin", "{n} Termine", each.count).format(n=number)
    return {
        "lat": each.lat,
        "lon": each.lon,
        "text": number,
        "size": each.size,
        "label": f"{each.name or _('Ohne Ort')}: {count}",
        "district": each.district_ags,
        "districtName": each.district,
        "phases": [[phase.label, language.number(n)] for phase, n in each.phases],
    }


def _drawn(stop: Stop, *, with_facts: bool) -> dict[str, Any]:
    lat, lon = stop.position or (0.0, 0.0)
    return {
        "id": stop.id,
        "number": stop.number,
        "phase": stop.phase,
        "lat": lat,
        "lon": lon,
        "look": stop.look,
        "radius": stop.radius_m,
        "city": stop.city,
        "label": ", ".join(
            filter(None, [f"{stop.number}. {stop.city or stop.title}", stop.whens.short_days, stop.time])
        ),
        "unsure": stop.unsure,
    } | (_told(stop) if with_facts else {"facts": []})


def _told(stop: Stop) -> dict[str, Any]:
    """Return what a stop's popup says."""
    return {
        "title": stop.title,
        "when": stop.when,
        "facts": [[name, value] for name, value in _facts(stop).items() if value],
        "report": stop.report,
    }


def _facts(stop: Stop) -> dict[str, str]:
    return {
        _("Stand"): ", ".join(filter(None, [stop.state, stop.origin])),
        _("Ort"): stop.venue,
        _("Raum"): stop.room,
        _("Adresse"): stop.address,
        _("Teilnehmende"): stop.people,
        _("Presse"): stop.press,
        _("Hinweis"): stop.note,
        _("Lage"): stop.precision,
        _("Quelle"): stop.source,
    }
