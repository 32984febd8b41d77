"""Calendars, read by two parsers that are not ours, and by our own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from tests.frames import facts, frames, hostile, precisions, sample, stop
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.export.edition import PLAIN, Edition
from tourkarte.export.ics import entries, write
from tourkarte.intake.tables import read_table
from tourkarte.language import speaking
from tourkarte.versions import Version, Versions

if TYPE_CHECKING:
    from collections.abc import Mapping

SITE = Edition(title="Sommertour 2017, Herne", address="https://termine.example.org", query="stadt=Herne")
PREFIXES = {"scheduled": "", "cancelled": "Abgesagt: ", "moved": "Verschoben: "}
FIRST = dt.datetime(2017, 7, 30, 8, tzinfo=dt.UTC)


def opened(data: bytes) -> Any:
    """Return a calendar; its properties are of many types, of which each test knows its own."""
    return Calendar.from_ical(data)


def parsed(rows: pd.DataFrame, edition: Edition = PLAIN) -> list[Any]:
    calendar = opened(write(rows, edition))
    assert not calendar.errors
    events: list[Any] = calendar.walk("VEVENT")
    assert not [event.errors for event in events if event.errors]
    return events


def one(edition: Edition = PLAIN, **changes: Any) -> Any:
    return parsed(contract.from_rows([stop(**changes)]), edition)[0]


def records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    found: list[dict[Any, Any]] = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return found


def place(row: Mapping[str, Any]) -> str:
    town = " ".join(filter(None, [row["postal_code"], row["city"]]))
    return ", ".join(filter(None, [row["venue"], row["room"], row["street"], town]))


def moments(row: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    """Return start and end as an entry has them: where no end is known, as RFC 5545 takes it, or all known days."""
    last = row["end_date"] or row["date"]
    if not row["start"] or (last > row["date"] and not row["end"]):
        return row["date"].date(), last.date() + dt.timedelta(days=1)
    start, over = row["starts_at"], row["over_at"]
    return start, over if row["end"] and over > start else start


def check(rows: pd.DataFrame) -> None:
    theirs = IcsCalendarStream.calendar_from_ics(write(rows, PLAIN).decode()).events
    for event, other, row in zip(parsed(rows), theirs, records(rows), strict=True):
        assert event["UID"] == other.uid == f"{row['id']}@tourkarte"
        assert (event.start, event.end) == (other.start, other.end) == moments(row)
        assert str(event["SUMMARY"]) == other.summary == PREFIXES[row["status"]] + row["title"]
        assert event.get("LOCATION", "") == (other.location or "") == place(row)
        assert str(event["DESCRIPTION"]) == other.description
        assert all((row[name] or "") in event["DESCRIPTION"] for name in ("room", "people", "note", "report"))


@pytest.mark.parametrize(
    "rows", [sample(), facts(), precisions(), hostile()], ids=["sample", "facts", "pins", "hostile"]
)
def test_every_row_is_an_event_with_the_same_moments_and_texts(rows: pd.DataFrame) -> None:
    check(rows)


@given(frames())
def test_every_row_of_any_frame_is_an_event_with_the_same_moments_and_texts(rows: pd.DataFrame) -> None:
    check(rows)


@pytest.mark.parametrize(
    "title", ["C:\\Neu und C:\\neu", "a\\", "\\\\n", "a\n\n b", " a ", "a\N{NEXT LINE}b\u2028c", "🎉" * 70]
)
def test_a_text_comes_back_as_it_was(title: str) -> None:
    check(contract.from_rows([stop(title=title, note=title)]))


def test_our_own_reader_reads_it_back() -> None:
    rows = facts()
    drafts = read_table(write(rows, SITE), "termine.ics").drafts
    for draft, row in zip(drafts, records(rows), strict=True):
        assert (draft.id, draft.date, draft.status.value) == (row["id"], row["date"].date(), _read(row["status"]))
        assert (draft.start and f"{draft.start:%H:%M}") == row["start"]
        assert (draft.end and f"{draft.end:%H:%M}") == row["end"]
        assert draft.end_date == (row["end_date"] and row["end_date"].date())
        assert draft.point
        assert (draft.point.lat, draft.point.lon) == pytest.approx((row["lat"], row["lon"]), abs=1e-6)


def _read(status: str) -> str:
    return "scheduled" if status == "scheduled" else "cancelled"  # a calendar has no word for moved


def test_the_zone_is_that_of_our_clocks() -> None:
    zone = opened(write(sample(), PLAIN)).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for day in pd.date_range("2000-01-01", "2037-12-31", freq="D"):  # the parser works out rules up to 2038
        for hour in (1, 4):
            moment = dt.datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
            assert moment.replace(tzinfo=zone).utcoffset() == moment.utcoffset(), moment


@pytest.mark.parametrize(
    ("date", "start", "moment"),
    [
        ("2017-10-29", "02:30", "2017-10-29T00:30:00+00:00"),  # twice; the first counts
        ("2017-03-26", "02:30", "2017-03-26T01:00:00+00:00"),  # never; what the frame makes of it
        ("2099-07-01", "10:00", "2099-07-01T08:00:00+00:00"),
    ],
)
def test_the_hours_of_the_change_of_clocks(date: str, start: str, moment: str) -> None:
    assert one(date=date, start=start).start.astimezone(dt.UTC).isoformat() == moment


def test_an_end_that_nobody_knows_is_none() -> None:
    assert "DTEND" not in one()
    assert one()["DURATION"].dt == dt.timedelta(0)  # written out, or Exchange refuses the entry
    assert "DTEND" not in one(end="11:00")  # as long as it starts
    assert one(end="12:30").end.isoformat() == "2017-08-02T12:30:00+02:00"
    assert one(end="00:30").end.isoformat() == "2017-08-03T00:30:00+02:00"


def test_several_days_without_a_known_end_are_whole_days() -> None:
    event = one(end_date="2017-08-04")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (dt.date(2017, 8, 2), dt.date(2017, 8, 5))
    assert "DURATION" not in event
    assert "2.–4. August 2017, Beginn 11:00 Uhr" in event["DESCRIPTION"]
    assert one(end_date="2017-08-02").start.isoformat() == "2017-08-02T11:00:00+02:00"  # one day has its moment


def test_what_moments_cannot_tell_stands_in_the_description() -> None:
    assert "2.–4. August 2017, Beginn 11:00 Uhr" in one(end_date="2017-08-04")["DESCRIPTION"]
    assert "2.–4. August 2017, Ende 12:30 Uhr" in one(end_date="2017-08-04", start=None, end="12:30")["DESCRIPTION"]
    assert "Mittwoch, 2. August 2017, bis 12:30 Uhr" in one(start=None, end="12:30")["DESCRIPTION"]
    assert "August" not in one(end_date="2017-08-04", end="12:30")["DESCRIPTION"]
    assert "August" not in one(start=None)["DESCRIPTION"]


def test_it_says_which_version_it_is() -> None:
    changed = FIRST + dt.timedelta(hours=5)
    versions = Versions(of={stop()["id"]: Version(number=3, created=FIRST, changed=changed)}, at=changed)
    event = one(Edition(versions=versions))
    assert event["SEQUENCE"] == 2
    assert event["CREATED"].dt == FIRST
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt == changed


def test_of_a_version_that_nobody_knows_nothing_is_invented() -> None:
    event = one()
    assert event["DTSTAMP"].dt == event.start  # an entry must have one; it follows from the row
    assert not {"SEQUENCE", "CREATED", "LAST-MODIFIED"} & {*event}


def test_what_is_off_stays_and_says_so() -> None:
    aachen, _muenster, _herne, bielefeld, *_others = parsed(facts(), SITE)
    assert aachen["STATUS"] == bielefeld["STATUS"] == "CANCELLED"
    assert bielefeld["SUMMARY"].startswith("Abgesagt: ")
    assert aachen["SUMMARY"].startswith("Verschoben: ")
    assert aachen["DESCRIPTION"].startswith(
        "verschoben auf Montag, 7. August 2017, 10:00 Uhr\n"
        "https://termine.example.org/termine/sommertour-2017-aachen-neu\n"
    )


def test_a_moved_one_names_the_new_day_when_that_is_not_selected() -> None:
    rows = facts()
    selected = rows[rows["status"] == "moved"]
    assert "verschoben auf Montag" in parsed(selected, Edition(everything=rows))[0]["DESCRIPTION"]
    assert "verschoben auf" not in parsed(selected, Edition())[0]["DESCRIPTION"]


def test_the_new_one_says_when_it_was_to_be() -> None:
    assert parsed(facts())[-1]["DESCRIPTION"].startswith("ursprünglich Mittwoch, 2. August\n")


def test_place_and_how_sure_it_is() -> None:
    herne = parsed(sample(), SITE)[2]
    assert herne["GEO"].to_ical() == "51.5329;7.1611"
    assert "Lage: nur Postleitzahl, ±\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}km" in herne["DESCRIPTION"]
    assert herne["URL"] == "https://termine.example.org/termine/sommertour-2017-herne"
    nowhere = one(lat=None, lon=None, precision=None, radius_m=None, room="467")
    assert "GEO" not in nowhere
    assert nowhere["DESCRIPTION"] == "Raum: 467\nnicht auf der Karte: kein Punkt bekannt"


def test_without_an_address_nothing_is_linked() -> None:
    assert "URL" not in one()
    assert b"http" not in write(sample(), PLAIN)


def test_a_calendar_to_subscribe_to_has_a_name_and_says_how_often_to_ask() -> None:
    calendar = opened(write(sample(), SITE))
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == r"Sommertour 2017\, Herne"  # the parser leaves them as read
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(hours=1)
    assert calendar["SOURCE"] == "https://termine.example.org/feeds/termine.ics?stadt=Herne"


def test_entries_for_the_readers_own_calendar_do_not_make_another_one() -> None:
    calendar = opened(entries(sample().head(1), SITE))
    assert not {"X-WR-CALNAME", "NAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "SOURCE"} & {*calendar}
    assert len(calendar.walk("VEVENT")) == 1


def test_speaks_the_readers_language() -> None:
    with speaking("en"):
        aachen, muenster, *_others = parsed(facts())
    assert aachen["SUMMARY"].startswith("Moved: ")
    assert aachen["DESCRIPTION"].startswith("moved to Monday, 7 August 2017, 10:00")
    assert "Participants: Serap Güler" in muenster["DESCRIPTION"]


def test_is_made_of_short_lines_with_the_right_ends() -> None:
    data = write(hostile(), SITE)
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 75
