"""Say which calendar dates the days of a document are.

Most invitations write the year once and then no more. It follows from a full period around the day, from the date of
the document, or from the years that are named at all; the weekday, where one is written, chooses between them.

Limits: without any year in the document and any date of its file there is no date, however likely the next may be.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.dates import DateMention, Day

_BARE_YEAR: Final = re.compile(r"(?<![0-9.])(?:19[89][0-9]|20[0-9]{2})(?![0-9])")
_REFERENCE: Final = re.compile(r"\s*+(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-[0-9]{1,3}\b")
_WEEK: Final = 7
_SHORT: Final = 2
_HALF_A_YEAR: Final = 6
_MOST_YEARS: Final = 10
_MOST_PERIODS: Final = 200


@dataclass(frozen=True, slots=True)
class Resolved:
    """A calendar date and how sure it is.

    Attributes
    ----------
    date
        None where nothing in the document says which year is meant.
    inferred
        Whether the year is neither written at the day nor confirmed by its weekday or by a full date elsewhere.
    contradicted
        Whether the weekday that is written belongs to another date.
    """

    date: dt.date | None
    inferred: bool = False
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a document says about the years of its days.

    Attributes
    ----------
    issued
        The date of the document itself.
    years
        Years that it names, the most frequent first.
    periods
        First and last day of what is written with a year.
    written
        The day that the file itself names as its own, such as an e-mail's; weaker than all that the text says.
    """

    issued: dt.date | None
    years: tuple[int, ...]
    periods: tuple[tuple[dt.date, dt.date], ...] = ()
    written: dt.date | None = None

    def resolve(self, day: Day) -> Resolved:
        """Return the date of `day`."""
        if day.year is not None:
            return _dated(day, day.year)
        options = self._options(day)
        for year in options:
            resolved = _dated(day, year)
            if resolved.date and not resolved.contradicted:
                return replace(resolved, inferred=day.weekday is None and not self._confirms(resolved.date))
        return replace(_dated(day, options[0]), inferred=True) if options else Resolved(None, inferred=True)

    def after_issue(self, days: int) -> dt.date | None:
        """Return the day that `heute` or `morgen` means."""
        own = self.issued or self.written
        return own + dt.timedelta(days=days) if own else None

    def on_weekday(self, weekday: int) -> dt.date | None:
        """Return the day that a weekday alone means: in the only short period, or in the week that begins as issued."""
        named = {day for period in self.periods for day in period if day.weekday() == weekday}
        if len(named) == 1:
            return next(iter(named))
        short = {first for first, last in self.periods if _SHORT <= (last - first).days < _WEEK}
        start = next(iter(short)) if len(short) == 1 else self.issued or self._only()
        return start + dt.timedelta(days=(weekday - start.weekday()) % _WEEK) if start else None

    def _only(self) -> dt.date | None:
        """Return the only day that is written with its year."""
        days = {day for period in self.periods for day in period}
        return next(iter(days)) if len(days) == 1 else None

    def last_day(self, day: Day, first: dt.date) -> dt.date | None:
        """Return the date of the last of several days; None if it is not after the first."""
        year = day.year or first.year + ((day.month, day.day) < (first.month, first.day))
        date = _dated(day, year).date
        return date if date and date > first else None

    def _options(self, day: Day) -> list[int]:
        """Return the years that may be meant, the likeliest first."""
        options = [
            first.year
            for first, last in self.periods
            if (first.month, first.day) <= (day.month, day.day) <= (last.month, last.day)
        ]
        if self.issued:
            options.append(_next_year(day, self.issued))
        options += self.years
        if self.written:
            options.append(_next_year(day, self.written))
        return options

    def _confirms(self, date: dt.date) -> bool:
        return any(first <= date <= last for first, last in self.periods)


def _next_year(day: Day, issued: dt.date) -> int:
    """Return the year of a day for a document of `issued`, which looks ahead: half a year before is the next year."""
    return issued.year + (issued.month - day.month > _HALF_A_YEAR)


def _dated(day: Day, year: int) -> Resolved:
    try:
        date = dt.date(year, day.month, day.day)
    except ValueError:
        return Resolved(None, contradicted=True)
    return Resolved(date, contradicted=day.weekday is not None and day.weekday != date.weekday())


def read_calendar(
    text: str, dates: Sequence[DateMention], issued: Sequence[DateMention], written: dt.date | None = None
) -> Calendar:
    """Collect what a document says about years; `issued` are the dates that are its own, the surest first."""
    own = next((_date(mention.days[0]) for mention in issued), None) or _reference(text)
    named = Counter(day.year for mention in dates for day in mention.days if day.year)
    bare = Counter(int(match[0]) for match in _BARE_YEAR.finditer(text))
    ranked = [year for year, _ in (named or bare).most_common(_MOST_YEARS)]
    periods = {(_date(mention.days[0]), _date(mention.days[-1])) for mention in dates if mention.days}
    known = sorted((first, last) for first, last in periods if first and last and first <= last)
    return Calendar(own, tuple(ranked), tuple(known[:_MOST_PERIODS]), written)


def _date(day: Day) -> dt.date | None:
    return dt.date(day.year, day.month, day.day) if day.year else None


def _reference(text: str) -> dt.date | None:
    """Read the date in a reference such as `210426-1-K` that opens police releases."""
    if match := _REFERENCE.match(text):
        try:
            return dt.date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    return None
