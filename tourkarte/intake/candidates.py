"""Doubt a field where the passage of its appointment holds a second candidate for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import depth_at
from tourkarte.intake.sender import SENDER
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeVar

    from tourkarte.intake.addresses import PostalCity, Street
    from tourkarte.intake.entries import Entry
    from tourkarte.intake.whens import When

    Found = TypeVar("Found", When, Street, PostalCity)

_SQUARE: Final = re.compile(r"(?i:platz|markt)$")
_BARE: Final = re.compile(
    r"\b(?!\w*(?i:park|sport|spiel|arbeits|ausbildungs|stell|studien|fest|schau|flug|fußball|super|floh|weihnachts)(?i:platz|markt))"
    r"(?:[A-ZÄÖÜ][\w-]+(?:platz|straße|strasse|gasse|allee|chaussee|damm|ufer|markt)"
    r"|(?:[A-ZÄÖÜ]\w+(?:er|en)|Neue|Alte) (?:Platz|Straße|Markt|Ufer|Allee|Damm|Ring))(?!\w| ?[0-9]|-)",
)
_SENDER_LENGTH: Final = 80
_NEAR: Final = 1000
"""Characters behind the time of an appointment in which another time could be its own."""


def about_candidates(
    entry: Entry, whens: Sequence[When], streets: Sequence[Street], postals: Sequence[PostalCity]
) -> Iterator[Doubt]:
    """Return the doubts about times, streets and postal codes of which the passage names more than one."""
    yield from _about_times(entry, whens)
    yield from _about_number(entry)
    street, code = entry.fields.street, entry.fields.postal_code
    for other in _inside(entry, streets):
        if _is_sender(entry.text, other.end):
            break
        if other.sure and not (street and street[0] < other.end and other.start < street[1]):
            yield Doubt("street", f"Im Text steht auch „{entry.text[other.start : other.end]}“.")
            break
    for place in _inside(entry, postals):
        if _is_sender(entry.text, place.end):
            break
        if not (code and entry.text[code[0] : code[1]] == place.code):
            yield Doubt("postal_code", f"Im Text steht auch {place.code} {entry.text[place.city_start : place.end]}.")
            break


def _about_number(entry: Entry) -> Iterator[Doubt]:
    """Return a doubt about a square without a number, or about a street that was not read as one."""
    street = entry.value("street")
    if street:
        if _SQUARE.search(street):
            yield Doubt("street", f"„{street}“ steht ohne Hausnummer; ist das die Straße oder der Ort?")
        return
    found = _BARE.search(entry.text, entry.stop.start, min(entry.stop.end, entry.stop.when.end + _NEAR))
    if found and not entry.fields.online:
        yield Doubt("street", f"Im Text steht „{found[0]}“, ohne Hausnummer; ist das die Straße?")


def _is_sender(text: str, end: int) -> bool:
    """Whether an address is followed by a telephone or the like, as in a letterhead."""
    return SENDER.search(text, end, end + _SENDER_LENGTH) is not None


def _about_times(entry: Entry, whens: Sequence[When]) -> Iterator[Doubt]:
    known = {entry.begin, entry.finish, None}
    for when in _inside(entry, whens):
        if when.silent or when.begin in known or when.start > entry.stop.when.end + _NEAR:
            continue
        if not depth_at(entry.text, entry.stop.start, when.start):
            yield Doubt("start", f"Im Text steht auch {when.begin:%H:%M} Uhr.")
            return


def _inside(entry: Entry, found: Sequence[Found]) -> Iterator[Found]:
    """Return what stands in the passage of an appointment; `found` is in the order of the text."""
    first = bisect_left(found, entry.stop.start, key=lambda each: each.start)
    for number in range(first, len(found)):  # a slice would copy the rest of the document for each appointment
        each = found[number]
        if each.end > entry.stop.end:
            return
        yield each
