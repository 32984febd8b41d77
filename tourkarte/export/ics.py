"""iCalendar (RFC 5545, RFC 7986): what calendars subscribe to.

Nothing is invented. Where no start is known, an entry is of whole days, and so are several days whose end is not known:
the days are, and the start stands in the description. On one day without a known end, it has the length that the RFC
takes then, none. This is written out, as Exchange refuses an entry that has neither end nor length.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from tourkarte.export import register
from tourkarte.export.calendar_lines import line, text
from tourkarte.export.calendar_words import description, location, summary
from tourkarte.language import N_
from tourkarte.model import Status
from tourkarte.views.moves import UNMOVED, moves

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from tourkarte.export.edition import Edition
    from tourkarte.versions import Version
    from tourkarte.views.moves import Move

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
_OPENING: Final = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Tourkarte//Termine//DE\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
)
_CLOSING: Final = b"END:VCALENDAR\r\n"
_REFRESHED: Final = b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
# The rules of the European Union since 1996; all our days are later.
_ZONE: Final = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")
_DAY: Final = dt.timedelta(days=1)


@register(
    name="ics",
    label=N_("Kalender (iCalendar)"),
    suffix="ics",
    media_type=MEDIA_TYPE,
    hint=N_("für Outlook, Apple, Google und andere; ein Stand von jetzt"),
    for_people=True,
    rank=3,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return a calendar to subscribe to: it has a name, and says how often it may be asked for."""
    return b"".join([_OPENING, *_about(edition), _REFRESHED, _ZONE, *_events(frame, edition), _CLOSING])


def entries(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the appointments for the reader's own calendar: with a name, some programs would make it another one."""
    return b"".join([_OPENING, _ZONE, *_events(frame, edition), _CLOSING])


def _about(edition: Edition) -> Iterator[bytes]:
    yield text("X-WR-CALNAME", edition.title)
    yield text("NAME", edition.title)
    yield b"X-WR-TIMEZONE:Europe/Berlin\r\n"
    if edition.at:
        yield line("LAST-MODIFIED", _utc(edition.at))
    if source := edition.feed("ics"):
        yield line("SOURCE;VALUE=URI", source)


def _events(frame: pd.DataFrame, edition: Edition) -> Iterator[bytes]:
    everything = frame if edition.everything is None else edition.everything
    moved = moves(everything)
    known = frame.astype(object).where(frame.notna(), None)
    for row in known.to_dict("records"):
        yield from _event(row, edition, moved.get(row["id"], UNMOVED))


def _event(row: dict[Any, Any], edition: Edition, move: Move) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT\r\n"
    yield line("UID", f"{row['id']}@tourkarte")
    yield from _version(edition.versions.of.get(row["id"]), row)
    yield from _moments(row)
    is_on = row["status"] == Status.SCHEDULED
    yield b"STATUS:CONFIRMED\r\n" if is_on else b"STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"
    yield text("SUMMARY", summary(row))
    if where := location(row):
        yield text("LOCATION", where)
    if row["lat"] is not None:
        yield line("GEO", f"{row['lat']:.6f};{row['lon']:.6f}")
    if page := edition.page(row["id"]):
        yield line("URL", page)
    yield text("DESCRIPTION", description(row, edition, move))
    yield b"END:VEVENT\r\n"


def _version(version: Version | None, row: Mapping[str, Any]) -> Iterator[bytes]:
    """Say which version it is; of one that nobody knows, only what an entry must have, which follows from the row."""
    if version is None:
        yield line("DTSTAMP", _utc(row["starts_at"]))
        return
    changed = _utc(version.changed)
    yield line("DTSTAMP", changed)
    yield line("CREATED", _utc(version.created))
    yield line("LAST-MODIFIED", changed)
    yield line("SEQUENCE", str(version.number - 1))


def _moments(row: Mapping[str, Any]) -> Iterator[bytes]:
    last = row["end_date"] or row["date"]
    if not row["start"] or (last > row["date"] and not row["end"]):
        yield line("DTSTART;VALUE=DATE", f"{row['date']:%Y%m%d}")
        yield line("DTEND;VALUE=DATE", f"{last + _DAY:%Y%m%d}")
        return
    yield line("DTSTART;TZID=Europe/Berlin", _local(row["starts_at"]))
    if row["end"] and row["over_at"] > row["starts_at"]:
        yield line("DTEND;TZID=Europe/Berlin", _local(row["over_at"]))
    else:
        yield b"DURATION:PT0S\r\n"


def _local(moment: dt.datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
