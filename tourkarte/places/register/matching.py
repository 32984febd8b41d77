"""From an address as people write it to a house of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt, Precision
from tourkarte.places.names import key as town_key
from tourkarte.places.register.answers import Ambiguous, Found, Hit, Match, NotFound
from tourkarte.places.register.candidates import abbreviated, misspelt, named, similar
from tourkarte.places.register.codes import Codes
from tourkarte.places.register.deciding import decide_between, several_streets
from tourkarte.places.register.numbers import readings
from tourkarte.places.register.towns import Towns, find_towns, shown
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.model import Venue
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.register.candidates import Candidate
    from tourkarte.places.register.index import Index, Register

_LONGEST: Final = 200  # characters of a street or a city
_MOST_CANDIDATES: Final = 10
_NO_STREET: Final = frozenset(
    {"online", "digital", "virtuell", "postfach", "packstation", "n n", "nn", "wird bekanntgegeben"}
)


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
    everywhere = (*towns.cities, *towns.others)
    candidates = named(index, everywhere, lines) or abbreviated(index, everywhere, lines)
    candidates = candidates or misspelt(index, towns.cities, lines) or misspelt(index, towns.others, lines)
    if not candidates:
        names = ", ".join(dict.fromkeys(each.town.name for each in towns.cities))
        alike = " oder ".join(f"„{name}“" for name in similar(index, towns.cities, lines))
        hint = f"; ähnlich heißt dort {alike}" if alike else ""
        return NotFound(f"Eine Straße „{shown(street)}“ gibt es nicht in {names}{hint}.")
    left = decide_between(candidates, towns, codes)
    doubts = (*towns.doubts, *_contradiction(left[0], towns), *_other_part(index, left[0], candidates))
    hits = tuple(_hit(index, each) for each in left[:_MOST_CANDIDATES])
    if len(left) > 1:
        names = "; ".join(dict.fromkeys(_told_apart(hits, codes)))
        reason = f"Die Anschrift ist mehrdeutig, im Adressregister gibt es mehrere Orte für sie: {names}."
        return Ambiguous(hits, reason, doubts)
    return Found(hits[0], (*doubts, *left[0].doubts, *left[0].picked.doubts, *codes.doubts(hits[0].point)))


def _told_apart(hits: Sequence[Hit], codes: Codes) -> list[str]:
    """Return each hit with as much beside its address as tells it from the others."""
    notes = [
        (
            hit.part,
            f"bei {code}" if (code := codes.nearest(hit.point, hit.ags)) else "",
            "Haus" if hit.precision is Precision.ADDRESS else "Straße",
        )
        for hit in hits
    ]
    names: list[str] = []
    for count in (1, 2, 3):
        beside = (", ".join(filter(None, note[:count])) for note in notes)
        names = [f"{hit.address} ({note})" if note else hit.address for hit, note in zip(hits, beside, strict=True)]
        if len(set(names)) == len(names):
            break
    return names


def _contradiction(chosen: Candidate, towns: Towns) -> Iterator[Doubt]:
    """Yield a doubt if city and postal code mean different towns."""
    if towns.others:
        by_code = ", ".join(dict.fromkeys(each.town.name for each in towns.others))
        taken = chosen.city.town.name
        yield Doubt(
            "city" if chosen.city in towns.others else "postal_code",
            f"Zur Postleitzahl {towns.places[0].code} gehört {by_code}, nicht der genannte Ort; genommen ist {taken}.",
        )


def _other_part(index: Index, chosen: Candidate, candidates: list[Candidate]) -> Iterator[Doubt]:
    """Yield a doubt if the street lies in another part of town than the address says, or may do so."""
    asked, there = chosen.city.part, chosen.street.part
    if not asked or town_key(asked) == town_key(there):
        return
    if there and chosen.city.town in index.with_part(asked):
        yield Doubt("city", f"Diese Straße liegt im Ortsteil {there}, genannt ist {shown(asked)}.")
    elif several_streets(candidates, chosen):
        reason = f"Mehrere Straßen heißen dort so, und bei keiner nennt das Adressregister {shown(asked)}."
        yield Doubt("city", reason)


def _hit(index: Index, chosen: Candidate) -> Hit:
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
