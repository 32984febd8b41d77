"""Fill in what a document states once for several appointments: a place, a city, a title.

Limits: a place is taken over from a block of its own above the list, a city from the item before, a title from
the heading. Whatever was concluded rather than taken over from a heading is marked as inferred.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.entries import PLACE_FIELDS
from tourkarte.intake.labels import LABEL
from tourkarte.intake.sender import SENDER
from tourkarte.intake.words import is_known_city, is_known_place, names_house

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tourkarte.intake.addresses import PostalCity
    from tourkarte.intake.entries import Entry
    from tourkarte.intake.fields import FieldReader, Fields
    from tourkarte.intake.people import People
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.segment import Layout
    from tourkarte.places.gazetteer import Gazetteer

_OFFICE: Final = re.compile(
    r"\b(?:Stadt|Landeshauptstadt|Hansestadt|Gemeinde|Magistrat)\s(?P<city>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöü]+)?)\b"
    r"|^(?P<dateline>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöü]+)?)\s\((?:ots|OTS|RK|APA|dpa)\b",
    re.MULTILINE,
)
_NAME: Final = re.compile(r"[A-ZÄÖÜ][a-zäöüßé]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*")
_TITLE_LENGTH: Final = 200
_HEAD_LINES: Final = 30
_LETTERHEAD: Final = re.compile(
    r"""
    (?:presse|medien)\w*(?:\ (?:nr|nummer)\b.*|\ vom\b.*|[\ \d/-]*)$|(?:termin)?(?:hinweise?|einladung|liste)$|
    an\ die\b|seite\ \d|telefon|tel\.|fax|sehr\ geehrte|guten\ tag|liebe\b|hrsg|datum|veröffentlicht|nr\.|termine$|
    (?:ministerium|staatskanzlei|landtag)\b|[\W\d]*+(?:[a-zä]++[\W\d]*+)?$|[^\n]*@|(?:damen|herren|redaktionen)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTED: Final = re.compile(r"[:.!?](?:\s|$)")
_NUMBERING: Final = re.compile(r"[0-9]{1,2}[.)]\s")
_TELLING: Final = 3
_SHORT_LINE: Final = 150
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
_NOUNS_TOO: Final = frozenset({"Essen", "Wetter", "Lage", "Halle", "Alpen", "Much"})
_LONGEST_NOUN: Final = 30
_FAR_ABOVE: Final = 30
"""Lines above an item among which the item that it stands under is looked for."""
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


def share_cities(entries: Sequence[Entry]) -> None:
    """Give the city of the item before to an item of the same list that has no place beside its time."""
    for before, entry in pairwise(entries):
        if entry.key != before.key or not _is_bare_item(entry) or entry.fields.online:
            continue
        if before.fields.city and not before.fields.street and not before.fields.postal_code:
            entry.fields.city = before.fields.city
            entry.inferred.add("city")


def _is_bare_item(entry: Entry) -> bool:
    """Whether an item's first line holds nothing but its time, and nothing in it is an address."""
    if entry.is_addressed:
        return False
    rest = entry.text[entry.stop.when.end : entry.stop.end]
    return not rest.partition("\n")[0].strip(" :.,")


def conclude_cities(layout: Layout, entries: Sequence[Entry], gazetteer: Gazetteer, people: People) -> None:
    """Take a city from the names where it is not stated: `Stadtbibliothek Stuttgart`, a heading `Berlin`.

    A city that another appointment states is known in a name, too. If all appointments that state one state the same,
    and one of them with its postal code, it is that of a house or a street without a city.
    """
    title = document_title(layout)
    stated = {entry.value("city"): entry.fields.city for entry in entries if entry.fields.city}
    named = {city for city in stated if city}
    coded = any(entry.fields.postal_code and entry.fields.city for entry in entries)
    only = next(iter(stated.values())) if coded and len(stated) == 1 else None
    only = only or _city_of_office(layout, gazetteer)
    for entry in entries:
        if entry.fields.city or entry.fields.online:
            continue
        heading = entry.stop.heading
        above = (heading.start, heading.end) if heading else None
        for place in (entry.fields.venue, entry.fields.title, above, title):
            if place and (city := _city_in(layout.text, place, gazetteer, named, people)):
                entry.fields.city = city
                entry.inferred.add("city")
                break
        else:
            if only and (entry.fields.street or entry.fields.venue):
                entry.fields.city = only
                entry.inferred.add("city")


def _city_of_office(layout: Layout, gazetteer: Gazetteer) -> Range | None:
    """Return the city whose office invites, if only one is called so: `Die Stadt Nürnberg hört zu`."""
    found = {match[match.lastgroup or 0]: match.span(match.lastgroup or 0) for match in _OFFICE.finditer(layout.text)}
    known = [where for city, where in found.items() if is_known_place(city, gazetteer)]
    return known[0] if len(known) == 1 else None


