"""Addresses of the register as people might write them, and whether what comes back is right."""

from __future__ import annotations

import random
import string
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.model import Point, Precision, Venue
from tourkarte.places.distance import distance
from tourkarte.places.register.answers import Found
from tourkarte.places.register.matching import match
from tourkarte.places.register.streets import street_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.register_data import Address
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.register.index import Register

_SAME_M: Final = 1.0
_PLAIN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_WITH_CODE: Final = 0.7
_PARTS: Final = ("{city}-{part}", "{city} ({part})", "{city}, OT {part}", "{city} {part}")


@dataclass(frozen=True, slots=True)
class Written:
    """An address as somebody writes it."""

    venue: Venue
    truth: Address
    kind: str


def plainly(address: Address, code: str | None) -> Venue:
    """Return the address as the register writes it."""
    return Venue(street=f"{address.street} {address.number}{address.suffix}", postal_code=code, city=address.city)


def _abbreviated(venue: Venue, _: Address, picker: random.Random) -> Venue:
    street = venue.street or ""
    for word, short in (
        ("straße", "str."),
        ("Straße", "Str."),
        ("platz", "pl."),
        ("Sankt", "St."),
        ("An der", "A. d."),
    ):
        street = street.replace(word, short)
    return replace(venue, street=street.replace("-", picker.choice("- ")))


def _transliterated(venue: Venue, _: Address, picker: random.Random) -> Venue:
    street, city = (venue.street or "").translate(_PLAIN), (venue.city or "").translate(_PLAIN)
    return replace(venue, street=picker.choice((street, street.upper(), street.lower())), city=city)


def _misspelt(venue: Venue, address: Address, picker: random.Random) -> Venue:
    name = address.street
    at = picker.choice([index for index, letter in enumerate(name) if letter.isalpha()])
    letter = picker.choice(string.ascii_lowercase)
    slips = (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    )
    return replace(venue, street=f"{picker.choice(slips)} {address.number}{address.suffix}")


def _suffix_spaced(venue: Venue, address: Address, picker: random.Random) -> Venue:
    suffix = picker.choice((address.suffix, address.suffix.upper()))
    number = picker.choice(
        (f"{address.number} {suffix}", f"{address.number}  {suffix}", f"Nr. {address.number}{suffix}")
    )
    return replace(venue, street=f"{address.street} {number}".strip())


def _with_part(venue: Venue, address: Address, picker: random.Random) -> Venue:
    part = address.part or picker.choice(("Mitte", "Ehrenfeld", "Marxloh", "Bad Holz"))
    return replace(venue, city=picker.choice(_PARTS).format(city=address.city, part=part))


KINDS: Final[dict[str, Callable[[Venue, Address, random.Random], Venue]]] = {
    "abbreviated": _abbreviated,
    "transliterated": _transliterated,
    "misspelt": _misspelt,
    "suffix spaced": _suffix_spaced,
    "part of town": _with_part,
}


def code_of(gazetteer: Gazetteer, address: Address) -> str | None:
    """Return the postal code whose point is the nearest one in the address's municipality."""
    point = Point(lat=address.lat, lon=address.lon)
    places = [
        place
        for place in gazetteer.postal_places(address.ags[:5])
        if (found := gazetteer.municipality_of(place)) and found.ags == address.ags
    ]
    return min(places, key=lambda place: distance(place.point, point)).code if places else None


def written(addresses: Sequence[Address], gazetteer: Gazetteer, seed: int = 2) -> list[Written]:
    """Return each address, written in one of the ways."""
    picker = random.Random(seed)  # noqa: S311 -- reproducible, not secret
    found = []
    for address in addresses:
        kind = picker.choice(tuple(KINDS))
        code = code_of(gazetteer, address) if picker.random() < _WITH_CODE else None
        found.append(Written(KINDS[kind](plainly(address, code), address, picker), address, kind))
    return found


def elsewhere(register: Register, gazetteer: Gazetteer, addresses: Sequence[Address], seed: int = 3) -> Counter[str]:
    """Return what comes back for streets in towns that have no such street: none of them may be found."""
    picker = random.Random(seed)  # noqa: S311 -- reproducible, not secret
    index = register.current()
    counts: Counter[str] = Counter()
    for address in addresses:
        other = picker.choice(addresses)
        if not index.streets(index.by_ags[other.ags], street_key(address.street)):
            answer = match(register, gazetteer, replace(plainly(address, None), city=other.city))
            exact = isinstance(answer, Found) and answer.hit.precision is Precision.ADDRESS
            counts["claimed exact" if exact else type(answer).__name__] += 1
    return counts


def judge(register: Register, gazetteer: Gazetteer, lines: Sequence[Written]) -> tuple[Counter[str], list[str]]:
    """Return how many answers were right, and what was wrong with the others."""
    counts: Counter[str] = Counter()
    wrong = []
    for line in lines:
        answer = match(register, gazetteer, line.venue)
        verdict = _verdict(answer, line.truth)
        counts[verdict] += 1
        counts[f"{line.kind}: all"] += 1
        counts[f"{line.kind}: right"] += verdict.startswith("right")
        if not verdict.startswith("right"):
            wrong.append(f"{verdict}: {line.venue} is {line.truth}: {answer}")
    return counts, wrong


def _verdict(answer: object, truth: Address) -> str:
    if not isinstance(answer, Found):
        return type(answer).__name__
    hit = answer.hit
    if hit.precision is Precision.ADDRESS:
        if distance(hit.point, Point(lat=truth.lat, lon=truth.lon)) < _SAME_M:
            return "right house"
        return "wrong, claimed exact, doubted" if answer.doubts else "wrong, claimed exact"
    same_street = hit.address.startswith(f"{truth.street} ") and hit.ags == truth.ags
    return "right street" if same_street else "wrong street"
