"""Days and times as German words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.dates import format_date

if TYPE_CHECKING:
    import datetime as dt

LOCALE: Final = "de"


class When(NamedTuple):
    """The days of an appointment, which for most are the same, and what is known of its times.

    Attributes
    ----------
    start, end
        HH:MM on the first and on the last day, empty where not known.
    """

    first: dt.date
    last: dt.date
    start: str
    end: str

    @property
    def is_long(self) -> bool:
        """Whether it takes several days."""
        return self.last > self.first

    @property
    def time(self) -> str:
        """„11:00–12:30 Uhr“ for one day, „Beginn 11:00 Uhr, Ende 12:30 Uhr“ for several; empty where not known."""
        return ", ".join(self.time_lines)

    @property
    def time_lines(self) -> list[str]:
        """The same, line by line; the times of the first and the last day are together no time of each day."""
        if not self.is_long:
            return list(filter(None, [clock_words(self.start, self.end)]))
        return list(filter(None, [self.start and f"Beginn {self.start} Uhr", self.end and f"Ende {self.end} Uhr"]))

    @property
    def days(self) -> str:
        """„Mittwoch, 2. August 2017“ or „2.–4. August 2017“."""
        return days_from_to(self.first, self.last) if self.is_long else long_date(self.first)

    @property
    def full(self) -> str:
        """Days and time, written out."""
        return ", ".join(filter(None, [self.days, self.time]))

    @property
    def under_its_day(self) -> str:
        """What is to be said where the first day stands above already."""
        if not self.is_long:
            return self.time or "Uhrzeit offen"
        return self.full

    @property
    def short_days(self) -> str:
        """„Mi, 2. August“ or „2.–4. August“."""
        return days_from_to(self.first, self.last, with_year=False) if self.is_long else short_date(self.first)

    @property
    def figure_lines(self) -> list[str]:
        """„Mi 02.08.2017“, or „Mi 02.08. –“ and „Fr 04.08.2017“."""
        first = figures_date(self.first, with_year=self.first.year != self.last.year)
        return [f"{first} –", figures_date(self.last)] if self.is_long else [figures_date(self.first)]

    def beside(self, other: When) -> str:
        """Return in few words what tells it from `other`: its days, or on the same days its time."""
        if (self.first, self.last) == (other.first, other.last):
            return self.time
        with_year = {self.first.year, self.last.year} != {other.first.year}
        if self.is_long:
            return days_from_to(self.first, self.last, with_year=with_year)
        return long_date(self.first, with_year=with_year)


@cache
def long_date(day: dt.date, *, with_year: bool = True) -> str:
    """Return the day as „Mittwoch, 2. August 2017“."""
    return format_date(day, "EEEE, d. MMMM y" if with_year else "EEEE, d. MMMM", locale=LOCALE)


@cache
def figures_date(day: dt.date, *, with_year: bool = True) -> str:
    """Return the day as „Mi 02.08.2017“."""
    return format_date(day, "EEEEEE dd.MM.y" if with_year else "EEEEEE dd.MM.", locale=LOCALE).replace(".", "", 1)


@cache
def short_date(day: dt.date) -> str:
    """Return the day as „Mi, 2. August“."""
    return format_date(day, "EE, d. MMMM", locale=LOCALE).replace(".,", ",", 1)


@cache
def days_from_to(first: dt.date, last: dt.date, *, with_year: bool = True) -> str:
    """Return the range of days as „2.–4. August 2017“, as short as it can be; two years are always said."""
    with_year = with_year or first.year != last.year
    if first == last:
        start = ""
    elif (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}.–"
    else:
        start = format_date(first, "d. MMMM" if first.year == last.year else "d. MMMM y", locale=LOCALE) + " – "
    return start + format_date(last, "d. MMMM y" if with_year else "d. MMMM", locale=LOCALE)


def clock_words(start: str, end: str) -> str:
    """Return „11:00 Uhr“, „11:00–12:30 Uhr“, „bis 12:30 Uhr“, or nothing where no time is known."""
    if not start:
        return f"bis {end} Uhr" if end else ""
    return f"{start}–{end} Uhr" if end else f"{start} Uhr"
