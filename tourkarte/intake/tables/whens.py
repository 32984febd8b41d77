"""When a row says that it takes place, over all of its columns that say something of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.intake.dates import WEEKDAY_NAMES, find_dates
from tourkarte.intake.tables.cells import as_text, is_nothing
from tourkarte.intake.tables.fits import weekday_in
from tourkarte.intake.tables.moments import Moment, read_clock, read_moment
from tourkarte.intake.years import read_calendar
from tourkarte.model import Doubt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from tourkarte.intake.dates import Day
    from tourkarte.intake.tables.grid import Cell
    from tourkarte.intake.years import Calendar


_MOST_DAYS: Final = 10
"""Days that one row may list, each for an appointment of its own."""


class NoDayError(Exception):
    """A row says nothing of its day that can be read; the message is a German sentence."""


@dataclass(frozen=True, slots=True)
class When:
    """A day and its times.

    Attributes
    ----------
    last
        The last day, where there are several.
    """

    date: dt.date
    last: dt.date | None
    start: dt.time | None
    end: dt.time | None
    doubts: tuple[Doubt, ...]


def calendar_of(texts: Iterable[str]) -> Calendar:
    """Return what the words around a table, its name and its days say of years."""
    text = "\n".join(texts)
    return read_calendar(text, [mention for mention in find_dates(text) if mention.days], [])


class WhenReader:
    """Reads the rows of one table.

    Parameters
    ----------
    calendar
        What is known of years.
    month_first
        Whether `8/2/2017` is the second of August in this table; None if nothing tells.
    """

    def __init__(self, calendar: Calendar, *, month_first: bool | None) -> None:
        self._calendar = calendar
        self._month_first = month_first

    def read(self, values: Mapping[str, Cell], above: Moment, *, headed: bool = False) -> list[When]:
        """Return the days that a row names, each for an appointment of its own.

        Parameters
        ----------
        values
            The row's cells by field.
        above
            The day of the rows above, which holds where the row's own cell is empty.
        headed
            Whether that day stands above them in a row of its own, so that it is meant for all of them.

        Raises
        ------
        NoDayError
            If there is no day.
        """
        moment = self.day_of(values)
        inherited = not moment.days and is_nothing(values.get("date"))
        if inherited:
            moment = replace(moment, days=above.days, ranged=above.ranged)
        if not moment.days:
            raise NoDayError(_no_day(values.get("date")))
        if len(moment.days) > _MOST_DAYS:
            raise NoDayError(f"Hier stehen {len(moment.days)} Tage; gelesen werden in einer Zeile bis zu {_MOST_DAYS}.")
        hours = _hours(values, moment)
        doubts = (
            [Doubt("date", "Das Datum steht nicht in dieser Zeile, sondern weiter oben.")]
            if inherited and not headed
            else []
        )
        until, closing = self._until(values)
        last = until or (moment.days[-1] if moment.ranged else None)
        stated = weekday_in(values.get("weekday"))
        found = []
        for each in moment.days[:1] if moment.ranged else moment.days:
            day = each if each.weekday is not None else replace(each, weekday=stated)
            date, about = self._date(day)
            if moment.swappable and day.weekday is None:
                about.append(_swapped(date))
            ends, too_early = self._last(last, date)
            if ends and _is_one_night(date, ends, hours, closing):
                ends = None
            about += too_early
            found.append(When(date, ends, hours.start, hours.end or closing, (*doubts, *about, *hours.doubts)))
        return found

    def day_of(self, values: Mapping[str, Cell]) -> Moment:
        """Return what the cell of the day says."""
        return read_moment(values.get("date"), month_first=self._month_first)

    def _until(self, values: Mapping[str, Cell]) -> tuple[Day | None, dt.time | None]:
        moment = read_moment(values.get("end_date"), month_first=self._month_first)
        if not moment.days:
            moment_of_end = read_clock(values.get("end"))
            moment = moment_of_end if moment_of_end.days else moment
        return (moment.days[-1] if moment.days else None), moment.end or moment.start

    def _date(self, day: Day) -> tuple[dt.date, list[Doubt]]:
        """Return the date of a day, and doubts about it."""
        resolved = self._calendar.resolve(day)
        if resolved.date is None:
            raise NoDayError(f"Zum {day.day}.{day.month}. steht in der Tabelle kein Jahr; bitte das Jahr ergänzen.")
        if resolved.contradicted and day.weekday is not None:
            named, real = WEEKDAY_NAMES[day.weekday], WEEKDAY_NAMES[resolved.date.weekday()]
            reason = f"Der {resolved.date:%d.%m.%Y} ist ein {real}, in der Tabelle steht {named}."
            return resolved.date, [Doubt("date", reason)]
        if resolved.inferred:
            reason = f"Das Jahr {resolved.date.year} steht nicht beim Tag, es ist erschlossen."
            return resolved.date, [Doubt("date", reason)]
        return resolved.date, []

    def _last(self, day: Day | None, first: dt.date) -> tuple[dt.date | None, list[Doubt]]:
        """Return the last day if it is later than the first, and a doubt if it is earlier."""
        last = self._calendar.resolve(day).date if day else None
        if last is None or last == first:
            return None, []
        if last > first:
            return last, []
        return None, [Doubt("date", f"Das Ende ({last:%d.%m.%Y}) liegt vor dem Beginn; es ist weggelassen.")]


def _is_one_night(first: dt.date, last: dt.date, hours: _Hours, closing: dt.time | None) -> bool:
    """Whether an appointment ends after midnight, which its times alone say."""
    end = hours.end or closing
    return (last - first).days == 1 and hours.start is not None and end is not None and end < hours.start


def _swapped(date: dt.date) -> Doubt:
    other = f"{date.month:02}.{date.day:02}.{date.year}"
    return Doubt("date", f"Gelesen ist der {date:%d.%m.%Y}; gemeint sein kann auch der {other}.")


def _no_day(cell: Cell) -> str:
    text = as_text(cell)
    if text is None or is_nothing(cell):
        return "Hier steht kein Datum; bitte ergänzen."
    return f"„{text[:80]}“ ist kein Datum; erlaubt ist zum Beispiel 02.08.2017 oder 2017-08-02."


@dataclass(frozen=True, slots=True)
class _Hours:
    start: dt.time | None
    end: dt.time | None
    doubts: tuple[Doubt, ...]


def _hours(values: Mapping[str, Cell], moment: Moment) -> _Hours:
    """Return start and end, and doubts about them; `moment` is what the day's own cell says."""
    first, last = read_clock(values.get("start")), read_clock(values.get("end"))
    start = first.start or moment.start
    end = last.end or last.start or first.end or moment.end
    doubts = [
        Doubt(field, f"„{(as_text(cell) or '')[:80]}“ ist keine Uhrzeit; erlaubt ist zum Beispiel 11:00.")
        for field, read in (("start", first), ("end", last))
        if not read and not is_nothing(cell := values.get(field))
    ]
    if start is None and not doubts and not (moment.all_day or first.all_day):
        doubts.append(Doubt("start", "In der Tabelle steht keine Uhrzeit."))
    return _Hours(start, end, tuple(doubts))
