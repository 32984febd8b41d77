"""The structure of the timeline, without its rows: single stops by day and hour, or sums by day, week or month.

It is built once per theme and language, because Altair checks every chart against Vega-Lite's schema, which costs more
than the rest of the page.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt

from tourkarte.language import _, number, speaking
from tourkarte.progress import Phase
from tourkarte.views.palette import PALETTES

if TYPE_CHECKING:
    from tourkarte.views.palette import Palette, ThemeName

BRUSH: Final = "zeitraum"  # names of the chart's selections
DAY: Final = "tag"
STOP: Final = "termin"
HEIGHT: Final = 220
_BELOW_LABEL: Final = 11  # pixels from a point's middle to the line that leads to its last day
_HOLLOW: Final = [Phase.TODAY, Phase.NEXT, Phase.UPCOMING, Phase.CANCELLED, Phase.MOVED]
_SHAPES: Final = {
    Phase.DONE: "circle",
    Phase.TODAY: "circle",
    Phase.NEXT: "circle",
    Phase.UPCOMING: "circle",
    Phase.CANCELLED: "square",
    Phase.MOVED: "square",
}
_SUMMED: Final = ("done", "ahead", "off")
"""What the bars tell apart, from below."""


@cache
def points_chart(theme: ThemeName, spoken: str, *, labelled: bool) -> dict[str, Any]:
    """Return the chart of single stops without its rows."""
    colours = PALETTES[theme]
    with speaking(spoken):
        day = alt.X("noon:T", scale=alt.Scale(type="utc"), axis=None)
        columns = _columns(colours)
        stops = alt.Chart(alt.NamedData("stops")).encode(
            x=day, y=_hours(colours), opacity=alt.Opacity("opacity:Q", scale=None)
        )
        size = 480 if labelled else 260
        points = _points(stops, colours, size=size)
        lengths = stops.mark_rule(aria=False, strokeWidth=2, yOffset=_BELOW_LABEL).encode(
            x2="until:T", color=_phase_colour(colours)
        )
        numbers = stops.mark_text(
            aria=False, fontWeight="bold", fontSize=12 if labelled else 10, baseline="middle"
        ).encode(
            text="number:N",
            color=alt.condition(
                alt.FieldOneOfPredicate("phase", _HOLLOW), alt.value(colours.ink), alt.value(colours.paper)
            ),
        )
        towns = stops.mark_text(align="left", dx=19, fontSize=12, baseline="middle", limit=68, aria=False).encode(
            text="label:N", color=alt.value(colours.ink)
        )
        ring = stops.mark_point(
            aria=False, size=900, strokeWidth=2.5, filled=False, shape="circle", color=colours.ink
        ).encode(opacity=alt.Opacity("ring:Q", scale=None))
        layers = [columns, _labels(colours), lengths, ring, points, _second_ring(stops, colours, size=size), numbers]
        layers += [towns] if labelled else []
    return _framed(alt.layer(*layers))


@cache
def bars_chart(theme: ThemeName, spoken: str) -> dict[str, Any]:
    """Return the chart of sums without its rows."""
    colours = PALETTES[theme]
    with speaking(spoken):
        # Vega's own notation is English; what stands between the thousands is the one thing to be said otherwise.
        thousands = f"replace(format(datum.value, ',d'), /,/g, '{number(1000)[1]}')"
        bars = (
            alt.Chart(alt.NamedData("bars"), name="columns")
            .mark_rect(strokeWidth=1, cursor="pointer")
            .encode(
                x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=None),
                x2="to:T",
                y=alt.Y(
                    "low:Q",
                    axis=alt.Axis(**_axis(colours), labelExpr=thousands, tickMinStep=1),
                    scale=alt.Scale(zero=True),
                ),
                y2="high:Q",
                fill=_sum_colour([colours.done, colours.done_fill, colours.paper]),
                stroke=_sum_colour([colours.done, colours.done, colours.cancelled]),
                opacity=alt.Opacity("opacity:Q", scale=None),
                description=alt.Description("spoken:N"),
                tooltip=[
                    alt.Tooltip("label:N", title=_("Zeit")),
                    alt.Tooltip("words:N", title=_("Stand")),
                    alt.Tooltip("count:N", title=_("Termine")),
                ],
            )
            .add_params(
                alt.selection_interval(name=BRUSH, encodings=["x"], empty=True),
                alt.selection_point(
                    name=DAY, fields=["day", "last"], on="@columns_marks:click", toggle="event.shiftKey"
                ),
            )
        )
    return _framed(alt.layer(bars, _labels(colours)))


def _sum_colour(colours: list[str]) -> Any:
    return alt.Color("kind:N", scale=alt.Scale(domain=list(_SUMMED), range=colours), legend=None)


def _phase_colour(colours: Palette) -> Any:
    by_phase = {
        Phase.DONE: colours.done,
        Phase.TODAY: colours.next,
        Phase.NEXT: colours.next,
        Phase.UPCOMING: colours.done,
        Phase.CANCELLED: colours.cancelled,
        Phase.MOVED: colours.cancelled,
    }
    scale = alt.Scale(domain=list(by_phase), range=list(by_phase.values()))
    return alt.Color("phase:N", scale=scale, legend=None)


def _axis(colours: Palette) -> dict[str, Any]:
    return {
        "title": None,
        "aria": False,
        "tickCount": 5,
        "labelColor": colours.quiet,
        "gridColor": colours.line,
        "domain": False,
        "ticks": False,
    }


def _hours(colours: Palette) -> Any:
    words = _("{hour} Uhr").format(hour="'+datum.value+'")
    axis = alt.Axis(**_axis(colours), labelExpr=f"'{words}'", tickMinStep=1)
    return alt.Y("hour:Q", scale=alt.Scale(reverse=True, nice=False, zero=False), axis=axis)


def _columns(colours: Palette) -> Any:
    return (
        alt.Chart(alt.NamedData("days"), name="columns")
        .mark_rect(aria=False, cornerRadius=4, color=colours.panel, opacity=0.7, cursor="pointer")
        .encode(x=alt.X("from:T", scale=alt.Scale(type="utc"), axis=None), x2="to:T")
        .add_params(
            alt.selection_point(name=DAY, fields=["day", "last"], on="@columns_marks:click", toggle="event.shiftKey")
        )
    )


def _labels(colours: Palette) -> Any:
    return (
        alt.Chart(alt.NamedData("days"))
        .mark_text(aria=False, fontSize=13, fontWeight=600, baseline="bottom", color=colours.ink)
        .encode(x=alt.X("noon:T", scale=alt.Scale(type="utc"), axis=None), y=alt.value(-6), text="label:N")
    )


def _points(stops: Any, colours: Palette, *, size: int) -> Any:
    filled = alt.condition(alt.FieldOneOfPredicate("phase", _HOLLOW), alt.value(colours.paper), alt.value(colours.done))
    shapes = alt.Scale(domain=list(_SHAPES), range=list(_SHAPES.values()))
    return (
        stops.mark_point(size=size, strokeWidth=2, filled=True, cursor="pointer")
        .encode(
            stroke=_phase_colour(colours),
            fill=filled,
            shape=alt.Shape("phase:N", scale=shapes, legend=None),
            description=alt.Description("spoken:N"),
            tooltip=[
                alt.Tooltip("when:N", title=_("Zeit")),
                alt.Tooltip("city:N", title=_("Stadt")),
                alt.Tooltip("title:N", title=_("Termin")),
                alt.Tooltip("state:N", title=_("Stand")),
            ],
        )
        .properties(name="points")
        .add_params(
            alt.selection_interval(name=BRUSH, encodings=["x"], empty=True),
            # Each click takes one in or out, so that what was clicked can be told whatever is in focus by now.
            alt.selection_point(name=STOP, fields=["id"], on="@points_marks:click", toggle="true"),
        )
    )


def _second_ring(stops: Any, colours: Palette, *, size: int) -> Any:
    """Return the inner one of the two rings that the next stop has here as on the map and in the legend."""
    is_next = alt.FieldEqualPredicate(equal=Phase.NEXT, field="phase")
    return stops.mark_point(
        aria=False, size=size * 0.55, strokeWidth=1.5, filled=False, shape="circle", color=colours.next
    ).encode(opacity=alt.condition(is_next, alt.value(1), alt.value(0)))


def _framed(layers: Any) -> dict[str, Any]:
    chart = (
        layers.properties(
            height=HEIGHT,
            width="container",
            background="transparent",
            padding={"left": 4, "right": 26, "top": 4, "bottom": 4},
        )
        .configure_view(stroke=None)
        .configure_axis(labelFont="Source Sans, sans-serif")
        .configure_text(font="Source Sans, sans-serif")
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec
