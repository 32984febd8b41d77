from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from tests import frames
from tourkarte import frame as contract
from tourkarte.language import speaking
from tourkarte.views.periods import Period, counts, periods


@pytest.mark.parametrize(
    ("most", "unit", "first"),
    [(200, "D", "Mi 2.8."), (30, "W", "31.7.–6.8."), (14, "M", "August 2017"), (3, "Y", "2017")],
)
def test_periods_are_as_fine_as_there_is_room(most: int, unit: str, first: str) -> None:
    frame = frames.synthetic(600)
    found = periods(frame, most=most)
    assert {period.unit for period in found} == {unit}
    assert found[0].label == first
    assert all(one.last < other.first for one, other in pairwise(found))
    assert sum(counts(frame, found)) == len(frame)


def test_one_of_several_days_counts_on_each_as_the_filter_shows_it() -> None:
    rows = [frames.stop(id="long", date="2017-08-02", end_date="2017-08-04"), frames.stop(id="one", date="2017-08-03")]
    frame = contract.from_rows(rows)
    found = periods(frame, most=14)
    assert [period.first.day for period in found] == [2, 3, 4]
    assert counts(frame, found) == [1, 2, 1]


def test_weeks_begin_on_monday_and_months_end_on_their_last_day() -> None:
    days = [dt.date(2020, 2, 3 + number) for number in range(26)]  # Monday 3 to Friday 28 February
    frame = contract.from_rows(frames.stop(id=f"d{number}", date=day) for number, day in enumerate(days))
    weeks = periods(frame, most=4)
    assert [(week.first.day, week.last.day) for week in weeks] == [(3, 9), (10, 16), (17, 23), (24, 1)]
    assert periods(frame, most=1) == [Period(dt.date(2020, 2, 1), dt.date(2020, 2, 29), "M")]


def test_nothing_has_no_periods_and_english_has_its_own_words() -> None:
    assert periods(contract.empty(), most=14) == []
    with speaking("en"):
        assert Period(dt.date(2017, 7, 31), dt.date(2017, 8, 6), "W").label == "31/7–6/8"
        month = Period(dt.date(2017, 8, 1), dt.date(2017, 8, 31), "M")
        assert (month.label, month.short) == ("August 2017", "Aug 2017")
