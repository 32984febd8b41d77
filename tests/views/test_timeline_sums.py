from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import altair as alt
import pytest

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte.language import speaking
from tourkarte.views.stops import order_of
from tourkarte.views.timeline import range_of
from tourkarte.views.timeline_chart import BRUSH, DAY
from tourkarte.views.timeline_sums import timeline_sums

if TYPE_CHECKING:
    from tourkarte.views.palette import ThemeName


def sums(count: int, selected: tuple[dt.date | None, dt.date | None] = (None, None), theme: ThemeName = "light") -> Any:
    frame = frames.synthetic(count)
    return timeline_sums(frame, order_of(frame, NOON_OF_THE_SECOND_DAY), selected=selected, theme=theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_is_valid_vega_lite(theme: ThemeName) -> None:
    spec = sums(200, theme=theme)
    values = {name: table.to_pylist() for name, table in spec["datasets"].items()}
    alt.LayerChart.from_dict(spec | {"datasets": values})


def test_every_appointment_is_counted_once_and_the_parts_stand_upon_each_other() -> None:
    rows = sums(600)["datasets"]["bars"].to_pylist()
    assert sum(row["high"] - row["low"] for row in rows) == 600
    assert len({row["day"] for row in rows}) <= 62
    tops: dict[str, int] = {}
    for row in rows:
        assert row["low"] == tops.get(row["day"], 0)
        tops[row["day"]] = row["high"]


def test_what_the_dates_leave_out_is_faint() -> None:
    rows = sums(300, selected=(dt.date(2017, 9, 1), dt.date(2017, 9, 30)))["datasets"]["bars"].to_pylist()
    bright = [row for row in rows if row["opacity"] == 1]
    assert 0 < len(bright) < len(rows)
    assert all(row["last"] >= "2017-09-01" and row["day"] <= "2017-09-30" for row in bright)


def test_a_bar_says_what_it_is_without_its_colour() -> None:
    with speaking("en"):
        spoken = [row["spoken"] for row in sums(200)["datasets"]["bars"].to_pylist()]
    assert any("today or planned" in words for words in spoken)
    assert any("cancelled or moved" in words for words in spoken)


def test_many_more_rows_are_no_more_bytes() -> None:
    assert sums(3000)["datasets"]["bars"].nbytes < 2 * sums(600)["datasets"]["bars"].nbytes


def test_a_clicked_bar_is_all_its_days_and_a_drawn_range_what_it_touches() -> None:
    clicked = {DAY: [{"day": "2017-08-01", "last": "2017-08-31"}]}
    assert range_of(clicked) == (dt.date(2017, 8, 1), dt.date(2017, 8, 31))
    noon = dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC).timestamp() * 1000
    assert range_of({BRUSH: {"from": [noon, noon]}}) == (dt.date(2017, 8, 3), dt.date(2017, 8, 3))
