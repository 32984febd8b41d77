"""ICS: each event is a row, each date of a repeated event one too, as far as its rule says where it ends.

Events are cut out of the file and parsed one by one, so that a broken one costs the others nothing. The file's own
definitions of time zones are not used: zones are known by their names (also by Outlook's), and a definition can
be made to be worked out for hours.

Limits: of repetition rules those that count days, weeks, months or years, with days of the week or of the month;
a zone that is not known is taken for ours, with a doubt.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from tourkarte.clock import ZONE
from tourkarte.errors import DocumentError, Problem
from tourkarte.intake.tables.grid import MAX_ROWS, GridRow, Sheet, collect
from tourkarte.intake.tables.kinds import register
from tourkarte.intake.tables.repetition import occurrences
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.intake.tables.grid import Cell, Content

_FIELDS: Final = {
    "date": "DTSTART",
    "end_date": "DTEND",
    "start": "DTSTART (Uhrzeit)",
    "end": "DTEND (Uhrzeit)",
    "title": "SUMMARY",
    "address": "LOCATION",
    "status": "STATUS",
    "lat": "GEO (Breite)",
    "lon": "GEO (Länge)",
    "id": "UID",
}
_FOLDED: Final = re.compile(r"\r?\n[ \t]|\r(?!\n)")
_EVENT: Final = re.compile(
    r"^BEGIN:VEVENT[ \t]*$(?P<body>.*?)^(?:(?P<closed>END:VEVENT)[ \t]*$|(?=BEGIN:VEVENT)|END:VCALENDAR|\Z)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_MAX_EVENTS: Final = 3_000
_MAX_LINES: Final = 200
_READ: Final = re.compile(
    r"^(?:DTSTART|DTEND|DURATION|SUMMARY|LOCATION|STATUS|GEO|UID|RRULE|RDATE|EXDATE|RECURRENCE-ID)[;:].{0,5000}$",
    re.MULTILINE | re.IGNORECASE,
)
"""The lines of an event that are passed on to be parsed; a longer one is nothing that belongs to an appointment."""
_NESTED: Final = re.compile(r"^BEGIN:", re.MULTILINE | re.IGNORECASE)
_CANCELLING: Final = re.compile(r"^METHOD:CANCEL[ \t]*$", re.MULTILINE | re.IGNORECASE)
_OWN_UID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_DAY: Final = dt.timedelta(days=1)


@register(
    name="ics",
    label="Kalender (ICS)",
    recognises=lambda content: content.opening[:15].upper() == "BEGIN:VCALENDAR",
    suffixes=("ics", "ical"),
    bounded=True,
    fixed=True,
)
def open_calendar(content: Content) -> list[Sheet]:
    """Return the events as one table."""
    text = _FOLDED.sub("", content.text.replace("\r\n", "\n").replace("\r", "\n")) + "\n"
    bodies = [(match["body"], bool(match["closed"])) for match in _EVENT.finditer(text)]
    if not bodies:
        raise DocumentError("Der Kalender enthält keinen Termin (VEVENT) oder ist beschädigt; bitte neu ausgeben.")
    if len(bodies) > _MAX_EVENTS:
        raise DocumentError(
            f"Der Kalender hat mehr als {_MAX_EVENTS} Termine; so viele werden nicht gelesen. Bitte nur den Zeitraum "
            "der Tour ausgeben."
        )
    return [_sheet(bodies, content.name, all_cancelled=bool(_CANCELLING.search(text)))]


@dataclass(frozen=True, slots=True)
class _Event:
    """An event as far as it could be read."""

    number: int
    parsed: Any
    start: dt.date
    length: dt.timedelta | None
    doubts: list[Doubt] = field(default_factory=list)


def _sheet(bodies: list[tuple[str, bool]], name: str, *, all_cancelled: bool) -> Sheet:
    problems: list[Problem] = []
    events: list[_Event] = []
    for number, (body, closed) in enumerate(bodies, 1):
        try:
            events.append(_event(number, body))
            if not closed:
                events[-1].doubts.append(Doubt("date", "Die Datei endet mitten in diesem Termin; bitte alles prüfen."))
        except _BrokenError as broken:
            problems.append(Problem(str(broken), name, number, broken.field))
    moved = _moved(events)
    rows: list[GridRow] = []
    for event in events:
        for cells, doubts in _rows(event, moved, all_cancelled=all_cancelled):
            rows.append(GridRow(event.number, cells, doubts))
            if len(rows) > MAX_ROWS:
                raise DocumentError(f"Der Kalender ergibt mehr als {MAX_ROWS} Termine; so viele werden nicht gelesen.")
    checked = collect(row.cells for row in rows)
    return Sheet(
        rows=tuple(GridRow(row.number, clean.cells, row.doubts) for row, clean in zip(rows, checked.rows, strict=True)),
        headings=tuple(_FIELDS.values()),
        fields=tuple(_FIELDS),
        cleaned=checked.cleaned,
        problems=tuple(problems),
    )


class _BrokenError(Exception):
    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def _event(number: int, body: str) -> _Event:
    from icalendar import Event  # noqa: PLC0415 - takes a while to load

    lines = "\n".join(_READ.findall(_NESTED.split(body, maxsplit=1)[0])[:_MAX_LINES])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it guesses
            parsed = Event.from_ical(f"BEGIN:VEVENT\n{lines}\nEND:VEVENT\n")
        begin = parsed.get("DTSTART")
        start, end = _value(begin), _value(parsed.get("DTEND"))
        duration = _value(parsed.get("DURATION"))
    except Exception as error:  # icalendar lets what a broken value causes through
        raise _BrokenError("Dieser Termin ist beschädigt und lässt sich nicht lesen.") from error
    if not isinstance(start, dt.date):
        raise _BrokenError("Dieser Termin hat keinen Beginn (DTSTART), der sich lesen lässt.", "Datum")
    try:
        start, doubts = _localised(start, begin)
        length = _length(start, _localised(end, parsed.get("DTEND"))[0] if isinstance(end, dt.date) else None, duration)
    except (OverflowError, ValueError) as error:
        raise _BrokenError(f"„{start}“ liegt außerhalb dessen, was ein Kalender kennt.", "Datum") from error
    return _Event(number, parsed, start, length, doubts)


def _value(prop: Any) -> Any:
    """Return a property's moment or duration; None if it has none that could be read."""
    try:
        return getattr(prop, "dt", None)
    except ValueError:  # icalendar's, for a broken property
        return None


