"""Map and list as one document, for pages of others and for a file of its own: no Streamlit, no server needed to look.

The map is the dashboard's, built by folium. What a script is to know besides stands beside it as data, and the scripts
that the document runs are named by their digest, so nothing that slips into it can run.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
from markupsafe import Markup

from tourkarte import language
from tourkarte.language import _, ngettext
from tourkarte.moments import last_days
from tourkarte.progress import Phase
from tourkarte.views import sources
from tourkarte.views.appointment_layer import appointment_layer, summed_layer
from tourkarte.views.base_map import base_map
from tourkarte.views.embed_parts import FETCHED, SCRIPTS, STYLES, policy
from tourkarte.views.html import render
from tourkarte.views.legend import legend, summed_legend
from tourkarte.views.palette import PALETTES, Palette
from tourkarte.views.script_json import script_json
from tourkarte.views.stops import stops
from tourkarte.views.summing import MOST_STOPS
from tourkarte.views.timed import times, untimed_order, untimed_sums, visits
from tourkarte.views.whens import days_from_to, long_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    import folium

    from tourkarte.selection import Selection
    from tourkarte.views.embed_parts import Parts
    from tourkarte.views.stops import Stop

Theme = Literal["auto", "hell", "dunkel"]
THEMES: Final[tuple[Theme, ...]] = ("auto", "hell", "dunkel")
MOST_LISTED: Final = 300
"""So many stops are listed; of more, those around a day."""
_BEFORE: Final = 50  # of those
_THEMED: Final = Palette(
    **{
        name: f"var(--theme-{role})"
        for name, role in zip(Palette.__dataclass_fields__, PALETTES["light"].custom_properties(), strict=True)
    }
)
"""The colours of whichever theme holds: embed.css knows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a document shows.

    Attributes
    ----------
    rows
        The selected appointments.
    everything
        All appointments, for their numbers and for which one is next.
    dashboard
        Where the same selection is on the dashboard; None where nobody knows.
    page
        Returns the address of an appointment's own page.
    around
        The day around which a list is that is too long.
    now
        The moment as of which all is shown; None is the moment of reading.
    """

    title: str
    rows: pd.DataFrame
    everything: pd.DataFrame
    dashboard: str | None
    page: Callable[[str], str | None]
    selection: Selection | None = None
    chosen: str | None = None
    around: dt.date | None = None
    now: dt.datetime | None = None
    publisher: str | None = None
    theme: Theme = "auto"
    with_list: bool = True


def document(shown: Shown, parts: Parts) -> str:
    """Return the document; the same for the same arguments, whatever the time."""
    is_summed = int(shown.rows["lat"].notna().sum()) > MOST_STOPS
    order = untimed_order(shown.everything)
    layer, explained = _summed(shown) if is_summed else _single(stops(shown.rows, order), shown)
    markup, script = _folium(layer, parts)
    listed = _window(shown.rows, shown.around) if shown.with_list else shown.rows.iloc[:0]
    return render(
        "embed.html",
        language=language.current(),
        shown=shown,
        policy=policy(script, parts),
        styles=[parts.linked(name) for name in STYLES],
        scripts=[parts.linked(name) for name in SCRIPTS],
        preload=None if parts.texts else parts.asset_url(FETCHED),
        enclosed=parts.data(),
        summed=is_summed,
        data=Markup(script_json(_data(shown, listed if is_summed else shown.rows))),  # noqa: S704 (escaped for a script element)
        map=Markup(markup),  # noqa: S704 (folium's, an empty element)
        script=Markup(script),  # noqa: S704 (its data are escaped by `script_json`)
        legend=Markup(explained),  # noqa: S704 (a template's)
        days=[(long_date(day), list(of_day)) for day, of_day in groupby(stops(listed, order), key=_day)],
        more=len(shown.rows) - len(listed),
        count=_count(len(shown.rows)),
        dates=_dates(shown.rows),
    )


def _day(stop: Stop) -> dt.date:
    return stop.day


def _single(found: list[Stop], shown: Shown) -> tuple[folium.FeatureGroup, str]:
    near = shown.selection.near if shown.selection else None
    layer = appointment_layer(found, near=near, about=shown.selection, with_facts=True)
    return layer, legend(found, near, always=True)


def _summed(shown: Shown) -> tuple[folium.FeatureGroup, str]:
    near, rows = shown.selection.near if shown.selection else None, shown.rows
    named = rows.loc[rows["lat"].notna(), "point_source"].dropna().unique()
    layer = summed_layer(untimed_sums(rows), fills={}, said=sources.due(named), near=near, about=shown.selection)
    return layer, summed_legend(["done", "announced"], near)


def _folium(layer: folium.FeatureGroup, parts: Parts) -> tuple[str, str]:
    """Return what folium makes of the map: its element and its script. Its names are random, ours are not."""
    made = base_map(asset_url=parts.asset_url, palette=_THEMED, pick=False)
    for name, element in (("appointments", layer), ("tour", made)):
        element._id = name  # noqa: SLF001 (there is no other way to name one)
    layer.add_to(made)
    root: Any = made.get_root()
    root.render()
    return root.html.render().strip(), f"\n{root.script.render().strip()}\n"


def _data(shown: Shown, told: pd.DataFrame) -> dict[str, Any]:
    """Return what embed.js is to know; `told` are the rows that are drawn or listed one by one."""
    return {
        "times": times(shown.everything, told["id"]),
        "visits": visits(shown.rows),
        "now": _milliseconds(shown.now) if shown.now else None,
        "chosen": shown.chosen,
        "dashboard": shown.dashboard,
        "words": {
            "state": _("Stand"),
            "planned": Phase.UPCOMING.label,
            "phases": {phase.value: phase.label for phase in Phase},
        },
    }


def _milliseconds(moment: dt.datetime) -> int:
    return -int(-moment.timestamp() * 1000 // 1)  # the last microsecond of a day is its end


def _window(rows: pd.DataFrame, around: dt.date | None) -> pd.DataFrame:
    """Return the rows that are listed."""
    if len(rows) <= MOST_LISTED:
        return rows
    over = int((last_days(rows) < pd.Timestamp(around)).sum()) if around else 0
    first = max(0, min(over - _BEFORE, len(rows) - MOST_LISTED))
    return rows.iloc[first : first + MOST_LISTED]


def _count(number: int) -> str:
    return ngettext("{n} Termin", "{n} Termine", number).format(n=language.number(number))


def _dates(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    return days_from_to(rows["date"].min().date(), last_days(rows).max().date())
