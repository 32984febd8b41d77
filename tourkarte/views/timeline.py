"""The timeline: visits by day and hour, as an Altair chart whose selections filter the page.

The chart's structure is built once per theme and the rows are put in per run, because Altair checks every chart
against Vega-Lite's schema, which costs more than the rest of the page.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import pyarrow as pa

from tourkarte.progress import Phase
from tourkarte.views.palette import PALETTES, ThemeName
from tourkarte.views.whens import shortest_date

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tourkarte.views.stops import Stop

BRUSH: Final = "zeitraum"  # names of the chart's selections
DAY: Final = "tag"
_MOST_LABELLED_DAYS: Final = 7  # with more columns there is no room for the towns' names
_BELOW_LABEL: Final = 11  # pixels from a point's middle to the line that leads to its last day
_HOUR_PADDING: Final = 1.0
_USUAL_HOURS: Final = (9.0, 17.0)


def timeline(shown: list[Stop], *, selected: Collection[str], theme: ThemeName) -> dict[str, Any]:
    """Return the Vega-Lite specification of the timeline, with its rows as Arrow tables under `datasets`.

    Parameters
    ----------
    shown
        The stops that all filters but the dates let through.
    selected
        The ids of those that the dates let through too; the others are drawn faintly, so that the range can be
        widened again.
    """
    days = sorted({day for stop in shown for day in (stop.whens.first, stop.whens.last)})
    spec = copy.deepcopy(_chart(theme, labelled=len(days) <= _MOST_LABELLED_DAYS))
    hours = [hour for stop in shown if (hour := _hour(stop)) is not None]
    domain = [min([_USUAL_HOURS[0], *hours]) - _HOUR_PADDING, max([_USUAL_HOURS[1], *hours]) + _HOUR_PADDING]
    rows = [_row(stop, selected, without_hour=domain[1]) for stop in shown]
    for layer in spec["layer"]:
        if "scale" in layer["encoding"].get("y", {}):
            layer["encoding"]["y"]["scale"]["domain"] = domain
    named = _spread(days)
    columns = [_column(day, labelled=day in named) for day in days]
    spec["datasets"] = {"stops": pa.Table.from_pylist(rows), "days": pa.Table.from_pylist(columns)}
    return spec


def range_of(selection: Mapping[str, Any]) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a visitor marked in the chart, None where nothing is marked.

    A drawn range goes before a clicked day, because drawing one ends in a click as well.
    """
    brushed = selection.get(BRUSH, {}).get("noon")
    clicked = [row["day"] for row in selection.get(DAY, []) if "day" in row]
    if brushed:
        return _utc_day(min(brushed)), _utc_day(max(brushed))
    if clicked:
        return dt.date.fromisoformat(min(clicked)), dt.date.fromisoformat(max(clicked))
    return None


def _utc_day(milliseconds: float) -> dt.date:
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC).date()


def _milliseconds(day: dt.date, hours: float) -> float:
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC)
    return (midnight.timestamp() + hours * 3600) * 1000


def _spread(days: list[dt.date]) -> set[dt.date]:
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
        "label": shortest_date(day) if labelled else "",
        "noon": _milliseconds(day, 12),
        "from": _milliseconds(day, 0.5),
        "to": _milliseconds(day, 23.5),
    }


def _hour(stop: Stop) -> float | None:
    """Return the hour of the day at which the stop begins, or, where only that is known, ends."""
    found = re.search(r"(\d\d):(\d\d)", stop.time)
    return int(found[1]) + int(found[2]) / 60 if found else None


def _row(stop: Stop, selected: Collection[str], *, without_hour: float) -> dict[str, Any]:
    """Return the stop's row; one without a time stands at `without_hour`, the lower edge, and its label says so."""
    hour = _hour(stop)
    return {
        "number": str(stop.number),
        "noon": _milliseconds(stop.whens.first, 12),
        "until": _milliseconds(stop.whens.last, 12),
        "hour": without_hour if hour is None else hour,
        "phase": stop.phase.value,
        "city": stop.city or stop.title,
        "label": (stop.city or stop.title) + ("" if stop.time or stop.whens.is_long else " (Zeit offen)"),
        "when": f"{stop.whens.short_days}, {stop.time or 'Uhrzeit offen'}",
        "title": stop.title,
        "spoken": f"{stop.number}. {stop.city or stop.title}, {stop.when}, {stop.phase.label}",
        "state": stop.phase.label,
        "opacity": 1.0 if stop.id in selected else 0.3,
    }


