from __future__ import annotations

import datetime as dt

import pytest

from tests.frames import TOUR, stop
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.selection import archived

ROWS = contract.from_rows(
    [
        stop(id="a"),
        stop(id="b", date="2017-09-30"),
        stop(id="c", tour="herbst", date="2017-10-10", end_date="2017-10-12"),
    ]
)


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (dt.date(2017, 8, 3), ()),
        (dt.date(2017, 10, 29), ()),
        (dt.date(2017, 10, 31), (TOUR,)),
        (dt.date(2017, 11, 11), (TOUR,)),
        (dt.date(2017, 11, 13), ("herbst", TOUR)),
    ],
)
def test_a_tour_is_history_thirty_days_after_its_last_appointment(day: dt.date, over: tuple[str, ...]) -> None:
    now = dt.datetime.combine(day, dt.time(12), ZONE)
    assert archived(["herbst", TOUR, "naechste"], ROWS, now) == over


def test_without_appointments_nothing_is() -> None:
    assert archived([TOUR], contract.empty(), dt.datetime(2017, 8, 3, tzinfo=ZONE)) == ()
