"""The phases that a browser works out are those of `tourkarte.progress`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.frames import facts, frames, sample, synthetic
from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE
from tourkarte.progress import Phase, phases
from tourkarte.views.district_fills import fills_of_rows
from tourkarte.views.summing import sums
from tourkarte.views.timed import Times, times, untimed_order, untimed_phases, untimed_sums, visits

if TYPE_CHECKING:
    import pandas as pd


def phase(times_of_one: Times, moment: int) -> Phase:
    """Return what embed.js makes of the times."""
    day, after, begins, over = times_of_one
    if over <= moment:
        return Phase.DONE
    if begins > moment and after <= moment:
        return Phase.NEXT
    return Phase.TODAY if day <= moment or begins <= moment else Phase.UPCOMING


def check(rows: pd.DataFrame, now: dt.datetime) -> None:
    moment = round(now.timestamp() * 1000)
    found = times(rows, rows["id"])
    expected = dict(zip(rows["id"], phases(rows, now), strict=True))
    assert {key: phase(found[key], moment) for key in found} == {key: expected[key] for key in found}
    assert set(expected) - set(found) == {key for key, told in expected.items() if not Phase(told).is_on}
    filled = {ags: "done" if over <= moment else "announced" for ags, over in visits(rows).items()}
    assert filled == fills_of_rows(rows, [Phase(each) for each in phases(rows, now)])


@pytest.mark.parametrize("hour", range(0, 24 * 8, 5))
def test_the_first_tour_hour_by_hour(hour: int) -> None:
    now = dt.datetime(2017, 8, 1, tzinfo=ZONE) + dt.timedelta(hours=hour)
    check(sample(), now)
    check(facts(), now)


@given(frames(), st.datetimes(dt.datetime.combine(FIRST_DAY, dt.time()), dt.datetime.combine(LAST_DAY, dt.time())))
def test_any_rows_at_any_moment(rows: pd.DataFrame, moment: dt.datetime) -> None:
    check(rows, moment.replace(microsecond=0, tzinfo=ZONE))


def test_without_a_clock_what_takes_place_is_planned() -> None:
    rows = facts()
    order = untimed_order(rows)
    assert {turn.phase for turn in order.values()} == {Phase.UPCOMING, Phase.CANCELLED, Phase.MOVED}
    assert [turn.phase for turn in order.values()] == untimed_phases(rows)


def test_sums_say_what_no_clock_changes() -> None:
    rows = synthetic(300)
    found = untimed_sums(rows)
    assert [each.count for each in found] == [each.count for each in sums(rows, untimed_phases(rows))]
    told = [pair for each in found for pair in each.phases]
    assert {phase for phase, _number in told} == {Phase.CANCELLED, Phase.MOVED}
    assert sum(number for _phase, number in told) == int((rows["status"] != "scheduled").sum())
