from __future__ import annotations

import datetime as dt

import pytest

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY as NOW
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.language import speaking
from tourkarte.views.countdown import Head, countdown, head


@pytest.mark.parametrize(
    ("at", "german", "english"),
    [
        ("2017-08-03T15:20", "in 3 Std. 20 Min.", "in 3 hrs 20 mins"),
        ("2017-08-03T13:00", "in 1 Std.", "in 1 hr"),
        ("2017-08-03T12:01", "in 1 Min.", "in 1 min"),
        ("2017-08-03T12:00", "jetzt", "now"),
        ("2017-08-04T00:30", "morgen", "tomorrow"),
        ("2017-08-05T23:00", "in 2 Tagen", "in 2 days"),
        ("2018-08-05T09:00", "in 367 Tagen", "in 367 days"),
    ],
)
def test_it_is_said_how_long_it_is(at: str, german: str, english: str) -> None:
    moment = dt.datetime.fromisoformat(at).replace(tzinfo=ZONE)
    assert countdown(moment, NOW) == german
    with speaking("en"):
        assert countdown(moment, NOW) == english


def test_a_begun_minute_counts() -> None:
    at = dt.datetime(2017, 8, 3, 13, 0, tzinfo=ZONE)
    assert countdown(at, NOW + dt.timedelta(seconds=30)) == "in 1 Std."


def test_the_next_stands_at_the_head_and_its_countdown_goes_on_that_day() -> None:
    assert head(frames.sample(), "sommertour-2017-bielefeld", NOW) == Head(
        "sommertour-2017-bielefeld", "in 2 Std.", 1501761600000
    )
    assert head(frames.sample(), "sommertour-2017-wesel", NOW) == Head("sommertour-2017-wesel", "morgen", 0)
    assert head(frames.sample(), None, NOW) is None


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"end": "13:00"}, "now"),
        ({"end": "13:00", "status": "cancelled"}, "next"),
        ({"end": "11:30"}, "next"),
        ({}, "next"),
        ({"end": "13:00", "end_date": "2017-08-05"}, "next"),  # it would stand at the head for days
    ],
)
def test_one_that_is_under_way_goes_before_the_next(changes: dict[str, str], first: str) -> None:
    rows = [
        frames.stop(id="now", date="2017-08-03", start="11:00", **changes),
        frames.stop(id="next", date="2017-08-03", start="14:00"),
    ]
    found = head(contract.from_rows(rows), "next", NOW)
    assert found
    assert (found.id, found.words) == (first, {"now": "läuft gerade", "next": "in 2 Std."}[first])


def test_without_a_time_it_is_today() -> None:
    rows = [frames.stop(id="some-time", date="2017-08-03", start=None)]
    found = head(contract.from_rows(rows), "some-time", NOW)
    assert found == Head("some-time", "heute")
