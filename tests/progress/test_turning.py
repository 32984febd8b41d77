from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.frames import facts, frames, sample
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.progress import phases
from tourkarte.progress.turning import last_turning, turnings

if TYPE_CHECKING:
    import pandas as pd


def local(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2017, 8, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (local(2, 10, 59), local(2, 0)),
        (local(2, 11), local(2, 11)),
        (local(2, 15, 29), local(2, 11)),
        (local(3, 9), local(3, 0)),
        (local(20, 9), local(5, 0)),
    ],
)
def test_something_turns_when_one_begins_and_at_midnight(now: dt.datetime, since: dt.datetime) -> None:
    assert last_turning(turnings(sample()), now) == since


def test_before_the_first_day_nothing_has_turned() -> None:
    assert last_turning(turnings(sample()), local(1, 23, 59)) is None
    assert last_turning(turnings(contract.empty()), local(1, 23, 59)) is None


@given(frames(), st.data())
def test_all_phases_are_what_they_were_at_the_last_turning(frame: pd.DataFrame, data: st.DataObject) -> None:
    if frame.empty:
        return
    around = data.draw(st.sampled_from(sorted({*frame["starts_at"], *frame["over_at"]})))
    minutes = data.draw(st.integers(-3000, 3000) | st.integers(-1, 1))
    assert_same(frame, around.to_pydatetime() + dt.timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", range(0, 8 * 24 * 60, 97))
def test_no_turning_of_the_tour_is_missed(minutes: int) -> None:
    assert_same(facts(), local(1, 12) + dt.timedelta(minutes=minutes))


def assert_same(frame: pd.DataFrame, now: dt.datetime) -> None:
    """Between two turnings, nothing that is said of any row changes."""
    since = last_turning(turnings(frame), now)
    if since is not None:
        assert list(phases(frame, now)) == list(phases(frame, since))
