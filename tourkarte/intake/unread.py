"""Name what was not read: passages with a day or a time that ended in no appointment.

A made-up appointment costs more trust than a missed one, and a missed one more than one that is listed here. What is
known to announce nothing (the date of the release, a deadline) is not listed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tourkarte.intake.labels import LABEL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tourkarte.intake.normalise import Normal
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.intake.whens import When
    from tourkarte.intake.years import Calendar
    from tourkarte.model import Span

_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage of the document as it was sent, and the German sentence that names it."""

    span: Span
    sentence: str


def find_unread(
    layout: Layout, whens: Sequence[When], stops: Sequence[Stop], calendar: Calendar, dates: Collection[dt.date]
) -> list[Range]:
    """Return the passages that say when and that neither a stop nor the date of an appointment accounts for."""
    found = [(when.start, when.end) for when in _unused(whens, stops, calendar, dates)]
    return sorted([*found, *_without_time(layout, whens)])


def _unused(
    whens: Sequence[When], stops: Sequence[Stop], calendar: Calendar, dates: Collection[dt.date]
) -> Iterator[When]:
    starts = [stop.start for stop in stops]
    days = {stop.day.start for stop in stops if stop.day}
    for when in whens:
        number = bisect_right(starts, when.start) - 1
        if when.silent or when.start in days or (number >= 0 and when.start < stops[number].end):
            continue
        if when.dated and when.date and not when.time:
            resolved = [calendar.resolve(day).date for day in when.date.days]
            if not when.date.ranged and not any(date in dates for date in resolved):
                yield when
        elif when.time:
            yield when


def _without_time(layout: Layout, whens: Sequence[When]) -> Iterator[Range]:
    """Return the lines that a label says to tell the time, and that tell none which can be read: `Wann: folgt`."""
    starts = [when.start for when in whens]
    for line, below in zip_longest(layout.lines, layout.lines[1:]):
        label = LABEL.match(layout.text, line.start, line.end)
        if not (label and label["when"]) or label.end() >= line.end:
            continue
        end = below.end if below else line.end  # the time may stand in the next line
        if bisect_left(starts, line.start) == bisect_left(starts, end):
            yield line.start, line.end


def name_unread(layout: Layout, normal: Normal, unread: Iterable[Range], stops: Sequence[Stop]) -> Iterator[Unread]:
    """Return unread passages with the sentences that name them, one for each line.

    The sentence quotes the line, which a person looks for; the span leaves out what of it an appointment was read from.
    """
    breaks = [match.start() for match in re.finditer("\n", normal.source)]
    told = -1
    for start, end in unread:
        number = bisect_left(breaks, normal.span(start, end).start) + 1
        if number == told:
            continue
        told = number
        line = layout.line_at(start)
        first, last = line.start, line.end
        passage = " ".join(layout.text[first : min(last, first + 2 * _LONGEST)].split())
        if last - first > _LONGEST:
            first, last = start, min(last, start + _LONGEST)
            passage = " ".join(layout.text[start : start + _LONGEST].split()) + " …"
        own = _between(stops, (start, end), min(first, start), max(last, end))
        yield Unread(_span(layout, normal, *own), f"Nicht als Termin gelesen, Zeile {number}: „{passage}“")


def _between(stops: Sequence[Stop], unread: Range, first: int, last: int) -> Range:
    """Return as much of `first` to `last` around an unread passage as no stop takes."""
    after = bisect_right(stops, unread[0], key=lambda stop: stop.start)
    if after and stops[after - 1].end <= unread[0]:
        first = max(first, stops[after - 1].end)
    if after < len(stops):
        last = max(unread[1], min(last, stops[after].start))
    return first, last


def _span(layout: Layout, normal: Normal, start: int, end: int) -> Span:
    passage = layout.text[start:end]
    return normal.span(start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip()))
