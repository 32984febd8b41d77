"""From an address as people write it to a house of the register.

Found, not found and ambiguous are different results. Where more than one street fits, what is in the address decides,
in this order: the part of town, whether the house exists, the postal code. What does not decide
clearly stays ambiguous: a wrong place that is claimed to be exact is the worst answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt, Precision
from tourkarte.places.names import key as town_key
from tourkarte.places.register.codes import Codes
from tourkarte.places.register.distance import distance
from tourkarte.places.register.numbers import readings
from tourkarte.places.register.picking import Picked, pick
from tourkarte.places.register.spelling import spelt_nearly
from tourkarte.places.register.streets import spaced_key, split_name, street_key
from tourkarte.places.register.towns import City, Towns, find_towns, shown
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.model import Point, Venue
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.register.index import Index, Register, Street
    from tourkarte.places.register.numbers import Reading

_LONGEST: Final = 200  # characters of a street or a city
_MOST_STREETS: Final = 50
_MOST_CANDIDATES: Final = 10
_ONE_PLACE_M: Final = 100.0
_NO_STREET: Final = frozenset(
    {"online", "digital", "virtuell", "postfach", "packstation", "n n", "nn", "wird bekanntgegeben"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A point that an address may have.

    Attributes
    ----------
    address
        As the register writes it: `Reichsweg 30, Aachen`.
    ags, municipality, part
        The municipality, and the part of town where the register names one.
    radius_m
        Radius in metres within which the address may well be; 0 is the house itself.
    """

    address: str
    ags: str
    municipality: str
    part: str
    point: Point
    precision: Precision
    radius_m: float


@dataclass(frozen=True, slots=True)
class Found:
    """The address is here; the doubts tell why a person should look at it."""

    hit: Hit
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The address is one of these, and nothing in it tells which."""

    hits: tuple[Hit, ...]
    reason: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFound:
    """The register does not have the address."""

    reason: str


Match = Found | Ambiguous | NotFound


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A street that fits, with what the number means on it."""

    street: Street
    city: City
    picked: Picked
    doubts: tuple[Doubt, ...] = ()


def match(register: Register, gazetteer: Gazetteer, venue: Venue) -> Match:
    """Return where an address is.

    Raises
    ------
    RegisterError
        If there is no usable index.
    """
    street = venue.street or ""
    if len(street) > _LONGEST or len(venue.city or "") > _LONGEST:
        return NotFound(f"Das ist keine Anschrift: Straße und Ort haben bis zu {_LONGEST} Zeichen.")
    if not street.strip():
        return NotFound("Die Straße fehlt.")
    if fold(street).rstrip(" 0123456789") in _NO_STREET:
        return NotFound(f"„{shown(street)}“ ist keine Straße.")
    index = register.current()
    towns = find_towns(index, gazetteer, venue)
    if towns.missing:
        return NotFound(towns.missing)
    return _search(index, towns, Codes(gazetteer, towns.places), street)


def _search(index: Index, towns: Towns, codes: Codes, street: str) -> Match:
    lines = readings(street)
    candidates = _named(index, (*towns.cities, *towns.others), lines)
    candidates = candidates or _misspelt(index, towns.cities, lines) or _misspelt(index, towns.others, lines)
    if not candidates:
        names = ", ".join(dict.fromkeys(each.town.name for each in towns.cities))
        return NotFound(f"Eine Straße „{shown(street)}“ gibt es nicht in {names}.")
    left = _decide_between(candidates, towns, codes)
    doubts = (*towns.doubts, *_contradiction(left[0], towns))
    hits = tuple(_hit(index, each) for each in left[:_MOST_CANDIDATES])
    if len(left) > 1:
        names = "; ".join(dict.fromkeys(f"{hit.address}{f' ({hit.part})' if hit.part else ''}" for hit in hits))
        reason = f"Die Anschrift ist mehrdeutig, im Adressregister gibt es mehrere Orte für sie: {names}."
        return Ambiguous(hits, reason, doubts)
    return Found(hits[0], (*doubts, *left[0].doubts, *left[0].picked.doubts, *codes.doubts(hits[0].point)))


