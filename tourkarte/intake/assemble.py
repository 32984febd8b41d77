"""Put drafts together: days resolved, what is stated once filled in, doubles merged, doubts named."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tourkarte.intake.agenda import without_agenda, without_doubles, without_headings
from tourkarte.intake.candidates import about_candidates
from tourkarte.intake.cities import conclude_cities, share_cities
from tourkarte.intake.doubts import find_doubts
from tourkarte.intake.entries import PLACE_FIELDS, Entry
from tourkarte.intake.headlines import document_title, share_titles
from tourkarte.intake.inherit import (
    repeat_places,
    share_general_place,
    share_only_day,
    share_only_place,
    share_places,
    share_times,
)
from tourkarte.intake.off import find_cancelled, find_moved, is_new_day, is_sure
from tourkarte.intake.stops import lasts
from tourkarte.intake.unread import find_unread, name_unread
from tourkarte.intake.years import Calendar, Resolved, read_calendar
from tourkarte.model import Draft, Span, Venue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.dates import DateMention, Day
    from tourkarte.intake.fields import FieldReader
    from tourkarte.intake.normalise import Normal
    from tourkarte.intake.people import People
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop
    from tourkarte.intake.unread import Unread
    from tourkarte.intake.whens import When
    from tourkarte.places.gazetteer import Gazetteer


_TAIL: Final = " \n\t-#|*>•"
_BESIDE: Final = re.compile(
    r"\b(?:(?P<before>tags zuvor|am (?:tag davor|vortag))|am tag darauf|tags darauf|am (?:nächsten|folgenden) tag)\b",
    re.IGNORECASE,
)
_NEAR: Final = 200
_EACH: Final = re.compile(r"\bjeweils\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """What the earlier steps found in one document.

    Attributes
    ----------
    written
        The day that the file itself names as its own.
    """

    normal: Normal
    layout: Layout
    whens: Sequence[When]
    postals: Sequence[PostalCity]
    streets: Sequence[Street]
    people: People
    written: dt.date | None = None


def assemble(document: Document, stops: Sequence[Stop], reader: FieldReader, gazetteer: Gazetteer) -> list[Draft]:
    """Return the drafts of all stops, in the order of the text."""
    calendar = _calendar(document)
    entries = share_only_day(list(_entries(document, stops, reader, calendar)))
    share_places(document.layout, entries, document.postals, reader)
    entries = without_agenda(document.layout.text, share_times(entries))
    share_cities(entries)
    share_titles(document.layout, entries)
    entries = without_headings(document.layout, entries)
    share_general_place(document.layout, entries, reader)
    entries = without_doubles(entries)
    repeat_places(entries)
    share_only_place(document.layout, entries, document.postals, reader)
    conclude_cities(document.layout, entries, gazetteer, document.people)
    host = _host(document, stops)
    return [_draft(document, entry, calendar, gazetteer, host) for entry in entries]


def unread_passages(document: Document, stops: Sequence[Stop], drafts: Sequence[Draft]) -> list[Unread]:
    """Return what a person should know about the document as a whole: the passages that were not read."""
    dates = {draft.date for draft in drafts if draft.date}
    unread = find_unread(document.layout, document.whens, stops, _calendar(document), dates)
    return list(name_unread(document.layout, document.normal, unread, stops))


def _calendar(document: Document) -> Calendar:
    dated = [when for when in document.whens if when.dated]
    issued = [when.date for when in dated if when.issue and when.date]
    return read_calendar(document.normal.source, [when.date for when in dated if when.date], issued, document.written)


def _entries(document: Document, stops: Sequence[Stop], reader: FieldReader, calendar: Calendar) -> Iterator[Entry]:
    text = document.layout.text
    title = document_title(document.layout)
    in_stop = title is not None and any(stop.start < title[1] and title[0] < stop.end for stop in stops)
    above = title if title and not in_stop else (0, 0)
    all_off, all_moved = find_cancelled(text, *above), find_moved(text, *above)
    for stop, after in zip_longest(stops, stops[1:]):
        off = find_cancelled(text, stop.start, stop.end) or all_off
        floor = above[0] if off and off == all_off else stop.start
        moved = _moved(text, stop, after) or (all_moved if off else None)
        for day in _days(text, stop):
            sure = off is not None and is_sure(text, off, floor, day.day if day else None)
            resolved = _shifted(text, stop, calendar.resolve(day)) if day else _on_weekday(stop, calendar)
            yield Entry(
                stop,
                day,
                resolved,
                reader.read(stop),
                text,
                stop.when.begin,
                stop.when.finish or (stop.closing.finish if stop.closing else None),
                _last_day(text, stop, resolved, calendar),
                cancelled=off if sure else None,
                perhaps_off=None if sure else off,
                moved=moved,
            )


def _shifted(text: str, stop: Stop, resolved: Resolved) -> Resolved:
    """Return the day after or before the one that is named above, where the text says so: `Am Tag darauf`."""
    own = stop.day is None or stop.day.start >= stop.start
    match = None if own else _BESIDE.search(text, stop.start, stop.when.end)
    if match is None or resolved.date is None:
        return resolved
    return Resolved(resolved.date + dt.timedelta(days=-1 if match["before"] else 1), inferred=True)


def _on_weekday(stop: Stop, calendar: Calendar) -> Resolved:
    """Return the day of a stop that names none or no more than a weekday."""
    date = stop.day.date if stop.day else None
    day = calendar.on_weekday(date.weekday) if date and date.weekday is not None else None
    if date and date.offset is not None:
        day = calendar.after_issue(date.offset)
    return Resolved(day, inferred=day is not None)


def _days(text: str, stop: Stop) -> tuple[Day | None, ...]:
    """Return the days on which a stop is an appointment of its own."""
    date = stop.day.date if stop.day else None
    if date is None or not date.days:
        return (None,)
    return date.days[:1] if _lasts(text, date) else date.days


def _lasts(text: str, date: DateMention) -> bool:
    """Whether several days are one appointment; `jeweils 14 Uhr` makes one of each."""
    end = text.find("\n", date.end, date.end + _NEAR)
    end = date.end + _NEAR if end < 0 else end
    return lasts(date) and (date.ranged or not _EACH.search(text, date.end, end))


def _moved(text: str, stop: Stop, after: Stop | None) -> Range | None:
    """Return the words that say that a stop is moved away: its own, or those that lead to its new day."""
    if stop.day and is_new_day(text, stop.day.start):
        return None
    end = stop.end
    if after and after.day and is_new_day(text, after.day.start) and "\n" not in text[stop.when.end : after.when.start]:
        end = after.end
    return find_moved(text, stop.start, end)


def _host(document: Document, stops: Sequence[Stop]) -> dict[str, Range]:
    """Return the person whose appointments these are: the only one who is named above the first of them."""
    above = document.people.within(0, stops[0].start if stops else 0)
    return above if len(above) == 1 else {}


def _last_day(text: str, stop: Stop, first: Resolved, calendar: Calendar) -> dt.date | None:
    date = stop.day.date if stop.day else None
    if first.date is None or date is None or not date.days or not _lasts(text, date):
        return None
    return calendar.last_day(date.days[-1], first.date)


def _draft(document: Document, entry: Entry, calendar: Calendar, gazetteer: Gazetteer, host: dict[str, Range]) -> Draft:
    normal = document.normal
    people = document.people.within(entry.stop.start, entry.stop.end) or host
    title = entry.value("title")
    centre = gazetteer.centre(title) if title else None
    start, end = _stripped(normal.text, entry.stop.start, entry.stop.end)
    return Draft(
        date=entry.resolved.date,
        start=entry.begin,
        end=entry.finish,
        title=title,
        centre=centre.district if centre else None,
        venue=Venue(
            name=entry.value("venue"),
            room=entry.value("room"),
            street=entry.value("street"),
            postal_code=entry.value("postal_code"),
            city=entry.value("city"),
        ),
        cancelled=entry.cancelled is not None,
        end_date=entry.last,
        moved=entry.moved is not None,
        people=tuple(people),
        doubts=(
            *find_doubts(entry, calendar.issued, gazetteer),
            *about_candidates(entry, document.whens, document.streets, document.postals),
        ),
        source=normal.span(start, end),
        spans={
            **{name: (span,) for name, span in _spans(normal, entry, named_centre=centre is not None)},
            **({"people": tuple(normal.span(*where) for where in people.values())} if people else {}),
        },
    )


def _spans(normal: Normal, entry: Entry, *, named_centre: bool) -> Iterator[tuple[str, Span]]:
    """Return the passage of the document that each field was read from."""
    day, hours = entry.stop.day, entry.hours or entry.stop
    when = hours.when
    if day and day.date and entry.resolved.date:
        yield "date", normal.span(day.date.start, day.date.end)
        if entry.last:
            yield "end_date", normal.span(day.date.start, day.date.end)
    if when.time and when.begin:
        yield "start", normal.span(when.time.start, when.time.end)
    closing = when if when.finish else hours.closing
    if closing and closing.time and closing.finish:
        yield "end", normal.span(closing.time.start, closing.time.end)
    for name in ("title", *PLACE_FIELDS):
        if found := getattr(entry.fields, name):
            yield name, normal.span(*found)
    if named_centre and entry.fields.title:
        yield "centre", normal.span(*entry.fields.title)
    if entry.cancelled:
        yield "cancelled", normal.span(*entry.cancelled)
    if entry.moved:
        yield "moved", normal.span(*entry.moved)


def _stripped(text: str, start: int, end: int) -> Range:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), start + len(passage.rstrip(_TAIL))
