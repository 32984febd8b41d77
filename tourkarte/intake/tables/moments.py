"""What a single cell says of when: days and times of day.

Spreadsheets type their cells or do not, and people write days as they like: `12.8.17`, `Mi, 2. August 2017`,
`2017-08-02T11:00Z`, `2 Aug 2017`, `8/2/2017`, 42949. German notation is the reader's own grammar (`intake.dates`,
`intake.times`); this module adds what only tables have.

Limits: English and German month names; times of day are those of Europe/Berlin unless the cell says another zone.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.clock import ZONE
from tourkarte.intake.dates import Day, find_dates
from tourkarte.intake.times import find_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.dates import DateMention
    from tourkarte.intake.tables.grid import Cell

_LONGEST: Final = 300
"""Characters of a cell in which days and times are looked for."""
FIRST_YEAR, LAST_YEAR = 1980, 2099
ALL_DAY: Final = frozenset({"ganztägig", "ganztags", "ganzer tag", "all day", "all-day", "allday"})

_ISO: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.]?)(?P<month>[0-9]{2})(?P=mark)(?P<day>[0-9]{2})"
    r"(?:[T ]\s*(?P<time>[0-9]{2}:?[0-9]{2}(?::?[0-9]{2})?)(?:[.,][0-9]+)?\s?(?P<zone>Z|[+-][0-9]{2}:?(?:[0-9]{2})?)?)?"
)
_SLASHED: Final = re.compile(r"(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>[0-9]{4}|[0-9]{2})(?![0-9/])")
_SERIAL: Final = re.compile(r"[2-7][0-9]{4}(?:[.,][0-9]+)?")
_FIRST_SERIAL, _LAST_SERIAL = 29_221, 73_050  # 1980 to 2099
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
_MINUTES: Final = 1440

_ENGLISH: Final = {
    "january": "Januar", "february": "Februar", "march": "März", "mar": "März", "may": "Mai", "june": "Juni",
    "july": "Juli", "october": "Oktober", "oct": "Oktober", "december": "Dezember", "dec": "Dezember",
    "monday": "Montag", "mon": "Montag", "tuesday": "Dienstag", "tue": "Dienstag", "tues": "Dienstag",
    "wednesday": "Mittwoch", "wed": "Mittwoch", "thursday": "Donnerstag", "thu": "Donnerstag", "thurs": "Donnerstag",
    "friday": "Freitag", "fri": "Freitag", "saturday": "Samstag", "sat": "Samstag", "sunday": "Sonntag",
    "sun": "Sonntag",
    "until": "bis", "till": "bis", "to": "bis", "and": "und",
}  # fmt: skip
_ENGLISH_WORD: Final = re.compile(rf"\b(?:{'|'.join(_ENGLISH)})\b", re.IGNORECASE)
_MONTH_FIRST: Final = re.compile(
    r"\b(?P<month>[A-Za-zä]{3,9})\.?\s(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)[0-9]{2})\b"
)
_ORDINAL: Final = re.compile(r"\b([0-3]?[0-9])(?:st|nd|rd|th)\b(?: of)?", re.IGNORECASE)
_SHORT_WEEKDAY: Final = re.compile(r"\b(mo|di|mi|do|fr|sa|so)(?=\s+[0-9])", re.IGNORECASE)
_RANGE_WORD: Final = re.compile(r"(?:^|\s|[0-9])(?:-|–|—|bis)(?:\s|[0-9]|$)", re.IGNORECASE)

_ONE_CLOCK: Final = (
    r"(?P<hour{0}>[01]?[0-9]|2[0-4])(?:\s?[.:h]\s?(?P<minute{0}>[0-5][0-9]))?(?::[0-5][0-9](?:[.,][0-9]+)?)?"
    r"\s?(?P<half{0}>[ap]\.?m\.?)?\s?(?:uhr|h)?"
)
_CLOCK: Final = re.compile(
    r"(?P<lead>ab|um|gegen|ca\.?|circa|von|from|at|bis|until|till)?\s*"
    + _ONE_CLOCK.format(1)
    + r"(?:\s*(?:-|–|—|bis|to|until|till)\s*(?:ca\.?\s?)?"
    + _ONE_CLOCK.format(2)
    + r")?",
    re.IGNORECASE,
)
_CLOSING: Final = frozenset({"bis", "until", "till"})
_FRACTION: Final = re.compile(r"0[.,][0-9]{1,30}")
_COMPACT: Final = re.compile(r"(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])")


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of when.

    Attributes
    ----------
    days
        The first and the last if `ranged`, else each is meant.
    all_day
        Whether it says that it takes the whole day.
    swappable
        Whether day and month could be taken for each other.
    """

    days: tuple[Day, ...] = ()
    ranged: bool = False
    start: dt.time | None = None
    end: dt.time | None = None
    all_day: bool = False
    swappable: bool = False

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.days or self.start or self.end or self.all_day)


