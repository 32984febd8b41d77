from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import TOUR, frames, sample, stop
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.model import Centre, Status, Tour
from tourkarte.progress import Phase, figures, phases

if TYPE_CHECKING:
    import pandas as pd

SUMMER = Tour(id=TOUR, title="Sommertour 2017", subtitle="", planned=14)
CENTRES = [
    Centre(district=ags, name=f"KI {ags}") for ags in ("05334", "05515", "05916", "05711", "05170", "05954", "05111")
]


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def single(now: str, **changes: str | None) -> str:
    return str(phases(contract.from_rows([stop(**changes)]), at(now)).iloc[0])


def changed(city: str, status: Status) -> pd.DataFrame:
    rows = sample()
    return rows.assign(status=rows["status"].mask(rows["city"] == city, status.value))


DONE, TODAY, NEXT, UPCOMING, CANCELLED, MOVED = (phase.value for phase in Phase)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2017-08-01 12:00", [NEXT, UPCOMING, UPCOMING, UPCOMING, UPCOMING, UPCOMING]),
        ("2017-08-02 00:00", [NEXT, TODAY, UPCOMING, UPCOMING, UPCOMING, UPCOMING]),
        ("2017-08-02 10:59", [NEXT, TODAY, UPCOMING, UPCOMING, UPCOMING, UPCOMING]),
        ("2017-08-02 11:00", [DONE, NEXT, UPCOMING, UPCOMING, UPCOMING, UPCOMING]),
        ("2017-08-02 23:59", [DONE, DONE, NEXT, UPCOMING, UPCOMING, UPCOMING]),
        ("2017-08-03 00:00", [DONE, DONE, NEXT, TODAY, UPCOMING, UPCOMING]),
        ("2017-08-04 13:59", [DONE, DONE, DONE, DONE, DONE, NEXT]),
        ("2017-08-04 14:00", [DONE] * 6),
        ("2026-01-01 00:00", [DONE] * 6),
    ],
)
def test_the_first_week(now: str, expected: list[str]) -> None:
    assert list(phases(sample(), at(now))) == expected


def test_the_moment_may_come_in_any_zone() -> None:
    moment = at("2017-08-02 11:00")
    elsewhere = moment.astimezone(ZoneInfo("America/New_York"))
    assert list(phases(sample(), elsewhere)) == list(phases(sample(), moment))


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        phases(sample(), dt.datetime(2017, 8, 2, 11))  # noqa: DTZ001 - the refusal is the point


@pytest.mark.parametrize(
    ("now", "start", "end", "expected"),
    [
        ("2017-08-02 11:30", "11:00", "12:00", TODAY),  # under way
        ("2017-08-02 12:00", "11:00", "12:00", DONE),
        ("2017-08-02 11:00", "11:00", None, DONE),
        ("2017-08-01 23:59", None, None, NEXT),
        ("2017-08-02 00:00", None, None, TODAY),
        ("2017-08-02 23:59", None, None, TODAY),
        ("2017-08-03 00:00", None, None, DONE),
        ("2017-08-02 11:59", None, "12:00", TODAY),
        ("2017-08-02 12:00", None, "12:00", DONE),
        ("2017-08-02 23:30", "22:00", "01:00", TODAY),  # past midnight
        ("2017-08-03 00:30", "22:00", "01:00", TODAY),
        ("2017-08-03 01:00", "22:00", "01:00", DONE),
        ("2017-08-02 11:00", "11:00", "11:00", DONE),
    ],
)
def test_the_end_decides_as_far_as_it_is_known(now: str, start: str | None, end: str | None, expected: str) -> None:
    assert single(now, start=start, end=end) == expected


@pytest.mark.parametrize(
    ("now", "end", "expected", "today"),
    [
        ("2017-08-01 23:59", None, NEXT, 0),
        ("2017-08-02 10:59", None, NEXT, 1),
        ("2017-08-02 11:00", None, TODAY, 1),
        ("2017-08-03 03:00", None, TODAY, 1),
        ("2017-08-04 23:59", None, TODAY, 1),
        ("2017-08-05 00:00", None, DONE, 0),
        ("2017-08-04 12:29", "12:30", TODAY, 1),
        ("2017-08-04 12:30", "12:30", DONE, 1),
    ],
)
def test_one_of_several_days_is_under_way_on_all_of_them(now: str, end: str | None, expected: str, today: int) -> None:
    assert single(now, end_date="2017-08-04", end=end) == expected
    counted = figures(contract.from_rows([stop(end_date="2017-08-04", end=end)]), [SUMMER], CENTRES, at(now))
    assert (counted.today, counted.done) == (today, int(expected == DONE))


@pytest.mark.parametrize(
    ("now", "date", "start", "end", "expected"),
    [
        # The clock goes from 02:00 to 03:00 on 26 March 2017: 02:30 does not exist, the visit begins at 03:00.
        ("2017-03-26 01:59", "2017-03-26", "02:30", None, NEXT),
        ("2017-03-26 03:00", "2017-03-26", "02:30", None, DONE),
        # The day has 23 hours; it is over at midnight, not at 01:00 of the next.
        ("2017-03-26 23:59", "2017-03-26", None, None, TODAY),
        ("2017-03-27 00:00", "2017-03-26", None, None, DONE),
        # The clock goes from 03:00 back to 02:00 on 29 October 2017: the day has 25 hours.
        ("2017-10-29 23:59", "2017-10-29", None, None, TODAY),
        ("2017-10-30 00:00", "2017-10-29", None, None, DONE),
        ("2017-10-29 09:59", "2017-10-29", "10:00", None, NEXT),
        ("2017-10-29 10:00", "2017-10-29", "10:00", None, DONE),
    ],
)
def test_on_the_days_when_the_clocks_change(now: str, date: str, start: str, end: str, expected: str) -> None:
    assert single(now, date=date, start=start, end=end) == expected


