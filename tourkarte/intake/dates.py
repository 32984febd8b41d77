"""Find the days that a text names, and say which calendar dates they are.

A day is written in many ways: `15.08.2017`, `12.3.`, `Montag, den 29. April`, `2019-12-09`, `3./4. November`,
`vom 22. bis 24.7.`, `Mittwoch (28. April)`. All are one grammar: day expressions, of which only the last need be
complete, joined to lists and ranges. What is not written, mostly the year, stays open here; `years` fills it in from
what the rest of the document says.

Limits: numerals only (`15.8.`, not `fünfzehnter August`), German month names, years from 1990 to 2099.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Final

_WEEKDAYS: Final = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
WEEKDAY_NAMES: Final = tuple(name.capitalize() for name in _WEEKDAYS)
_MONTHS: Final = (
    ("januar", "jänner", "jan"),
    ("februar", "feber", "feb"),
    ("märz", "maerz", "mär", "mrz"),
    ("april", "apr"),
    ("mai",),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("dezember", "dez"),
)
_MONTH_NUMBER: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}

_WEEKDAY: Final = (
    r"(?P<weekday>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|"
    r"(?:mo|di|mi|do|fr|sa|so)(?=[.,]))"
)
_MONTH: Final = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR: Final = r"(?:19[89][0-9]|20[0-9]{2})(?![0-9])"

_SHORT_YEAR: Final = r"[0-9]{2}(?![0-9.:])(?![ ]?(?:h|uhr|bis)\b)(?![ ]?[-–][ ]?[0-9]{1,2}[ ]?(?:h|uhr)\b)"
_COMPLETE: Final = re.compile(
    rf"""
    (?<![0-9:])(?<![0-9],)(?:(?<![./+–-])|(?<=\.[/+–-]))
    (?: (?P<iso_year>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])-(?P<iso_day>{_DAY})(?![0-9-])
      | (?P<day>{_DAY})
        (?: \.[ ]?(?P<month>0?[1-9]|1[0-2])(?![0-9])(?P<dot>\.)?(?:(?<=\.)[ ]?(?P<year>{_YEAR}|{_SHORT_YEAR}))?
          | \.?[ ]?(?P<name>{_MONTH})\b\.?(?:[ ]{{0,2}}(?P<named_year>{_YEAR}))?
        )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE: Final = re.compile(rf"\b{_WEEKDAY}\.?,?\s*(?:,?\s*(?:den|dem|der)\s+)?\(?\s*$", re.IGNORECASE)