def read_moment(cell: Cell, *, month_first: bool | None = None) -> Moment:
    """Return what a cell says of when, with a day or without; nothing if it says nothing of it."""
    if not isinstance(cell, str):
        return _from_typed(cell)
    text = " ".join(cell[:_LONGEST].split())
    if text.lower() in ALL_DAY:
        return Moment(all_day=True)
    return _from_iso(text) or _from_slashed(text, month_first=month_first) or _from_words(text) or read_clock(text)


def read_clock(cell: Cell) -> Moment:
    """Return the times of day in a cell of a column that holds such: `11`, `9.30 – 12 Uhr`, `2 pm`, 0.5."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_fraction(float(cell))
    if not isinstance(cell, str):
        return _from_typed(cell)
    text = " ".join(cell[:_LONGEST].split())
    return _from_clock(text) or _from_mentions(text)


def month_comes_first(cells: Sequence[Cell]) -> bool | None:
    """Whether a column writes `8/2/2017` for the second of August; None if no day of it tells.

    A number above twelve tells, as it is no month.
    """
    found = [match for cell in cells if isinstance(cell, str) and (match := _SLASHED.search(cell[:_LONGEST]))]
    most = 12
    first = any(int(match["first"]) > most for match in found)
    second = any(int(match["second"]) > most for match in found)
    return second if first != second else None


def _from_typed(cell: Cell) -> Moment:
    if isinstance(cell, dt.datetime):
        return _from_datetime(cell)
    if isinstance(cell, dt.date):
        return Moment((Day(cell.day, cell.month, cell.year),)) if _is_usual(cell) else Moment()
    if isinstance(cell, dt.time):
        return Moment(start=cell.replace(second=0, microsecond=0, tzinfo=None))
    return _from_serial(float(cell)) if isinstance(cell, int | float) and not isinstance(cell, bool) else Moment()


def _is_usual(day: dt.date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _from_datetime(moment: dt.datetime) -> Moment:
    if not _is_usual(moment):
        return Moment()
    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    time = local.time().replace(second=0, microsecond=0)
    midnight = time == dt.time() and not moment.tzinfo  # how a spreadsheet keeps a day
    return Moment((Day(local.day, local.month, local.year),), start=None if midnight else time)


def _from_serial(number: float) -> Moment:
    if _FIRST_SERIAL <= number < _LAST_SERIAL:
        return _from_datetime(_EPOCH + dt.timedelta(minutes=round(number * _MINUTES)))
    return Moment()


def _from_fraction(number: float) -> Moment:
    if number >= _FIRST_SERIAL:
        return _from_serial(number)
    if 0 < number < 1:
        minutes = round(number * _MINUTES) % _MINUTES
        return Moment(start=dt.time(minutes // 60, minutes % 60))
    if 0 <= number <= 24 and number == int(number):  # noqa: PLR2004 - hours; the range comes first, as inf has no int
        return Moment(start=dt.time(int(number) % 24))
    return Moment()


def _from_iso(text: str) -> Moment:
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text.replace(",", ".")))
    match = _ISO.fullmatch(text)
    if match is None:
        return Moment()
    clock = (match["time"] or "").replace(":", "")
    zone = (match["zone"] or "").replace("Z", "+00:00")
    try:
        moment = dt.datetime.fromisoformat(f"{match['year']}{match['month']}{match['day']}T{clock.ljust(6, '0')}{zone}")
    except ValueError:
        return Moment()
    read = _from_datetime(moment)
    return replace(read, start=dt.time()) if clock and read and not read.start and clock != "000000" else read


def _from_slashed(text: str, *, month_first: bool | None) -> Moment:
    match = _SLASHED.search(text)
    if match is None:
        return Moment()
    first, second, most = int(match["first"]), int(match["second"]), 12
    day, month = (second, first) if (month_first or second > most) and first <= most else (first, second)
    year = int(match["year"]) + 2000 * (len(match["year"]) == 2)  # noqa: PLR2004 - 17 is 2017
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return Moment()
    if not _is_usual(date):
        return Moment()
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(" ,;")
    swappable = month_first is None and max(first, second) <= most and first != second
    return replace(_times(rest), days=(Day(day, month, year),), swappable=swappable)


def _from_words(text: str) -> Moment:
    """Read a day in words or in German notation, and the times beside it."""
    german = _ENGLISH_WORD.sub(lambda match: _ENGLISH[match[0].lower()], _ORDINAL.sub(r"\1.", text))
    german = _MONTH_FIRST.sub(r"\g<day>. \g<month> \g<year>", german)
    german = _SHORT_WEEKDAY.sub(r"\1.", german)
    mentions = [mention for mention in find_dates(german) if mention.days]
    if not mentions:
        return Moment()
    rest = german
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]}\n{rest[mention.end :]}"
    days = tuple(day for mention in mentions for day in mention.days)
    years = [day.year for day in days if day.year]
    if len(mentions) > 1 and years:
        days = tuple(replace(day, year=day.year or years[-1]) for day in days)
    return replace(_times(rest), days=days, ranged=len(days) > 1 and _is_range(mentions, rest))


def _is_range(mentions: Sequence[DateMention], rest: str) -> bool:
    if len(mentions) == 1:
        return mentions[0].ranged
    between = rest.split("\n")[1]
    return len(mentions) == 2 and bool(_RANGE_WORD.search(_CLOCK.sub(" ", f" {between} ")) or mentions[0].ranged)  # noqa: PLR2004


def _times(rest: str) -> Moment:
    """Return the times of day in what is left beside the days."""
    parts = [part for part in (_bare(part) for part in rest.split("\n")) if part]
    times = [moment for part in parts if (moment := read_clock(part)) and not moment.days]
    if not times:
        return Moment()
    last = times[-1]
    end = last.end or (last.start if len(times) > 1 else None)
    return Moment(start=times[0].start, end=end, all_day=times[0].all_day)


def _bare(part: str) -> str:
    return re.sub(r"^(?:[\s,;:|()–—-]|\bum\b|\buhrzeit\b)+|[\s,;:|(–—-]+$", "", part, flags=re.IGNORECASE)


def _from_clock(text: str) -> Moment:
    """Read a text that is nothing but a time of day, or two."""
    if text.lower() in ALL_DAY:
        return Moment(all_day=True)
    if match := _COMPACT.fullmatch(text):
        return Moment(start=dt.time(int(match["hour"]), int(match["minute"])))
    if _FRACTION.fullmatch(text):
        return _from_fraction(float(text.replace(",", ".")))
    match = _CLOCK.fullmatch(text)
    if match is None:
        return Moment()
    first = _clock(match, "1", match["half1"] or (match["half2"] if match["hour2"] else None))
    second = _clock(match, "2", match["half2"]) if match["hour2"] else None
    if (match["lead"] or "").lower() in _CLOSING and second is None:
        return Moment(end=first)
    return Moment(start=first, end=second)


def _from_mentions(text: str) -> Moment:
    """Find the first time of day within other words."""
    mentions = find_times(text)
    if not mentions:
        return Moment()
    first = mentions[0]
    return Moment(end=first.begin) if first.closes else Moment(start=first.begin, end=first.finish)


def _clock(match: re.Match[str], which: str, half: str | None) -> dt.time:
    hour, minute = int(match[f"hour{which}"]), int(match[f"minute{which}"] or 0)
    if half and hour <= 12:  # noqa: PLR2004 - twelve hours
        hour = hour % 12 + 12 * half.lower().startswith("p")
    return dt.time(hour % 24, minute)
