from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, vRecur

from tourkarte.errors import DocumentError
from tourkarte.intake.tables import read_table
from tourkarte.model import Status

if TYPE_CHECKING:
    from tourkarte.intake.tables import RowDraft, TableReading

BERLIN = ZoneInfo("Europe/Berlin")


def event(**changes: Any) -> Event:
    made = Event()
    values = {"uid": "eins@beispiel.test", "summary": "Eins", "location": "Reichsweg 30, 52068 Aachen"} | changes
    for name, value in values.items():
        made.add(name.replace("_", "-"), value)
    return made


def calendar(*events: Event) -> bytes:
    made = Calendar()
    made.add("prodid", "-//Beispiel//DE")
    made.add("version", "2.0")
    for each in events:
        made.add_component(each)
    data: bytes = made.to_ical()
    return data


def read(*events: Event) -> TableReading:
    return read_table(calendar(*events), "tour.ics")


def only(*events: Event) -> RowDraft:
    (draft,) = read(*events).drafts
    return draft


def lines(*content: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *content, "END:VEVENT", "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    "start",
    [
        dt.datetime(2017, 8, 2, 11, tzinfo=BERLIN),
        dt.datetime(2017, 8, 2, 9, tzinfo=dt.UTC),
        dt.datetime(2017, 8, 2, 5, tzinfo=ZoneInfo("America/New_York")),
        dt.datetime(2017, 8, 2, 11),  # noqa: DTZ001 - floating
    ],
)
def test_a_start_is_what_our_clocks_show(start: dt.datetime) -> None:
    draft = only(event(dtstart=start, dtend=start + dt.timedelta(hours=1, minutes=30)))
    assert (draft.date, draft.start, draft.end, draft.end_date) == (
        dt.date(2017, 8, 2),
        dt.time(11),
        dt.time(12, 30),
        None,
    )
    assert (draft.venue.street, draft.venue.postal_code, draft.venue.city) == ("Reichsweg 30", "52068", "Aachen")
    assert draft.doubts == ()


def test_clocks_that_change_are_known() -> None:
    winter = only(event(dtstart=dt.datetime(2017, 12, 1, 10, tzinfo=dt.UTC)))
    assert winter.start == dt.time(11)


@pytest.mark.parametrize(
    ("end", "last"), [(None, None), (dt.date(2017, 8, 3), None), (dt.date(2017, 8, 5), dt.date(2017, 8, 4))]
)
def test_whole_days_end_before_their_end(end: dt.date | None, last: dt.date | None) -> None:
    draft = only(event(dtstart=dt.date(2017, 8, 2), **({"dtend": end} if end else {})))
    assert (draft.date, draft.end_date, draft.start, draft.end) == (dt.date(2017, 8, 2), last, None, None)
    assert draft.doubts == ()


@pytest.mark.parametrize(
    ("hours", "end", "last"),
    [
        (3, dt.time(1), None),
        (27, dt.time(1), dt.date(2017, 8, 4)),
        (14, dt.time(12), None),
        (24, dt.time(22), dt.date(2017, 8, 3)),
    ],
)
def test_an_end_after_midnight_is_of_the_same_night(hours: int, end: dt.time, last: dt.date | None) -> None:
    start = dt.datetime(2017, 8, 2, 22, tzinfo=BERLIN)
    draft = only(event(dtstart=start, duration=dt.timedelta(hours=hours)))
    assert (draft.start, draft.end, draft.end_date) == (dt.time(22), end, last)


def test_status_point_and_id_are_kept() -> None:
    draft = only(event(dtstart=dt.date(2017, 8, 2), status="CANCELLED", geo=(50.77, 6.12)))
    assert (draft.status, draft.cancelled, draft.id) == (Status.CANCELLED, True, "eins")
    assert draft.point
    assert (draft.point.lat, draft.point.lon) == (50.77, 6.12)


def test_a_calendar_that_cancels_cancels_all() -> None:
    data = calendar(event(dtstart=dt.date(2017, 8, 2))).replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:CANCEL")
    assert read_table(data, "a.ics").drafts[0].cancelled


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"freq": "weekly", "count": 3}, [2, 9, 16]),
        ({"freq": "weekly", "count": 3, "byday": ["WE", "FR"]}, [2, 4, 9]),
        ({"freq": "daily", "until": dt.date(2017, 8, 4)}, [2, 3, 4]),
        ({"freq": "daily", "interval": 10, "count": 2}, [2, 12]),
    ],
)
def test_a_rule_that_ends_is_worked_out(rule: dict[str, Any], days: list[int]) -> None:
    for start in (dt.datetime(2017, 8, 2, 11, tzinfo=BERLIN), dt.date(2017, 8, 2)):
        drafts = read(event(dtstart=start, rrule=vRecur(rule))).drafts
        assert [draft.date for draft in drafts] == [dt.date(2017, 8, day) for day in days]
        assert [draft.id for draft in drafts] == ["eins", *[None] * (len(days) - 1)]
        assert all(draft.doubts == () and draft.row == 1 for draft in drafts)


