from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tourkarte.intake.dates import Day
from tourkarte.intake.tables.moments import Moment, month_comes_first, read_clock, read_moment

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Cell

SECOND = Day(2, 8, 2017)
ELEVEN = dt.time(11)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "02.08.2017",
            "2.8.2017",
            "2.8.17",
            "2017-08-02",
            "2017/08/02",
            "20170802",
            "2. August 2017",
            "2 August 2017",
        ),
        *("02. Aug. 2017", "August 2, 2017", "Aug 2, 2017", "2nd August 2017", "2 Aug 2017", "2017-08-02T00:00:00"),
        *(42949, 42949.0, "42949", dt.date(2017, 8, 2), dt.datetime(2017, 8, 2), "  02.08.2017 \n"),  # noqa: DTZ001
        "13/08/2017".replace("13", "02"),
    ],
)
def test_a_day_is_read(cell: Cell) -> None:
    assert read_moment(cell, month_first=False) == Moment((SECOND,))


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "02.08.2017 11:00",
            "02.08.2017, 11 Uhr",
            "2017-08-02 11:00:00",
            "2017-08-02T11:00",
            "2017-08-02T11:00+02:00",
        ),
        *(
            "2017-08-02T09:00:00Z",
            "20170802T090000Z",
            "2.8.17 um 11.00 Uhr",
            "11:00 Uhr, 2. August 2017",
            "2.8.2017 11.00",
        ),
        *(42949.458333333, "42949,458333333", dt.datetime(2017, 8, 2, 11), "August 2, 2017 11 am", "02/08/2017 11:00"),  # noqa: DTZ001
    ],
)
def test_a_day_with_its_time_is_read(cell: Cell) -> None:
    assert read_moment(cell, month_first=False) == Moment((SECOND,), start=ELEVEN)


@pytest.mark.parametrize(
    ("cell", "weekday"), [("Mi, 2. August 2017", 2), ("Mi 02.08.2017", 2), ("Wed, 2 August 2017", 2), ("Di, 2.8.17", 1)]
)
def test_a_weekday_is_kept(cell: str, weekday: int) -> None:
    assert read_moment(cell).days == (Day(2, 8, 2017, weekday),)


@pytest.mark.parametrize(
    ("cell", "ranged", "days"),
    [
        ("2.–4. August 2017", True, [2, 4]),
        ("02.08.2017 - 04.08.2017", True, [2, 4]),
        ("02.08.2017 bis 04.08.2017", True, [2, 4]),
        ("2017-08-02 – 2017-08-04", True, [2, 4]),
        ("02.08.2017 10:00 - 04.08.2017 16:00", True, [2, 4]),
        ("2. und 4. August 2017", False, [2, 4]),
        ("02.08.2017; 04.08.2017", False, [2, 4]),
    ],
)
def test_several_days_are_a_range_or_a_list(cell: str, *, ranged: bool, days: list[int]) -> None:
    moment = read_moment(cell)
    assert moment.ranged == ranged
    assert moment.days == tuple(Day(day, 8, 2017) for day in days)


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        *(("11", "11:00", None), ("11:00", "11:00", None), ("11.00", "11:00", None), ("11 Uhr", "11:00", None)),
        *(
            ("11.30 Uhr", "11:30", None),
            ("ab 11 Uhr", "11:00", None),
            ("11h", "11:00", None),
            ("11:00:00", "11:00", None),
        ),
        *(("1100", "11:00", None), ("10-12", "10:00", "12:00"), ("10.00–12.30 Uhr", "10:00", "12:30")),
        *(("von 10 bis 12 Uhr", "10:00", "12:00"), ("2 pm", "14:00", None), ("12 am", "00:00", None)),
        *(
            ("10:30 AM", "10:30", None),
            ("1-3 pm", "13:00", "15:00"),
            ("bis 12 Uhr", None, "12:00"),
            ("24:00", "00:00", None),
        ),
        *((0.5, "12:00", None), ("0,5", "12:00", None), (11, "11:00", None), (dt.time(11, 0, 30), "11:00", None)),
        *(("Treffen um 11 Uhr am Tor", "11:00", None), ("1:30", "01:30", None)),
    ],
)
def test_a_time_is_read(cell: Cell, start: str | None, end: str | None) -> None:
    moment = read_clock(cell)
    assert (moment.start and f"{moment.start:%H:%M}", moment.end and f"{moment.end:%H:%M}") == (start, end)


@pytest.mark.parametrize("cell", ["ganztägig", "All day"])
def test_the_whole_day_has_no_time(cell: str) -> None:
    assert read_clock(cell) == read_moment(cell) == Moment(all_day=True)


@pytest.mark.parametrize(
    "cell",
    [
        *(None, "", "offen", "31.02.2017", "2017-13-01", "99.99.2017", "vormittags", 3.14159, -1, True, float("nan")),
        *("0001-01-01", dt.date(1, 1, 1), dt.datetime(9999, 12, 31), 1e300, "13/13/2017", "2017", "x" * 5000),  # noqa: DTZ001
    ],
)
def test_nothing_else_is_a_day(cell: Cell) -> None:
    assert not read_moment(cell).days


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["8/2/2017", "8/13/2017"], True),
        (["8/2/2017", "13/8/2017"], False),
        (["8/2/2017"], None),
        (["13/8/2017", "8/13/2017"], None),
        ([None, 5, "x"], None),
    ],
)
def test_a_column_tells_whether_the_month_comes_first(cells: list[Cell], *, first: bool | None) -> None:
    assert month_comes_first(cells) is first


@pytest.mark.parametrize(("first", "day"), [(True, Day(2, 8, 2017)), (False, Day(8, 2, 2017)), (None, Day(8, 2, 2017))])
def test_only_what_nothing_tells_could_be_swapped(*, first: bool | None, day: Day) -> None:
    assert read_moment("8/2/2017", month_first=first) == Moment((day,), swappable=first is None)


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.times(), st.text(max_size=400),
    st.lists(st.sampled_from([*"1.-/: TZ+,", "12", "2017", "bis", "Uhr", "August", "Mo", "pm"]))
    .map("".join),
)  # fmt: skip


@given(CELLS)
@example(float("inf"))
@example(float("-inf"))
@example(float("nan"))
def test_any_cell_is_read(cell: Cell) -> None:
    for moment in (read_moment(cell), read_clock(cell)):
        assert isinstance(moment, Moment)
