from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.frames import frames, sample, stop
from tourkarte import frame as contract
from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE
from tourkarte.model import Status
from tourkarte.progress import Phase, figures, phases
from tourkarte.progress.replay import after, before, end_of, place, steps, whole
from tourkarte.viewing import Viewing

if TYPE_CHECKING:
    import pandas as pd


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


WEEK = tuple(map(day, ["2017-08-01", "2017-08-02", "2017-08-03", "2017-08-04"]))


def test_the_steps_are_the_eve_and_the_days_of_the_tour() -> None:
    assert steps(sample()) == WEEK


def test_a_long_visit_has_its_first_and_its_last_day() -> None:
    rows = contract.from_rows([stop(end_date="2017-08-06")])
    assert steps(rows) == tuple(map(day, ["2017-08-01", "2017-08-02", "2017-08-06"]))


def test_a_visit_past_midnight_is_over_on_the_next_day() -> None:
    assert steps(contract.from_rows([stop(start="22:00", end="01:00")]))[-1] == day("2017-08-03")


def test_without_visits_there_is_nothing_to_replay() -> None:
    assert steps(contract.empty()) == ()
    assert steps(contract.from_rows([stop(status="cancelled")])) == ()


def test_the_days_that_addresses_know_bound_it() -> None:
    rows = contract.from_rows([stop(id="a", date=FIRST_DAY), stop(id="b", date=LAST_DAY, start="22:00", end="01:00")])
    assert steps(rows) == (FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("now", "held", "back", "on"),
    [
        ("2017-07-01T12:00", 0, None, 0),
        ("2017-08-01T23:58", 0, None, 0),
        ("2017-08-01T23:59", 0, None, 1),
        ("2017-08-03T12:00", 1, 1, 2),
        ("2017-08-03T23:59", 2, 1, 3),
        ("2017-08-04T23:59", 3, 2, None),
        ("2030-01-01T00:00", 3, 3, None),
    ],
)
def test_a_moment_lies_between_steps(now: str, held: int, back: int | None, on: int | None) -> None:
    for moment in (at(now), whole(at(now))):
        assert (place(WEEK, moment), before(WEEK, moment), after(WEEK, moment)) == (held, back, on)


def test_a_visit_without_a_time_is_over_at_the_end_of_its_day_and_still_of_that_day() -> None:
    rows = contract.from_rows([stop(start=None, end=None)])
    assert list(phases(rows, whole(at("2017-08-02T23:59")))) == [Phase.DONE]
    assert list(phases(rows, whole(at("2017-08-02T23:58")))) == [Phase.TODAY]
    assert figures(rows, [], [], whole(at("2017-08-02T23:59"))).today == 1


@given(frames())
def test_each_step_can_stand_in_an_address_and_the_last_one_is_the_end(rows: pd.DataFrame) -> None:
    days = steps(rows)
    assert list(days) == sorted(set(days))
    for each in days:
        query = dict(Viewing(as_of=end_of(each)).pairs())
        assert Viewing.from_query(query.items(), ())[0].as_of == end_of(each)
    on = rows[rows["status"] == Status.SCHEDULED]
    if days and (on["over_at"] <= at("2100-01-01T00:00")).all():
        assert set(phases(on, whole(end_of(days[-1])))) == {Phase.DONE}
    if days and days[0] < on["date"].min().date():
        assert Phase.DONE not in set(phases(on, whole(end_of(days[0]))))