def _named(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[_Candidate]:
    """Return the streets by the name that was written: in the first reading that there is such a street for."""
    for at, reading in enumerate(lines):
        if found := _streets(index, cities, reading):
            rest = (_streets(index, cities, each) for each in lines[at + 1 :] if not each.loose and not each.numbers)
            return _better(found, next((each for each in rest if each), []))
    return []


def _better(found: list[_Candidate], other: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates of two readings: `Ring 3` is a house of the Ring, unless there is a street `Ring 3`."""
    return [*(each for each in found if _is_exact(each)), *other] if other else found


def _streets(index: Index, cities: Sequence[City], reading: Reading) -> list[_Candidate]:
    key = street_key(reading.street)
    doubts = (
        (Doubt("street", "Genannt sind zwei Straßen; der Punkt liegt auf der ersten."),) if reading.crossing else ()
    )
    found = [(street, city) for city in cities for street in index.streets(city.town, key)] if key else []
    spaced = spaced_key(reading.street)
    found = [each for each in found if spaced_key(split_name(each[0].name)[0]) == spaced] or found
    return [
        _Candidate(street, city, pick(index, street, reading.numbers), doubts) for street, city in found[:_MOST_STREETS]
    ]


def _misspelt(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[_Candidate]:
    """Return the streets whose names are nearly what was written."""
    for reading in lines:
        found = [] if reading.loose else list(_nearly(index, cities, reading))
        if found:
            return found
    return []


def _nearly(index: Index, cities: Sequence[City], reading: Reading) -> Iterator[_Candidate]:
    for city in cities:
        for spelling in spelt_nearly(reading.street, index.spellings(city.town)):
            doubt = Doubt("street", f"„{shown(reading.street)}“ ist als „{spelling.name}“ gelesen.")
            for street in index.streets(city.town, spelling.key):
                yield _Candidate(street, city, pick(index, street, reading.numbers), (doubt,))


def _decide_between(candidates: list[_Candidate], towns: Towns, codes: Codes) -> list[_Candidate]:
    """Return the candidates that are left; where city and postal code contradict each other, both may be right."""
    by_city = _decide([each for each in candidates if each.city in towns.cities], codes)
    by_code = _decide([each for each in candidates if each.city not in towns.cities], codes)
    if [_is_exact(each) for each in by_city] == [True] and not any(_is_exact(each) for each in by_code):
        return by_city
    return [*by_city, *by_code]


def _is_exact(candidate: _Candidate) -> bool:
    return candidate.picked.precision is Precision.ADDRESS


def _decide(candidates: list[_Candidate], codes: Codes) -> list[_Candidate]:
    """Return the candidates that are left: one if the address tells."""
    if len({each.street.key for each in candidates}) > 1:
        return candidates  # names that are equally near to what was written: nothing here tells which was meant
    left = [each for each in candidates if _in_part(each)] or candidates
    left = [each for each in left if _is_exact(each)] or left
    if len(left) > 1:
        left = _one_street(left)
    if len(left) > 1:
        meant = codes.tell_apart([(each.picked.point, each.city.town.ags) for each in left])
        left = left if meant is None else [left[meant]]
    return left


def _in_part(candidate: _Candidate) -> bool:
    """Whether the street lies in the part of town that the address names."""
    part = town_key(candidate.street.part)
    return bool(part) and part == town_key(candidate.city.part)


def _one_street(left: list[_Candidate]) -> list[_Candidate]:
    """Return one candidate if all are the same place: a street through two parts of town is in the register twice."""
    first = max(left, key=lambda each: each.street.houses)
    reach = max(distance(first.picked.point, each.picked.point) for each in left)
    if len({(each.street.town, each.street.key) for each in left}) > 1:
        return left
    if _is_exact(first) or first.picked.label:
        return [first] if reach <= _ONE_PLACE_M else left
    together = reach + max(each.street.radius_m for each in left)
    touching = all(
        each.street.code == first.street.code
        and distance(first.street.middle, each.street.middle)
        <= first.street.radius_m + each.street.radius_m + _ONE_PLACE_M
        for each in left
    )
    if not (touching and first.street.code):
        return left
    picked = Picked(first.picked.point, first.picked.precision, together, "", first.picked.doubts)
    return [_Candidate(first.street, first.city, picked, first.doubts)]


def _contradiction(chosen: _Candidate, towns: Towns) -> Iterator[Doubt]:
    """Yield a doubt if city and postal code mean different towns."""
    if towns.others:
        by_code = ", ".join(dict.fromkeys(each.town.name for each in towns.others))
        taken = chosen.city.town.name
        yield Doubt(
            "city" if chosen.city in towns.others else "postal_code",
            f"Zur Postleitzahl {towns.places[0].code} gehört {by_code}, nicht der genannte Ort; genommen ist {taken}.",
        )


def _hit(index: Index, chosen: _Candidate) -> Hit:
    street, picked = chosen.street, chosen.picked
    town = index.towns[street.town]
    line = f"{street.name} {picked.label}".strip()
    return Hit(
        address=f"{line}, {town.name}",
        ags=town.ags,
        municipality=town.name,
        part=street.part,
        point=picked.point,
        precision=picked.precision,
        radius_m=picked.radius_m,
    )