def _city_in(text: str, place: Range, gazetteer: Gazetteer, named: Collection[str], people: People) -> Range | None:
    taken = list(people.within(*place).values())
    for match in reversed(list(_NAME.finditer(text, *place))):
        name = match[0]
        if any(start <= match.start() < end for start, end in taken) or not _could_mean_city(text, match, place[0]):
            continue
        # `Kölner` and `Karlsruher` hold the name of the city, `Bremer` does not.
        shorter = (name[:-1], name[:-2]) if name.endswith("er") else ()
        following = _NAME.match(text, match.end() + 1)
        of_house = bool(shorter and following and names_house(following[0]))  # `Eichstätter Erlöserkirche`
        for city in (name, *shorter):
            if city in named or is_known_city(city, gazetteer) or (of_house and is_known_place(city, gazetteer)):
                return match.start(), match.start() + len(city)
    return None


def repeat_places(entries: Sequence[Entry]) -> None:
    """Give the place of the item before to one that refers to it: `ebenda`, `am selben Tag und Ort`."""
    for before, entry in pairwise(entries):
        if _SAME_PLACE.search(entry.text, entry.stop.start, entry.stop.end) and not entry.fields.postal_code:
            for name in ("street", "postal_code", "city"):
                if not getattr(entry.fields, name):
                    setattr(entry.fields, name, getattr(before.fields, name))
                    entry.inferred.add(name)


def share_only_place(entries: Sequence[Entry]) -> None:
    """Give the only address of all appointments to those that say nothing of where they are; a person should look."""
    addressed = [entry for entry in entries if entry.fields.street or entry.fields.postal_code]
    if not all(entry.fields.postal_code or (entry.value("street") or "")[-1:].isdigit() for entry in addressed):
        return  # a square without a number is not known to be the only one
    known = {(entry.value("street"), entry.value("postal_code"), entry.value("city")) for entry in addressed}
    if len(known) != 1 or any(entry.fields.city and not entry.fields.street for entry in entries):
        return
    place = addressed[0].fields
    for entry in entries:
        if not (entry.is_addressed or entry.fields.venue or entry.fields.online):
            for name in ("street", "postal_code", "city"):
                setattr(entry.fields, name, getattr(place, name))
                entry.inferred.add(name)
            entry.fields.venue = place.venue


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


def _could_mean_city(text: str, match: re.Match[str], floor: int) -> bool:
    """Whether a name that is a common noun as well is led to as a city is: `in Essen`, `Rathaus Essen`."""
    if match[0] not in _NOUNS_TOO:
        return True
    before = text[max(floor, match.start() - _LONGEST_NOUN) : match.start()].split()
    return bool(before) and (before[-1] in ("in", "nach", "Stadt", "aus") or names_house(before[-1]))


def share_titles(layout: Layout, entries: Sequence[Entry]) -> None:
    """Give the heading, or else the title of the document, to appointments without a title of their own."""
    title = document_title(layout)
    for entry in entries:
        if entry.fields.title is None:
            entry.fields.title = _above_label(layout, entry) or _parent(layout, entry) or _heading(entry) or title
            entry.inferred.add("title")


def _above_label(layout: Layout, entry: Entry) -> Range | None:
    """Return the short line that stands directly above labels: `2. Vollübung` above `Zeit:`."""
    number = layout.number_at(entry.stop.start)
    if not entry.stop.labelled or not number or layout.lines[number].start != entry.stop.start:
        return None
    above = layout.lines[number - 1]
    start = _NUMBERING.match(layout.text, above.start, above.end)
    first = start.end() if start else above.start
    words = layout.text[first : above.end]
    if above.heading or above.block != layout.lines[number].block or LABEL.match(words) or words[-1:] in ".:,;!":
        return None
    return (first, above.end) if _TELLING < len(words) < _SHORT_LINE and words[0].isupper() else None


def _parent(layout: Layout, entry: Entry) -> Range | None:
    """Return the item of a nested list that an item stands under, above its day."""
    number = layout.number_at(entry.stop.start)
    line = layout.lines[number]
    day = entry.stop.day
    for above in reversed(layout.lines[max(0, number - _FAR_ABOVE) : number]):
        if not line.bullet or not above.bullet:
            break
        if above.indent < line.indent:
            if not (day and day.date and above.start <= day.date.start < above.end):
                return above.start, above.end
            line = above
    return None


def _heading(entry: Entry) -> Range | None:
    heading = entry.stop.heading
    return (heading.start, heading.end) if heading and heading.end - heading.start < _TITLE_LENGTH else None


def document_title(layout: Layout) -> Range | None:
    """Return the title of the document: that of the front matter, the first heading or the first telling line."""
    if title := layout.meta.get("title"):
        return title
    heads = [line for line in layout.lines[:_HEAD_LINES] if not _LETTERHEAD.match(layout.text, line.start, line.end)]
    first = next((line for line in heads if line.heading), None) or next(iter(heads), None)
    if first is None or LABEL.match(layout.text, first.start):
        return None
    end = first.end
    if end - first.start > _TITLE_LENGTH:
        parted = _PARTED.search(layout.text, first.start, first.start + _TITLE_LENGTH)
        end = parted.start() if parted else first.start
    return (first.start, end) if end > first.start else None