@pytest.mark.parametrize(("status", "phase"), [(Status.CANCELLED, CANCELLED), (Status.MOVED, MOVED)])
@pytest.mark.parametrize("now", ["2017-08-01 12:00", "2017-08-02 12:00", "2018-01-01 00:00"])
def test_cancelled_and_moved_are_so_at_any_moment(status: Status, phase: str, now: str) -> None:
    assert phases(changed("Aachen", status), at(now)).iloc[0] == phase


def test_a_cancelled_appointment_is_not_next() -> None:
    assert list(phases(changed("Aachen", Status.CANCELLED), at("2017-08-01 12:00")))[:2] == [CANCELLED, NEXT]


def test_every_phase_has_a_german_word() -> None:
    assert [phase.label for phase in Phase] == [
        "erledigt",
        "heute",
        "als Nächstes",
        "geplant",
        "abgesagt",
        "verschoben",
    ]


@given(frames(), st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2051, 1, 2)))  # noqa: DTZ001 - the zone follows
@settings(max_examples=30)
def test_of_any_frame(rows: pd.DataFrame, naive: dt.datetime) -> None:
    now = naive.replace(tzinfo=ZONE)
    found = phases(rows, now)
    assert found.index.equals(rows.index)
    assert set(found) <= set(Phase)
    ahead = rows[(rows["status"] == Status.SCHEDULED) & (rows["starts_at"] > now)]
    assert list(rows["id"][found == NEXT]) == list(ahead["id"][:1])
    assert list(rows["id"][found.isin([NEXT, UPCOMING]) | ((found == TODAY) & (rows["starts_at"] > now))]) == list(
        ahead["id"]
    )
    counted = figures(rows.assign(tour=TOUR), [SUMMER], CENTRES, now)
    assert counted.announced == (rows["status"] == Status.SCHEDULED).sum()
    assert counted.done == (found == DONE).sum()


class TestFigures:
    def test_of_the_first_week(self) -> None:
        seen = figures(sample(), [SUMMER], CENTRES, at("2017-08-03 12:00"))
        assert (seen.announced, seen.planned, seen.centres, seen.done, seen.today) == (6, 14, 7, 3, 2)
        assert seen.covered == ("05170", "05334", "05515", "05711", "05916", "05954")
        assert seen.next == "sommertour-2017-bielefeld"

    def test_today_is_the_local_day(self) -> None:
        late = dt.datetime(2017, 8, 2, 22, 30, tzinfo=dt.UTC)  # 00:30 on the 3rd in Germany
        seen = figures(sample(), [SUMMER], CENTRES, late)
        assert (seen.today, seen.done) == (2, 2)

    def test_when_all_is_over(self) -> None:
        seen = figures(sample(), [SUMMER], CENTRES, at("2018-01-01 00:00"))
        assert (seen.done, seen.today, seen.next) == (6, 0, None)

    @pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED])
    def test_cancelled_and_moved_count_nowhere(self, status: Status) -> None:
        seen = figures(changed("Herne", status), [SUMMER], CENTRES, at("2017-08-03 09:00"))
        assert (seen.announced, seen.done, seen.today) == (5, 2, 1)
        assert "05916" not in seen.covered
        assert seen.next == "sommertour-2017-bielefeld"

    def test_a_second_visit_covers_no_second_district(self) -> None:
        rows = contract.from_rows([stop(id="a"), stop(id="b", date="2017-08-03")])
        seen = figures(rows, [SUMMER], CENTRES, at("2017-08-01 00:00"))
        assert (seen.announced, seen.covered) == (2, ("05334",))

    def test_the_visited_centre_counts_where_the_place_is_in_another_district(self) -> None:
        rows = contract.from_rows([stop(id="a", centre="05916", district="05334"), stop(id="b", centre=None)])
        assert figures(rows, [SUMMER], CENTRES, at("2017-08-01 00:00")).covered == ("05334", "05916")

    def test_a_district_without_a_centre_is_not_covered(self) -> None:
        rows = contract.from_rows([stop(centre="99999", district="99999")])
        assert figures(rows, [SUMMER], CENTRES, at("2017-08-01 00:00")).covered == ()

    def test_several_tours_plan_together(self) -> None:
        autumn = replace(SUMMER, id="herbst", planned=3)
        assert figures(sample(), [SUMMER, autumn], CENTRES, at("2017-08-01 00:00")).planned == 17
        assert figures(sample(), [], CENTRES, at("2017-08-01 00:00")).planned == 0

    def test_of_an_empty_frame(self) -> None:
        seen = figures(contract.empty(), [SUMMER], CENTRES, at("2017-08-01 00:00"))
        assert (seen.announced, seen.done, seen.today, seen.next, seen.covered) == (0, 0, 0, None, ())
        assert phases(contract.empty(), at("2017-08-01 00:00")).empty
