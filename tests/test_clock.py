from __future__ import annotations

import datetime as dt

from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE, now


def test_now_is_the_present_moment_in_germany() -> None:
    before = dt.datetime.now(dt.UTC)
    assert before <= now() <= dt.datetime.now(dt.UTC)
    assert now().tzinfo == ZONE


def test_a_fixed_moment_without_zone_is_local() -> None:
    assert now(dt.datetime(2017, 8, 3, 12)).isoformat() == "2017-08-03T12:00:00+02:00"  # noqa: DTZ001 - the case
    assert now(dt.datetime(2017, 12, 3, 12)).isoformat() == "2017-12-03T12:00:00+01:00"  # noqa: DTZ001 - the case


def test_a_fixed_moment_with_zone_stays_that_moment() -> None:
    assert now(dt.datetime(2017, 8, 3, 12, tzinfo=dt.UTC)).isoformat() == "2017-08-03T14:00:00+02:00"


def test_the_days_that_are_known_have_a_day_before_and_after_everywhere_on_earth() -> None:
    for day in (FIRST_DAY, LAST_DAY):
        for hours in (-36, 36):
            moment = dt.datetime.combine(day, dt.time(12), tzinfo=ZONE) + dt.timedelta(hours=hours)
            assert moment.astimezone(dt.UTC) == moment