@cache
def _chart(theme: ThemeName, *, labelled: bool) -> dict[str, Any]:
    """Return the chart without its rows."""
    colours = PALETTES[theme]
    day = alt.X("noon:T", scale=alt.Scale(type="utc"), axis=None)
    hour = alt.Y(
        "hour:Q",
        scale=alt.Scale(reverse=True, nice=False, zero=False),
        axis=alt.Axis(
            title=None,
            aria=False,
            labelExpr="datum.value + ' Uhr'",
            tickMinStep=1,
            tickCount=5,
            labelColor=colours.quiet,
            gridColor=colours.line,
            domain=False,
            ticks=False,
        ),
    )
    phase_colours = {
        Phase.DONE: colours.done,
        Phase.TODAY: colours.next,
        Phase.NEXT: colours.next,
        Phase.UPCOMING: colours.done,
        Phase.CANCELLED: colours.cancelled,
        Phase.MOVED: colours.cancelled,
    }
    hollow = [Phase.TODAY, Phase.NEXT, Phase.UPCOMING, Phase.CANCELLED, Phase.MOVED]
    colour = alt.Color(
        "phase:N",
        scale=alt.Scale(domain=list(phase_colours), range=list(phase_colours.values())),
        legend=None,
    )
    columns = (
        alt.Chart(alt.NamedData("days"))
        .mark_rect(aria=False, cornerRadius=4, color=colours.panel, opacity=0.7, cursor="pointer")
        .encode(x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=None), x2="to:T")
        .add_params(alt.selection_point(name=DAY, fields=["day"], on="click", toggle="event.shiftKey"))
    )
    stops = alt.Chart(alt.NamedData("stops")).encode(x=day, y=hour, opacity=alt.Opacity("opacity:Q", scale=None))
    points = (
        stops.mark_point(size=480 if labelled else 260, strokeWidth=2, filled=True)
        .encode(
            stroke=colour,
            fill=alt.condition(
                alt.FieldOneOfPredicate("phase", hollow), alt.value(colours.paper), alt.value(colours.done)
            ),
            shape=alt.Shape(
                "phase:N",
                scale=alt.Scale(
                    domain=list(phase_colours), range=["circle", "circle", "diamond", "circle", "square", "square"]
                ),
                legend=None,
            ),
            description=alt.Description("spoken:N"),
            tooltip=[
                alt.Tooltip("when:N", title="Zeit"),
                alt.Tooltip("city:N", title="Stadt"),
                alt.Tooltip("title:N", title="Termin"),
                alt.Tooltip("state:N", title="Stand"),
            ],
        )
        .add_params(alt.selection_interval(name=BRUSH, encodings=["x"], empty=True))
    )
    lengths = stops.mark_rule(aria=False, strokeWidth=2, yOffset=_BELOW_LABEL).encode(x2="until:T", color=colour)
    numbers = stops.mark_text(aria=False, fontWeight="bold", fontSize=12 if labelled else 10, baseline="middle").encode(
        text="number:N",
        color=alt.condition(alt.FieldOneOfPredicate("phase", hollow), alt.value(colours.ink), alt.value(colours.paper)),
    )
    towns = stops.mark_text(align="left", dx=16, fontSize=12, baseline="middle", limit=70, aria=False).encode(
        text="label:N", color=alt.value(colours.ink)
    )
    labels = (
        alt.Chart(alt.NamedData("days"))
        .mark_text(aria=False, fontSize=13, fontWeight=600, baseline="bottom", color=colours.ink)
        .encode(x=day, y=alt.value(-6), text="label:N")
    )
    layers = [columns, labels, lengths, points, numbers, *([towns] if labelled else [])]
    chart = (
        alt.layer(*layers)
        .properties(
            height=260,
            width="container",
            background="transparent",
            padding={"left": 4, "right": 4, "top": 4, "bottom": 4},
        )
        .configure_view(stroke=None)
        .configure_axis(labelFont="Source Sans, sans-serif")
        .configure_text(font="Source Sans, sans-serif")
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec
