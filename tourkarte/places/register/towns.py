"""Which municipalities an address may mean, by its city and its postal code.

Cities are given with their part of town in many notations: `Duisburg-Marxloh`, `Bad Belzig, OT Dippmannsdorf`, `Köln
(Ehrenfeld)`. The register knows one state only, and the names of its towns are not rare elsewhere: whatever says that
another Halle is meant, ends the search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt
from tourkarte.places.names import key
from tourkarte.places.register.numbers import plain
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tourkarte.model import Venue
    from tourkarte.places.gazetteer import Gazetteer, PostalPlace
    from tourkarte.places.register.entries import Town
    from tourkarte.places.register.index import Index

_GERMAN_CODE: Final = 5
_REGION: Final = 2  # digits of a postal code that tell where in the country it is
_WORD_FOR_PART: Final = re.compile(r"^(?:ot|ortsteil|stadtteil|stt|stadtbezirk)[. ]+", re.IGNORECASE)
_MARKED_PART: Final = re.compile(r"[,;]?\s+(?:OT|Ortsteil|Stadtteil|Stadtbezirk)\b[.:]?\s*", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"(?P<outside>[^()]+)\((?P<inside>[^()]+)\)?\s*")
_HERE: Final = frozenset(
    {"nrw", "nordrhein westfalen", "nordrhein westf", "deutschland", "germany", "de", "d", "westf", "rhld", "rheinland"}
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:baden|wuerttemberg|bayern|brandenburg|hessen|mecklenburg|vorpommern|niedersachsen|pfalz|saarland|saar|sachsen"
    r"|anhalt|schleswig|holstein|thueringen|oesterreich|austria|schweiz|switzerland|belgien|niederlande|luxemburg"
    r"|frankreich|polen|tirol|saale|spree|havel|oder|donau|neckar|mosel|elbe|main|odenwald|schwarzwald|allgaeu"
    r"|teutoburger|oldenburg|ostfriesland|eifel|westerwald)\b"
)
_FARTHER_ON: Final = re.compile(r"(?:a|am|an|auf|bei|b|i|im|in|ob|vor|unter|zu)\b")
_SIDE_BY_SIDE: Final = re.compile(r"\s*[-–—/,]\s*|\s+")
_MOST_PIECES: Final = 6
_MOST_SHOWN: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class City:
    """One way to read the city of an address.

    Attributes
    ----------
    whole
        Whether the name was written in full: `Halle (Westf.)`, not `Halle`.
    """

    town: Town
    part: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """Where to look for an address.

    Attributes
    ----------
    cities
        Those that the city's name means and the postal code does not rule out.
    others
        Those that the postal code means, where it contradicts the name.
    places
        The points of the postal code.
    missing
        Why there is nowhere to look.
    """

    cities: tuple[City, ...] = ()
    others: tuple[City, ...] = ()
    places: tuple[PostalPlace, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    missing: str = ""


def find_towns(index: Index, gazetteer: Gazetteer, venue: Venue) -> Towns:
    """Return where to look for an address."""
    city, code = plain(venue.city or ""), venue.postal_code or ""
    places = gazetteer.postal(code)
    if code and not places and (len(code) != _GERMAN_CODE or not gazetteer.postal_region(code[:_REGION])):
        return Towns(missing=f"Die Postleitzahl {code} liegt nicht in Nordrhein-Westfalen.")
    by_code = _of_code(index, gazetteer, places)
    if not city:
        return _by_code_alone(code, by_code, places)
    named = tuple(read_city(index, gazetteer, city))
    if code and not places:
        return _with_unknown_code(gazetteer, code, named)
    if not named:
        return _by_code_and_unknown_city(gazetteer, city, by_code, places)
    return _named(city, code, named, by_code, places)


def _named(
    city: str, code: str, named: tuple[City, ...], by_code: tuple[City, ...], places: tuple[PostalPlace, ...]
) -> Towns:
    if not code:
        return Towns(cities=named, doubts=_without_code(city, named))
    if both := tuple(each for each in named if any(each.town == other.town for other in by_code)):
        return Towns(cities=both, places=places)
    return Towns(cities=named, others=by_code, places=places)


def read_city(index: Index, gazetteer: Gazetteer, text: str) -> Iterator[City]:
    """Yield the municipalities that the city of an address may mean: those of the first reading that has some."""
    if _ELSEWHERE.search(fold(text)) and not _towns(index, gazetteer, text):
        return
    for name, part in _splits(text):
        if towns := _towns(index, gazetteer, name):
            found = [_city(town, name, part) for town in towns]
            if part and not all(each.whole for each in found):
                found = [each for each in found if each.town in index.with_part(part)]  # Halle (Saale) is another one
            if found:
                yield from found
                return
    yield from (City(town, text) for town in index.with_part(_WORD_FOR_PART.sub("", text)))


def _city(town: Town, name: str, part: str) -> City:
    if part and f" {key(part)} " in f" {key(town.name)} ":  # Mülheim (Ruhr)
        return City(town)
    return City(town, part, key(name) == key(town.name))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield town and part of town, in each way that people write both."""
    yield text, ""
    town, *parts = _MARKED_PART.split(text)
    if parts:
        yield town, parts[0]
    if found := _BRACKETS.fullmatch(text):
        outside, inside = found["outside"].strip(), _WORD_FOR_PART.sub("", found["inside"].strip())
        yield from ((outside, "" if fold(inside) in _HERE else inside), (inside, outside))
    pieces = [(each.start(), each.end()) for each in _SIDE_BY_SIDE.finditer(text)][-_MOST_PIECES:]
    for start, end in reversed(pieces):  # the longest town first: Castrop-Rauxel-Ickern
        part = _WORD_FOR_PART.sub("", text[end:]).strip(" ()")
        if not _FARTHER_ON.match(fold(part)):
            yield text[:start], "" if fold(part) in _HERE else part
    before, comma, after = text.rpartition(",")
    if comma:
        yield after.strip(), before.strip()


