from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte.language import speaking
from tourkarte.progress import Phase
from tourkarte.views.stops import order_of, stops
from tourkarte.views.timeline import clicked_stop, range_of, selected_stops, timeline
from tourkarte.views.timeline_chart import BRUSH, DAY, STOP

if TYPE_CHECKING:
    from tourkarte.views.palette import ThemeName
    from tourkarte.views.stops import Stop


def _rows(spec: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = spec["datasets"][name].to_pylist()
    return rows


def _milliseconds(day: dt.date, hour: float) -> float:
    return (dt.datetime.combine(day, dt.time(), dt.UTC).timestamp() + 3600 * hour) * 1000


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("count", [0, 6, 60])
def test_the_chart_is_valid_vega_lite(theme: ThemeName, count: int) -> None:
    frame = frames.sample() if count == 6 else frames.synthetic(count)
    shown = stops(frame, order_of(frame, NOON_OF_THE_SECOND_DAY))
    spec = timeline(shown, selected={stop.id for stop in shown}, theme=theme)
    values = {name: table.to_pylist() for name, table in spec["datasets"].items()}
    alt.LayerChart.from_dict(spec | {"datasets": values})
    assert len(values["stops"]) == count


def test_each_stop_stands_at_its_day_and_hour(six: list[Stop]) -> None:
    spec = timeline(six, selected={stop.id for stop in six}, theme="light")
    found = [(row["number"], row["noon"], row["hour"]) for row in _rows(spec, "stops")]
    assert found[1] == ("2", _milliseconds(dt.date(2017, 8, 2), 12), 15.5)
    assert found[5] == ("6", _milliseconds(dt.date(2017, 8, 4), 12), 14.0)
    assert [row["label"] for row in _rows(spec, "days")] == ["Mi 2.8.", "Do 3.8.", "Fr 4.8."]


def test_one_of_several_days_reaches_from_its_first_to_its_last(known: list[Stop]) -> None:
    spec = timeline(known, selected=set(), theme="light")
    rows = {row["number"]: row for row in _rows(spec, "stops")}
    assert (rows["3"]["noon"], rows["3"]["until"]) == tuple(_milliseconds(dt.date(2017, 8, day), 12) for day in (3, 5))
    assert rows["3"]["hour"] == 10
    assert rows["3"]["when"] == "3.–5. August, Beginn 10:00 Uhr, Ende 12:30 Uhr"
    assert rows["2"]["noon"] == rows["2"]["until"]
    assert [row["day"][-2:] for row in _rows(spec, "days")] == ["02", "03", "04", "05", "06", "07"]


def test_what_the_dates_leave_out_is_faint(six: list[Stop]) -> None:
    spec = timeline(six, selected={six[2].id}, theme="light")
    assert [row["opacity"] for row in _rows(spec, "stops")] == [0.3, 0.3, 1.0, 0.3, 0.3, 0.3]


def test_every_phase_has_its_shape_and_colour(six: list[Stop]) -> None:
    spec = timeline(six, selected=set(), theme="light")
    shapes = next(layer["encoding"]["shape"]["scale"] for layer in spec["layer"] if "shape" in layer["encoding"])
    assert set(shapes["domain"]) == set(Phase)
    by_phase = dict(zip(shapes["domain"], shapes["range"], strict=True))
    assert by_phase[Phase.DONE] != by_phase[Phase.CANCELLED]
    rings = [
        layer["encoding"]["opacity"]["condition"]
        for layer in spec["layer"]
        if "test" in str(layer["encoding"].get("opacity"))
    ]
    assert [ring["test"] for ring in rings] == [{"equal": Phase.NEXT, "field": "phase"}]  # not by colour alone


def test_many_days_are_labelled_sparsely() -> None:
    frame = frames.synthetic(200)
    shown = stops(frame, order_of(frame, NOON_OF_THE_SECOND_DAY))
    labels = [row["label"] for row in _rows(timeline(shown, selected=set(), theme="light"), "days")]
    assert 2 <= sum(map(bool, labels)) <= 7


def test_nothing_marked_is_no_range() -> None:
    assert range_of({}) is None
    assert range_of({BRUSH: {}, DAY: []}) is None


def test_a_drawn_range_goes_before_a_clicked_day() -> None:
    noons = [_milliseconds(dt.date(2017, 8, 3), 9), _milliseconds(dt.date(2017, 8, 4), 17)]
    marked = {BRUSH: {"noon": noons}, DAY: [{"day": "2017-08-02"}]}
    assert range_of(marked) == (dt.date(2017, 8, 3), dt.date(2017, 8, 4))


@given(st.lists(st.dates(), min_size=1))
def test_clicked_days_span_a_range(days: list[dt.date]) -> None:
    assert range_of({DAY: [{"day": day.isoformat()} for day in days]}) == (min(days), max(days))


@given(st.dates(dt.date(1980, 1, 1)), st.dates(dt.date(1980, 1, 1)), st.floats(0, 23.9), st.floats(0, 23.9))
def test_a_drawn_range_covers_the_days_that_it_touches(one: dt.date, other: dt.date, from_: float, to: float) -> None:
    marked = {BRUSH: {"noon": [_milliseconds(one, from_), _milliseconds(other, to)]}}
    assert range_of(marked) == (min(one, other), max(one, other))


def test_the_one_in_focus_has_a_ring(six: list[Stop]) -> None:
    spec = timeline(six, selected=set(), theme="light", chosen=six[2].id)
    assert [row["ring"] for row in _rows(spec, "stops")] == [0, 0, 1, 0, 0, 0]


def test_each_selection_listens_to_its_marks_alone(six: list[Stop]) -> None:
    """One click must not be a point's and a day's at once: that would be two runs."""
    spec = timeline(six, selected=set(), theme="light")
    params = {param["name"]: param["select"] for param in spec["params"]}
    assert params[DAY]["on"] == "@columns_marks:click"
    assert params[STOP]["on"] == "@points_marks:click"
    assert {"columns", "points"} <= {layer.get("name") for layer in spec["layer"]}


@pytest.mark.parametrize(
    ("before", "now", "clicked"),
    [
        ([], [], None),
        ([], ["a"], "a"),
        (["a"], ["a", "b"], "b"),
        (["a", "b"], ["a"], "b"),
        (["a"], ["a"], None),
    ],
)
def test_a_click_takes_a_point_in_or_out(before: list[str], now: list[str], clicked: str | None) -> None:
    selection = {STOP: [{"id": key} for key in now]}
    assert clicked_stop(selection, before) == clicked
    assert selected_stops(selection) == now


def test_the_chart_speaks_english(six: list[Stop]) -> None:
    with speaking("en"):
        spec = timeline(six, selected=set(), theme="light")
    assert [row["label"] for row in _rows(spec, "days")] == ["Wed 2 Aug", "Thu 3 Aug", "Fri 4 Aug"]
    assert "Uhr" not in str(spec["layer"])
    assert "Uhr" in str(timeline(six, selected=set(), theme="light")["layer"])