def test_exceptions_and_changes_of_a_rule_count() -> None:
    start = dt.datetime(2017, 8, 2, 11, tzinfo=BERLIN)
    week = dt.timedelta(weeks=1)
    drafts = read(
        event(dtstart=start, rrule=vRecur({"freq": "weekly", "count": 4}), exdate=start + week, rdate=start + week / 7),
        event(dtstart=start + 2 * week + dt.timedelta(hours=1), recurrence_id=start + 2 * week, summary="Verlegt"),
    ).drafts
    assert [(draft.date and draft.date.day, draft.start and draft.start.hour, draft.title) for draft in drafts] == [
        *((2, 11, "Eins"), (3, 11, "Eins"), (23, 11, "Eins"), (16, 12, "Verlegt")),
    ]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=WEEKLY", "ohne Ende"),
        ("FREQ=SECONDLY;COUNT=9;BYMONTH=2;BYMONTHDAY=30", "nach einer Regel, die nicht gelesen wird"),
        ("FREQ=DAILY;COUNT=9;INTERVAL=0", "nach einer Regel"),
        ("FREQ=YEARLY;COUNT=9;BYEASTER=1", "nach einer Regel"),
    ],
)
def test_any_other_rule_is_a_doubt(rule: str, reason: str) -> None:
    (draft,) = read_table(
        lines("DTSTART:20170802T110000", "SUMMARY:A", "LOCATION:Aachen", f"RRULE:{rule}"), "a.ics"
    ).drafts
    assert reason in draft.doubts[0].reason


def test_a_long_rule_is_cut() -> None:
    drafts = read(event(dtstart=dt.date(2017, 8, 2), rrule=vRecur({"freq": "daily", "count": 5000}))).drafts
    assert len(drafts) == 100
    assert "gelesen sind die ersten 100" in drafts[0].doubts[0].reason


@pytest.mark.parametrize(
    ("zone", "hour", "doubts"),
    [
        ("W. Europe Standard Time", 11, 0),
        ("/beispiel.test/2017/Europe/London", 12, 0),
        ("Europe/London", 12, 0),
        ("Irgendwo", 11, 1),
        ("../../etc/passwd", 11, 1),
    ],
)
def test_zones_are_known_by_name(zone: str, hour: int, doubts: int) -> None:
    data = lines(f"DTSTART;TZID={zone}:20170802T110000", "SUMMARY:A", "LOCATION:Aachen")
    (draft,) = read_table(data, "a.ics").drafts
    assert draft.start == dt.time(hour)
    assert len(draft.doubts) == doubts


def test_a_definition_of_a_zone_is_not_worked_out() -> None:
    zone = "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:00010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
    data = lines("DTSTART;TZID=X:20170802T110000").replace(
        b"BEGIN:VEVENT", zone.encode() + b"END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT"
    )
    assert len(read_table(data, "a.ics").drafts) == 1


def test_a_broken_event_costs_the_others_nothing() -> None:
    data = calendar(event(dtstart=dt.date(2017, 8, 2))).replace(
        b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nDTSTART:quatsch\r\nEND:VEVENT\r\nBEGIN:VEVENT", 1
    )
    reading = read_table(data, "a.ics")
    assert len(reading.drafts) == 1
    assert [(problem.row, problem.field) for problem in reading.problems] == [(1, "Datum")]


def test_a_file_that_ends_too_early_is_a_doubt() -> None:
    data = calendar(event(dtstart=dt.date(2017, 8, 2))).split(b"END:VEVENT", maxsplit=1)[0]
    for cut in (data, data.rstrip(), data[: data.index(b"LOCATION") + 12]):
        assert "endet mitten in diesem Termin" in read_table(cut, "a.ics").drafts[0].doubts[0].reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "keinen Termin"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 4_000, "mehr als 3000 Termine"),
        (
            lines("DTSTART:20170802", "RRULE:FREQ=DAILY;COUNT=100").replace(
                b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT"
            )
            * 1,
            None,
        ),
        (b"kein Kalender", "kein Kalender"),
    ],
)
def test_what_is_no_calendar_is_told(data: bytes, reason: str | None) -> None:
    if reason is None:
        assert read_table(data, "a.ics").drafts
        return
    with pytest.raises(DocumentError, match=reason):
        read_table(data, "a.ics")
