"""Read an invitation: text in, drafts of appointments out.

The steps are modules of their own, from plain values to plain values: `normalise` takes the markup away, `segment`
finds lines and headings, `dates`, `times` and `addresses` find what is written in a known notation, `whens` joins days
and times, `anchors` and `stops` cut the text into appointments, `fields` and `people` read each of them and `assemble`
puts the drafts together. This one only passes the results on.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tourkarte.intake.addresses import find_postal_cities, find_streets
from tourkarte.intake.assemble import Document, assemble, unread_passages
from tourkarte.intake.dates import find_dates
from tourkarte.intake.fields import FieldReader
from tourkarte.intake.normalise import normalise
from tourkarte.intake.people import find_people
from tourkarte.intake.pieces import overlaps
from tourkarte.intake.segment import segment
from tourkarte.intake.stops import find_stops
from tourkarte.intake.times import find_times
from tourkarte.intake.trailing import with_what_leads
from tourkarte.intake.whens import find_whens

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from tourkarte.intake.addresses import Street
    from tourkarte.model import Draft, Span
    from tourkarte.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one document.

    Attributes
    ----------
    text
        The document as it was given; all spans of the drafts are of it.
    warnings
        German sentences on what a person should know about the document as a whole.
    unread
        The passages that the warnings name as not read, in the order of the text.
    """

    text: str
    drafts: tuple[Draft, ...]
    warnings: tuple[str, ...] = ()
    unread: tuple[Span, ...] = ()


def read(text: str, gazetteer: Gazetteer, *, written: dt.date | None = None) -> Reading:
    """Return the appointments that a document announces.

    Parameters
    ----------
    written
        The day that the file itself names as its own, such as when an e-mail was sent. It says which year is meant
        where the text does not.
    """
    normal = normalise(text)
    layout = segment(normal.text)
    body = normal.text
    streets = find_streets(body)
    dates = [date for date in find_dates(body) if not _covers(streets, date.start, date.end)]
    times = find_times(body)
    whens = [when for when in find_whens(layout, dates, times) if when.start >= layout.body] if layout.lines else []
    days = [(date.start, date.end) for date in dates]
    streets = [each for each in streets if not overlaps(days, (each.start, each.end))]  # `Am 1. Mai`
    postals = find_postal_cities(body, gazetteer)
    places = sorted([each.start for each in streets if each.sure] + [each.start for each in postals])
    stops = with_what_leads(layout, find_stops(layout, whens, places), places)
    reader = FieldReader(
        layout, gazetteer, streets=streets, postals=postals, holes=[(when.start, when.end) for when in whens]
    )
    people = find_people(body, gazetteer, [(street.start, street.end) for street in streets])
    document = Document(normal, layout, whens, postals, streets, people, written)
    drafts = assemble(document, stops, reader, gazetteer)
    unread = unread_passages(document, stops, drafts)
    return Reading(
        text, tuple(drafts), tuple(each.sentence for each in unread), tuple(sorted({each.span for each in unread}))
    )


def _covers(streets: Sequence[Street], start: int, end: int) -> bool:
    """Whether a day is part of a street's name: `Straße des 17. Juni 135`."""
    number = bisect_right(streets, start, key=lambda street: street.start) - 1
    return number >= 0 and streets[number].end > end
