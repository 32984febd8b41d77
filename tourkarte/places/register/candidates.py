"""The streets that an address may mean, by its name as it was written or as it may have been meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt, Precision
from tourkarte.places.register.picking import pick
from tourkarte.places.register.spelling import spelt_in_full, spelt_nearly
from tourkarte.places.register.streets import spaced_key, split_name, street_key
from tourkarte.places.register.towns import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.places.register.entries import Spelling, Street
    from tourkarte.places.register.index import Index
    from tourkarte.places.register.numbers import Reading
    from tourkarte.places.register.picking import Picked
    from tourkarte.places.register.towns import City

_MOST_STREETS: Final = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A street that fits, with what the number means on it."""

    street: Street
    city: City
    picked: Picked
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether the register has the very house."""
        return self.picked.precision is Precision.ADDRESS


def named(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[Candidate]:
    """Return the streets by the name that was written: in the first reading that there is such a street for."""
    for at, reading in enumerate(lines):
        if found := _streets(index, cities, reading):
            rest = (_streets(index, cities, each) for each in lines[at + 1 :] if not each.loose and not each.numbers)
            return _better(found, next((each for each in rest if each), []))
    return []


def _better(found: list[Candidate], other: list[Candidate]) -> list[Candidate]:
    """Return the candidates of two readings: `Ring 3` is a house of the Ring, unless there is a street `Ring 3`."""
    return [*(each for each in found if each.is_exact), *other] if other else found


def _streets(index: Index, cities: Sequence[City], reading: Reading) -> list[Candidate]:
    key = street_key(reading.street)
    doubts = tuple(_doubts(reading))
    found = [(street, city) for city in cities for street in index.streets(city.town, key)] if key else []
    spaced = spaced_key(reading.street)
    found = [each for each in found if spaced_key(split_name(each[0].name)[0]) == spaced] or found
    return [
        Candidate(street, city, pick(index, street, reading.numbers), doubts) for street, city in found[:_MOST_STREETS]
    ]


def _doubts(reading: Reading) -> Iterator[Doubt]:
    if reading.crossing:
        yield Doubt("street", "Genannt sind zwei Straßen; der Punkt liegt auf der ersten.")
    if reading.partly:
        street = shown(reading.street)
        yield Doubt("street", f"Von der Anschrift ist nur die Straße „{street}“ gelesen; der Punkt ist ihre Mitte.")


def abbreviated(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[Candidate]:
    """Return the street whose name was written with short words, if there is only one such name."""
    for reading in lines:
        names = [(city, each) for city in cities for each in spelt_in_full(reading.street, index.spellings(city.town))]
        if len(names) == 1:
            return list(_meant(index, *names[0], reading))
    return []


def misspelt(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[Candidate]:
    """Return the streets whose names are nearly what was written.

    A name that streets elsewhere have is not misspelt: who writes `Ostplatz` does not mean the Postplatz.
    """
    for reading in lines:
        meant = not reading.loose and not index.is_common(street_key(reading.street))
        found = list(_nearly(index, cities, reading)) if meant else []
        if found:
            return found
    return []


def similar(index: Index, cities: Sequence[City], lines: Sequence[Reading]) -> list[str]:
    """Return the names of streets that are nearly what was written, whether or not they may be meant."""
    for reading in lines:
        spellings = (spelt_nearly(reading.street, index.spellings(city.town)) for city in cities if not reading.loose)
        if names := [spelling.name for each in spellings for spelling in each]:
            return names
    return []


def _nearly(index: Index, cities: Sequence[City], reading: Reading) -> Iterator[Candidate]:
    for city in cities:
        for spelling in spelt_nearly(reading.street, index.spellings(city.town)):
            yield from _meant(index, city, spelling, reading)


def _meant(index: Index, city: City, spelling: Spelling, reading: Reading) -> Iterator[Candidate]:
    doubt = Doubt("street", f"„{shown(reading.street)}“ ist als „{spelling.name}“ gelesen.")
    for street in index.streets(city.town, spelling.key):
        yield Candidate(street, city, pick(index, street, reading.numbers), (doubt, *_doubts(reading)))
