"""The timeline: visits by day and hour, or their sums where they are many, as a chart whose selections filter the page.

The chart's structure stands in `timeline_chart`; here its rows are put in.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from tourkarte import language
from tourkarte.language import _
from tourkarte.views.timeline_chart import BRUSH, DAY, STOP, points_chart
from tourkarte.views.whens import shortest_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tourkarte.views.palette import ThemeName
    from tourkarte.views.stops import Stop

MOST_POINTS: Final = 150
"""Of more than these nobody can tell the one from the other."""
_MOST_LABELLED_DAYS: Final = 7  # with more columns there is no room for the towns' names
_HOUR_PADDING: Final = 1.0
_USUAL_HOURS: Final = (9.0, 17.0)


def timeline(
    shown: list[Stop], *, selected: Collection[str], theme: ThemeName, chosen: str | None = None
) -> dict[str, Any]:
    """Return the Vega-Lite specification of the timeline, with its rows as Arrow tables under `datasets`.

    Parameters
    ----------
    shown
        The stops that all filters but the dates let through.
    selected
        The ids of those that the dates let through too; the others are drawn faintly, so that the range can be
        widened again.
    chosen
        The id of the one in focus.
    """
    days = sorted({day for stop in shown for day in (stop.whens.first, stop.whens.last)})
    spec = copy.deepcopy(points_chart(theme, language.current(), labelled=len(days) <= _MOST_LABELLED_DAYS))
    hours = [hour for stop in shown if (hour := _hour(stop)) is not None]
    domain = [min([_USUAL_HOURS[0], *hours]) - _HOUR_PADDING, max([_USUAL_HOURS[1], *hours]) + _HOUR_PADDING]
    rows = [_row(stop, selected, chosen, without_hour=domain[1]) for stop in shown]
    for layer in spec["layer"]:
        if "scale" in layer["encoding"].get("y", {}):
            layer["encoding"]["y"]["scale"]["domain"] = domain
    named = spread(days)
    columns = [_column(day, labelled=day in named) for day in days]
    spec["datasets"] = {"stops": pa.Table.from_pylist(rows), "days": pa.Table.from_pylist(columns)}
    return spec


def range_of(selection: Mapping[str, Any]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a visitor marked in the chart, None where nothing is marked.

    A drawn range goes before a clicked day, because drawing one ends in a click as well.
    """
    brushed = next(iter(selection.get(BRUSH, {}).values()), None)
    clicked = [row for row in selection.get(DAY, []) if row.get("day")]
    if brushed:
        return _utc_day(min(brushed)), _utc_day(max(brushed))
    if clicked:
        first, last = min(row["day"] for row in clicked), max(row.get("last") or row["day"] for row in clicked)
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return None


def clicked_stop(selection: Mapping[str, Any], before: Collection[str]) -> str | None:
    """Return the id of the point that was clicked last, None if none was; a click takes one in or out.

    Parameters
    ----------
    before
        The ids that were selected before (see `selected_stops`).
    """
    now = selected_stops(selection)
    changed = [key for key in now if key not in before] or [key for key in before if key not in now]
    return changed[-1] if changed else None


def selected_stops(selection: Mapping[str, Any]) -> list[str]:
    """Return the ids of all points that the chart counts as selected."""
    return [row["id"] for row in selection.get(STOP, []) if row.get("id")]


def _utc_day(milliseconds: float) -> dt.date:
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC).date()


def milliseconds(day: dt.date, hours: float) -> float:
    """Return the moment as a chart has it, which knows no zones."""
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    return (midnight.timestamp() + hours * 3600) * 1000


def spread(days: list[dt.date]) -> set[dt.date]:
    """Return days that are far enough apart for their labels to stand side by side."""
    if not days:
        return set()
    apart = (days[-1] - days[0]) / (_MOST_LABELLED_DAYS - 1) if len(days) > _MOST_LABELLED_DAYS else dt.timedelta()
    named = [days[0]]
    for day in days[1:]:
        if day - named[-1] >= apart:
            named.append(day)
    return set(named)


def _column(day: dt.date, *, labelled: bool) -> dict[str, Any]:
    return {
        "day": day.isoformat(),
        "last": day.isoformat(),
        "label": shortest_date(day) if labelled else "",
        "noon": milliseconds(day, 12),
        "from": milliseconds(day, 0.5),
        "to": milliseconds(day, 23.5),
    }


def _hour(stop: Stop) -> float | None:
    """Return the hour of the day at which the stop begins, or, where only that is known, ends."""
    found = re.search(r"(\d\d):(\d\d)", stop.time)
    return int(found[1]) + int(found[2]) / 60 if found else None


def _row(stop: Stop, selected: Collection[str], chosen: str | None, *, without_hour: float) -> dict[str, Any]:
    """Return the stop's row; one without a time stands at `without_hour`, the lower edge, and its label says so."""
    hour, name = _hour(stop), stop.city or stop.title
    unknown = "" if stop.time or stop.whens.is_long else " ({})".format(_("Zeit offen"))
    return {
        "id": stop.id,
        "ring": float(stop.id == chosen),
        "number": str(stop.number),
        "noon": milliseconds(stop.whens.first, 12),
        "until": milliseconds(stop.whens.last, 12),
        "hour": without_hour if hour is None else hour,
        "phase": stop.phase.value,
        "city": name,
        "label": name + unknown,
        "when": ", ".join([stop.whens.short_days, stop.time or _("Uhrzeit offen")]),
        "title": stop.title,
        "spoken": f"{stop.number}. {name}, {stop.when}, {stop.phase.label}",
        "state": stop.phase.label,
        "opacity": 1.0 if stop.id in selected else 0.3,
    }