def _towns(index: Index, gazetteer: Gazetteer, name: str) -> list[Town]:
    by_ags = (index.by_ags.get(each.ags) for each in gazetteer.municipalities(name))
    return list(dict.fromkeys([*(town for town in by_ags if town), *index.named(name)]))


def _of_code(index: Index, gazetteer: Gazetteer, places: Iterable[PostalPlace]) -> tuple[City, ...]:
    found = (gazetteer.municipality_of(place) for place in places)
    towns = (index.by_ags.get(each.ags) for each in found if each)
    return tuple(City(town) for town in dict.fromkeys(town for town in towns if town))


def _by_code_alone(code: str, by_code: tuple[City, ...], places: tuple[PostalPlace, ...]) -> Towns:
    if by_code:
        return Towns(cities=by_code, places=places)
    return Towns(missing=f"Für die Postleitzahl {code} ist kein Ort bekannt." if code else "Der Ort fehlt.")


def _with_unknown_code(gazetteer: Gazetteer, code: str, named: Sequence[City]) -> Towns:
    """Return the towns that have postal codes nearby: a code may be mistyped or belong to a single large recipient."""
    near = {place.district for place in gazetteer.postal_region(code[:_REGION])}
    fitting = tuple(each for each in named if each.town.ags[:5] in near)
    if not fitting:
        return Towns(missing=f"Die Postleitzahl {code} gehört zu keinem Ort dieses Namens in Nordrhein-Westfalen.")
    doubt = Doubt("postal_code", f"Die Postleitzahl {code} ist in Nordrhein-Westfalen nicht bekannt.")
    return Towns(cities=fitting, doubts=(doubt,))


def _by_code_and_unknown_city(
    gazetteer: Gazetteer, city: str, by_code: tuple[City, ...], places: tuple[PostalPlace, ...]
) -> Towns:
    if not by_code or _ELSEWHERE.search(fold(city)):
        return Towns(missing=f"„{shown(city)}“ ist kein Ort des Adressregisters von Nordrhein-Westfalen.")
    names = ", ".join(each.town.name for each in by_code)
    part = _WORD_FOR_PART.sub("", city)
    known = gazetteer.is_place(city) or any(f" {key(part)}" in f" {key(place.place)}" for place in places)
    doubt = Doubt("city", f"„{shown(city)}“ ist keine bekannte Gemeinde; nach der Postleitzahl gesucht in {names}.")
    return Towns(
        cities=tuple(City(each.town, part) for each in by_code), places=places, doubts=() if known else (doubt,)
    )


def _without_code(city: str, named: Sequence[City]) -> tuple[Doubt, ...]:
    """Return a doubt if the city's name alone does not tell which one is meant."""
    if all(each.whole for each in named):
        return ()
    names = ", ".join(each.town.name for each in named)
    return (Doubt("city", f"„{shown(city)}“ ohne Postleitzahl ist als {names} gelesen."),)


def shown(text: str) -> str:
    """Return what an address says, fit to be quoted in a sentence."""
    seen = plain(text)
    return seen if len(seen) <= _MOST_SHOWN else f"{seen[: _MOST_SHOWN - 1]}…"
