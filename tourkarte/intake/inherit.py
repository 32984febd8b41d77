"""Fill in what a document states once for several appointments: a place, the hours, a day.

Limits: a place is taken over from a block of its own above the list, from a sentence about all appointments, or from
the only one that states its address. Whatever was concluded is marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.entries import PLACE_FIELDS
from tourkarte.intake.sender import SENDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.intake.addresses import PostalCity
    from tourkarte.intake.entries import Entry
    from tourkarte.intake.fields import FieldReader, Fields
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout


_SAME_PLACE: Final = re.compile(
    r"\bebenda\b|\b(?:am |an )?(?:selben|gleichen|demselben) Ort|\bselben Tag und Ort|\bgleicher Ort|\bebendort\b",
    re.IGNORECASE,
)
_FOR_ALL: Final = re.compile(
    r"\b(?:Ort (?:aller|der|für alle)\s(?:\w+\s)?\w+(?:\sist|:)|"
    r"alle (?:Termine|Veranstaltungen|Treffen|Führungen|Vorträge)\s(?:sind|finden|beginnen)|"
    r"(?:wo|soweit|sofern|wenn|falls)\s(?:\w+\s){0,2}nichts anderes (?:steht|angegeben|vermerkt|dabeisteht|genannt))\b"
    r"(?: ist)?:?",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"\s*(?:und|sowie|,|/|\+|&)\s*(?:von\s)?")
_BLOCK_LENGTH: Final = 400
"""Characters that an address with its house and room takes at most."""


def share_places(layout: Layout, entries: Sequence[Entry], postals: Iterable[PostalCity], reader: FieldReader) -> None:
    """Give a place that stands alone above several appointments to those that name none."""
    common = _common_places(layout, entries, postals, reader)
    for entry in entries:
        fields = entry.fields
        if entry.is_addressed or fields.online:
            continue
        number = bisect_left(common, entry.stop.start, key=lambda each: each[0]) - 1
        day = entry.stop.day
        if number >= 0 and day and common[number][0] > day.start:
            place = common[number][1]
            own = reader.city_of(fields)
            if own and place.city and own not in layout.text[slice(*place.city)]:
                continue  # `14 Uhr: Zentrum Lünen`, under an address in Dortmund
            fields.street, fields.postal_code, fields.city = place.street, place.postal_code, place.city
            fields.venue = fields.venue or place.venue
            fields.room = fields.room or place.room


def share_general_place(layout: Layout, entries: Sequence[Entry], reader: FieldReader) -> None:
    """Give the address of a sentence about all appointments to those without one: `Ort aller Termine ist …`."""
    for match in _FOR_ALL.finditer(layout.text):
        line = layout.line_at(match.start())
        place = reader.read_place(match.end(), line.end)
        if not place.postal_code and "dort" in layout.text[match.end() : line.end]:
            place = reader.read_place(
                layout.text.rfind("(", line.start, match.start()) + 1 or line.start, match.start()
            )
        if not (place.postal_code or (place.street and place.city)):
            continue
        for entry in entries:
            if not (entry.is_addressed or entry.fields.online):
                entry.fields.street, entry.fields.postal_code, entry.fields.city = (
                    place.street,
                    place.postal_code,
                    place.city,
                )
        return


def _common_places(
    layout: Layout, entries: Sequence[Entry], postals: Iterable[PostalCity], reader: FieldReader
) -> list[tuple[int, Fields]]:
    """Return the addresses outside of all stops, except the sender's."""
    found: list[tuple[int, Fields]] = []
    spans = [(entry.stop.start, entry.stop.reach) for entry in entries]
    number = block_end = 0
    for postal in postals:
        while number < len(spans) and spans[number][1] <= postal.start:
            number += 1
        if postal.start < block_end or (number < len(spans) and spans[number][0] <= postal.start):
            continue
        start, end = _block(layout, postal.start)
        block_end = end
        if end - start < _BLOCK_LENGTH and not SENDER.search(layout.text, start, end):
            found.append((postal.start, reader.read_place(start, end)))
    return found


def _block(layout: Layout, position: int) -> Range:
    number = layout.number_at(position)
    first = last = number
    while first > 0 and layout.lines[first - 1].block == layout.lines[number].block:
        first -= 1
    while last + 1 < len(layout.lines) and layout.lines[last + 1].block == layout.lines[number].block:
        last += 1
    return layout.lines[first].start, layout.lines[last].end


def repeat_places(entries: Sequence[Entry]) -> None:
    """Give the place of the item before to one that refers to it: `ebenda`, `10 bis 12 Uhr und 14 bis 16 Uhr`."""
    for before, entry in pairwise(entries):
        refers = _SAME_PLACE.search(entry.text, entry.stop.start, entry.stop.end) or _AND.fullmatch(
            entry.text, before.stop.when.end, entry.stop.when.start
        )
        if refers and not entry.fields.postal_code:
            for name in ("street", "postal_code", "city"):
                if not getattr(entry.fields, name):
                    setattr(entry.fields, name, getattr(before.fields, name))
                    entry.inferred.add(name)


def share_only_place(
    layout: Layout, entries: Sequence[Entry], postals: Iterable[PostalCity], reader: FieldReader
) -> None:
    """Give the only address of all appointments to those that say nothing of where they are; a person should look."""
    addressed = [entry for entry in entries if entry.fields.street or entry.fields.postal_code]
    if not all(entry.fields.postal_code or (entry.value("street") or "")[-1:].isdigit() for entry in addressed):
        return  # a square without a number is not known to be the only one
    if not addressed:
        apart = _common_places(layout, entries, postals, reader)
        if len(apart) == 1:
            _give(apart[0][1], entries)
        return
    known = {(entry.value("street"), entry.value("postal_code"), entry.value("city")) for entry in addressed}
    cities = {entry.value("city") for entry in entries} - {None}
    if len(known) != 1 or len(cities) > 1:
        return
    _give(addressed[0].fields, entries)


def _give(place: Fields, entries: Sequence[Entry]) -> None:
    """Give a place that stands elsewhere in the text to those that say nothing of where they are."""
    for entry in entries:
        if not (entry.is_addressed or entry.fields.venue or entry.fields.online):
            for name in ("street", "postal_code", "city"):
                setattr(entry.fields, name, getattr(place, name))
                entry.inferred.add(name)
            entry.fields.venue = place.venue


def share_times(entries: Sequence[Entry]) -> list[Entry]:
    """Give the hours, and the place, that a heading states without a day to the days listed below it."""
    kept: list[Entry] = []
    hours: Entry | None = None
    for entry in entries:
        if hours and entry.begin is None and entry.finish is None and entry.stop.when.dated:
            if kept[-1] is hours:
                kept.pop()
            entry.begin, entry.finish = hours.begin, hours.finish
            entry.hours = hours.stop
            entry.fields.title = entry.fields.title or hours.fields.title
            if not entry.is_placed:
                for name in PLACE_FIELDS:
                    setattr(entry.fields, name, getattr(hours.fields, name))
        else:
            hours = None if entry.stop.day else entry
        kept.append(entry)
    return kept


def share_only_day(entries: Sequence[Entry]) -> list[Entry]:
    """Give the day that all others have to an appointment that stands above it and names none."""
    days = {entry.resolved.date for entry in entries if entry.resolved.date}
    if len(days) == 1 and not any(entry.last for entry in entries):
        resolved = next(entry.resolved for entry in entries if entry.resolved.date)
        for entry in entries:
            if entry.stop.day is None and entry.begin:
                entry.resolved = resolved
                entry.inferred.add("date")
    return list(entries)
