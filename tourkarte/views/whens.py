"""Days and times as words, in the language of the visitor."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.dates import format_date

from tourkarte import language
from tourkarte.language import _

if TYPE_CHECKING:
    import datetime as dt

"""What Babel calls the languages: English is written as the British do, day before month."""
_PATTERNS: Final = {
    "de": {
        "long": "EEEE, d. MMMM y",
        "long, no year": "EEEE, d. MMMM",
        "figures": "EEEEEE dd.MM.y",
        "figures, no year": "EEEEEE dd.MM.",
        "short": "EE, d. MMMM",
        "shortest": "EEEEEE d.M.",
        "day": "d. MMMM y",
        "day, no year": "d. MMMM",
    },
    "en": {
        "long": "EEEE, d MMMM y",
        "long, no year": "EEEE, d MMMM",
        "figures": "EE dd/MM/y",
        "figures, no year": "EE dd/MM",
        "short": "EE, d MMMM",
        "shortest": "EE d MMM",
        "day": "d MMMM y",
        "day, no year": "d MMMM",
    },
}


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
        begins = self.start and _("Beginn {time} Uhr").format(time=self.start)
        ends = self.end and _("Ende {time} Uhr").format(time=self.end)
        return list(filter(None, [begins, ends]))

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
            return self.time or _("Uhrzeit offen")
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


def long_date(day: dt.date, *, with_year: bool = True) -> str:
    """Return the day as „Mittwoch, 2. August 2017“."""
    return _date(day, "long" if with_year else "long, no year")


def figures_date(day: dt.date, *, with_year: bool = True) -> str:
    """Return the day as „Mi 02.08.2017“."""
    return _date(day, "figures" if with_year else "figures, no year")


def short_date(day: dt.date) -> str:
    """Return the day as „Mi, 2. August“."""
    return _date(day, "short")


def shortest_date(day: dt.date) -> str:
    """Return the day as „Mi 2.8.“."""
    return _date(day, "shortest")


def month(day: dt.date, *, short: bool = False) -> str:
    """Return the day's month as „August 2017“, or short as „Aug. 2017“."""
    return _format(day, "MMM y" if short else "MMMM y", language.current())


def days_from_to(first: dt.date, last: dt.date, *, with_year: bool = True) -> str:
    """Return the range of days as „2.–4. August 2017“, as short as it can be; two years are always said."""
    with_year = with_year or first.year != last.year
    if first == last:
        start = ""
    elif (first.year, first.month) == (last.year, last.month):
        start = f"{first.day}–" if language.current() == "en" else f"{first.day}.–"
    else:
        start = _date(first, "day, no year" if first.year == last.year else "day") + " – "
    return start + _date(last, "day" if with_year else "day, no year")


def clock_words(start: str, end: str) -> str:
    """Return „11:00 Uhr“, „11:00–12:30 Uhr“, „bis 12:30 Uhr“, or nothing where no time is known."""
    if not start:
        return _("bis {time} Uhr").format(time=end) if end else ""
    return _("{time} Uhr").format(time=f"{start}–{end}" if end else start)


def _date(day: dt.date, pattern: str) -> str:
    spoken = language.current()
    return _format(day, _PATTERNS[spoken][pattern], spoken)


@cache  # by language too, or one visitor would read another's
def _format(day: dt.date, pattern: str, spoken: str) -> str:
    said = format_date(day, pattern, locale=language.LOCALES[spoken])
    if spoken == "de" and pattern.startswith("EE") and not pattern.startswith("EEEE,"):
        return said.replace(".", "", 1)  # Babel's „Mi.“: a short weekday needs no point
    return said