def _localised(moment: dt.date, prop: Any) -> tuple[dt.date, list[Doubt]]:
    """Return a moment as our clocks show it, without zone; one of a zone that nobody knows as it is written."""
    if not isinstance(moment, dt.datetime):
        return moment, []
    if moment.tzinfo is not None:
        return moment.astimezone(ZONE).replace(tzinfo=None), []
    named = str(getattr(prop, "params", {}).get("TZID", ""))
    if not named:
        return moment, []
    try:
        zone = ZoneInfo("/".join(named.strip("/").split("/")[-2:]))  # some programs put their own name in front
    except (ValueError, OSError, KeyError):
        reason = f"Die Zeitzone „{named[:60]}“ ist nicht bekannt; die Uhrzeit ist als deutsche gelesen."
        return moment, [Doubt("start", reason)]
    return moment.replace(tzinfo=zone).astimezone(ZONE).replace(tzinfo=None), []


def _length(start: dt.date, end: dt.date | None, duration: Any) -> dt.timedelta | None:
    if isinstance(duration, dt.timedelta):
        return duration if duration > dt.timedelta(0) else None
    if end is None or isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
        return None
    length = end - start
    return length if length > dt.timedelta(0) else None


def _moved(events: list[_Event]) -> dict[str, set[dt.date]]:
    """Return for each repeated event the occurrences that have an event of their own."""
    found: dict[str, set[dt.date]] = {}
    for event in events:
        prop = event.parsed.get("RECURRENCE-ID")
        moment = _value(prop)
        if isinstance(moment, dt.date):
            try:
                found.setdefault(str(event.parsed.get("UID", "")), set()).add(_localised(moment, prop)[0])
            except (OverflowError, ValueError):
                continue
    return found


def _rows(
    event: _Event, moved: dict[str, set[dt.date]], *, all_cancelled: bool
) -> Iterator[tuple[tuple[Cell, ...], tuple[Doubt, ...]]]:
    uid = str(event.parsed.get("UID", ""))
    replaced = moved.get(uid, set()) if event.parsed.get("RECURRENCE-ID") is None else set()
    repeated = occurrences(event.parsed, event.start, lambda moment, prop: _localised(moment, prop)[0])
    for number, start in enumerate(repeated.starts):
        if start in replaced:
            continue
        own_id = uid.split("@", maxsplit=1)[0] if number == 0 and event.parsed.get("RECURRENCE-ID") is None else ""
        lat, lon = _geo(event.parsed)
        cells: tuple[Cell, ...] = (
            *_times(start, event.length),
            _text(event.parsed, "SUMMARY"),
            _text(event.parsed, "LOCATION"),
            "abgesagt" if all_cancelled else _text(event.parsed, "STATUS"),
            lat,
            lon,
            own_id if _OWN_UID.fullmatch(own_id) else None,
        )
        doubt = (Doubt("date", repeated.reason),) if repeated.reason else ()
        yield cells, (*event.doubts, *doubt)


def _times(start: dt.date, length: dt.timedelta | None) -> tuple[Cell, Cell, Cell, Cell]:
    """Return first day, last day, start and end; an end after midnight is one of the same night."""
    try:
        if not isinstance(start, dt.datetime):
            last = start + length - _DAY if length else start
            return start, last if last > start else None, "ganztägig", None
        end = start + length if length else None
    except OverflowError:
        end = None
    if not isinstance(start, dt.datetime):
        return start, None, "ganztägig", None
    if end is None:
        return start.date(), None, start.time(), None
    one_night = end - start < _DAY and end.time() <= start.time()
    same = end.date() == start.date() or one_night
    return start.date(), None if same else end.date(), start.time(), end.time()


def _text(parsed: Any, name: str) -> str | None:
    value = parsed.get(name)
    first = value[0] if isinstance(value, list) and value else value
    return str(first) if first is not None and not isinstance(first, list) else None


def _geo(parsed: Any) -> tuple[float | None, float | None]:
    geo = parsed.get("GEO")
    try:
        lat, lon = getattr(geo, "latitude", None), getattr(geo, "longitude", None)
    except ValueError:  # a broken property says so only when it is asked
        return None, None
    return (lat, lon) if isinstance(lat, float) and isinstance(lon, float) else (None, None)
