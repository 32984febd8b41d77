"""Name what was not read: passages with a day or a time that ended in no appointment.

A made-up appointment costs more trust than a missed one, and a missed one more than one that is listed here. What is
known to announce nothing (the date of the release, a deadline) is not listed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tourkarte.intake.normalise import Normal
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.intake.whens import When
    from tourkarte.intake.years import Calendar

_LONGEST: Final = 80


def find_unread(
    whens: Sequence[When], stops: Sequence[Stop], calendar: Calendar, dates: Collection[dt.date]
) -> list[When]:
    """Return the places that say when and that neither a stop nor the date of an appointment accounts for."""
    starts = [stop.start for stop in stops]
    days = {stop.day.start for stop in stops if stop.day}
    found = []
    for when in whens:
        number = bisect_right(starts, when.start) - 1
        if when.silent or when.start in days or (number >= 0 and when.start < stops[number].end):
            continue
        if when.dated and when.date and not when.time:
            resolved = [calendar.resolve(day).date for day in when.date.days]
            if when.date.ranged or any(date in dates for date in resolved):
                continue
        elif not when.time:
            continue
        found.append(when)
    return found


def warnings(layout: Layout, normal: Normal, unread: Iterable[When]) -> Iterator[str]:
    """Return German sentences that name unread passages, one for each line."""
    breaks = [match.start() for match in re.finditer("\n", normal.source)]
    told = -1
    for when in unread:
        number = bisect_left(breaks, normal.span(when.start, when.end).start) + 1
        if number == told:
            continue
        told = number
        line = layout.line_at(when.start)
        passage = " ".join(layout.text[line.start : min(line.end, line.start + 2 * _LONGEST)].split())
        if line.end - line.start > _LONGEST:
            passage = " ".join(layout.text[when.start : when.start + _LONGEST].split()) + " …"
        yield f"Nicht als Termin gelesen, Zeile {number}: „{passage}“"