_NEEDS_DOT: Final = re.compile(r"\b(?:am|den|dem|vom|bis|zum|ab)\s*$", re.IGNORECASE)
_JOIN: Final = r"(?P<join>/|\+|&|-|–|—|\bbis(?:\s+(?:zum|einschließlich))?\b|\bund\b|\bu\.|,)"
_PARTIAL: Final = re.compile(
    rf"(?:\b{_WEEKDAY}\.?,?\s*(?:(?:den|dem|der)\s+)?)?(?<![0-9.,:/])(?P<day>{_DAY})\.?\s*{_JOIN}\s*$", re.IGNORECASE
)
_BETWEEN: Final = re.compile(rf"\)?\s*,?\s*{_JOIN}\s*(?:am\s+|den\s+)?", re.IGNORECASE)
_RANGE_JOINS: Final = ("-", "–", "—", "bis")
_LOOKBACK: Final = 40
"""How far before a day its weekday, or the other days of its list, may begin."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is written."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """One or several days in one place of the text.

    Attributes
    ----------
    ranged
        Whether the days are the first and the last of a range; else they are a list.
    weekday
        A weekday that stands alone; there are no `days` then.
    offset
        Days from that of the document, for `heute` and `morgen`; there are no `days` then.
    """

    days: tuple[Day, ...]
    ranged: bool = False
    weekday: int | None = None
    offset: int | None = None
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def find_dates(text: str) -> list[DateMention]:
    """Return the days that are named in a plain text, in its order."""
    found: list[DateMention] = []
    floor = 0
    for match in _COMPLETE.finditer(text):
        day = _day(match)
        if day is None or (_lacks_dot(match) and not _announced(text, match.start(), floor)):
            continue
        mention = _with_list_before(text, _with_weekday(text, match, day, floor), floor)
        if found and (joined := _joined(text, found[-1], mention)):
            found[-1] = joined
        else:
            found.append(mention)
        floor = found[-1].end
    return found


def _day(match: re.Match[str]) -> Day | None:
    """Return the day of a match, or None for the 31st of a short month."""
    if match["iso_year"]:
        day = Day(int(match["iso_day"]), int(match["iso_month"]), int(match["iso_year"]))
    else:
        month = _MONTH_NUMBER[match["name"].lower()] if match["name"] else int(match["month"])
        year = match["year"] or match["named_year"]
        day = Day(int(match["day"]), month, (2000 * (len(year) == 2) + int(year)) if year else None)  # noqa: PLR2004
    try:
        dt.date(day.year or 2000, day.month, day.day)  # 2000 has a 29 February
    except ValueError:
        return None
    return day


def _lacks_dot(match: re.Match[str]) -> bool:
    """Tell `3.3`, which may be a quantity or a time, from `3.3.` and `3.3.2017`."""
    return bool(match["month"]) and not match["dot"]


def _announced(text: str, start: int, floor: int) -> bool:
    before = text[max(start - _LOOKBACK, floor) : start]
    return bool(_BEFORE.search(before) or _NEEDS_DOT.search(before))


def _with_weekday(text: str, match: re.Match[str], day: Day, floor: int) -> DateMention:
    before = text[max(match.start() - _LOOKBACK, floor) : match.start()]
    weekday = _BEFORE.search(before)
    if weekday is None:
        return DateMention((day,), start=match.start(), end=match.end())
    end = match.end()
    if weekday[0].rstrip().endswith("(") and text[end : end + 1] == ")":
        end += 1
    day = replace(day, weekday=weekday_number(weekday["weekday"]))
    return DateMention((day,), start=match.start() - len(before) + weekday.start(), end=end)


def weekday_number(name: str) -> int:
    """Return 0 for Montag to 6 for Sonntag; abbreviations and Sonnabend are known."""
    folded = name.lower()
    if folded == "sonnabend":
        return 5
    return next(number for number, full in enumerate(_WEEKDAYS) if full.startswith(folded[:2]))


def _with_list_before(text: str, mention: DateMention, floor: int) -> DateMention:
    """Take in the days before a complete one that share its month: `6. und 8. Oktober`, `vom 22. bis 24.7.`."""
    last = mention.days[0]
    days, ranged, start = mention.days, mention.ranged, mention.start
    while match := _PARTIAL.search(text[max(start - _LOOKBACK, floor) : start]):
        if match["join"] == "," and not match["weekday"] and len(days) == 1:
            break
        number = int(match["day"])
        if number >= days[0].day and days[0].month == last.month:
            break
        weekday = weekday_number(match["weekday"]) if match["weekday"] else None
        days = (replace(last, day=number, weekday=weekday), *days)
        ranged = ranged or _is_range(match["join"])
        start = max(start - _LOOKBACK, floor) + match.start()
    return replace(mention, days=days, ranged=ranged, start=start)


def _is_range(join: str) -> bool:
    return join.lower().startswith(_RANGE_JOINS)


def _year_before(day: Day, later: Day) -> int | None:
    """Return the year of a day from that of a later one: `30.12. bis 2.1.2025` begins in 2024."""
    return later.year - ((day.month, day.day) > (later.month, later.day)) if later.year else None


def _joined(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    """Join complete days to a list or range: `02.02.2024, bis Samstag, 03.02.2024`, `13.02.+14.02.`."""
    between = text[first.end : second.start]
    match = _BETWEEN.fullmatch(between) if len(between) < _LOOKBACK else None
    if match is None or match["join"] == ",":
        return None
    later = second.days[-1]
    days = tuple(replace(day, year=day.year or _year_before(day, later)) for day in first.days)
    ranged = first.ranged or second.ranged or _is_range(match["join"])
    return DateMention((*days, *second.days), ranged, start=first.start, end=second.end)
