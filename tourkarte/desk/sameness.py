"""Whether two records speak of the same town, house or venue, however it is written, and a word of the same text.

Limits: a misspelt town is believed only if something else of the address says the same, and where both are names of
towns, such as `Schmallenberg` and `Schmalenberg`, only if house and postal code do.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tourkarte.places import names
from tourkarte.places.elsewhere import elsewhere
from tourkarte.places.gazetteer import gazetteer
from tourkarte.places.houses import house_keys
from tourkarte.text import fold

if TYPE_CHECKING:
    from tourkarte.places.houses import Key
    from tourkarte.store.records import Facts

_KEPT: Final = 1 << 14
_folded = lru_cache(_KEPT)(fold)
_town_keys = lru_cache(_KEPT)(names.keys)
_SHORTEST: Final = 4
_LETTERS_FOR_A_SLIP: Final = 6
_ALIKE: Final = 0.85
_UMLAUT: Final = re.compile(r"([aou])e")
_DASH: Final = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_QUOTE: Final = re.compile("[„“”‟»«\"'‚‘’`´]")


class Agreement(Enum):
    """What two records say about the same thing."""

    SAME = auto()
    DIFFERENT = auto()
    UNSAID = auto()


def town(one: Facts, other: Facts) -> Agreement:
    """Return whether both name the same town; a misspelt one counts if house, postal code or venue bear it out."""
    if not (one.city and other.city):
        return Agreement.UNSAID
    if _same_town(one.city, other.city):
        return Agreement.SAME
    witnesses = _same_code(one, other) + (Agreement.SAME in {house(one, other), venue(one, other)})
    slip = witnesses and _is_slip(one.city, other.city)
    believed = slip and (witnesses > 1 or not (_is_town(one.city) and _is_town(other.city)))
    return Agreement.SAME if believed else Agreement.DIFFERENT


def house(one: Facts, other: Facts) -> Agreement:
    """Return whether both name the same house; a street without a number is a house's name here."""
    if not (one.street and other.street):
        return Agreement.UNSAID
    same = _folded(one.street) == _folded(other.street) or _houses(one.street) & _houses(other.street)
    return Agreement.SAME if same else Agreement.DIFFERENT


def venue(one: Facts, other: Facts) -> Agreement:
    """Return whether both name the same venue."""
    if not (one.venue and other.venue):
        return Agreement.UNSAID
    return Agreement.SAME if alike(one.venue, other.venue) >= _ALIKE else Agreement.DIFFERENT


def place(one: Facts, other: Facts) -> Agreement:
    """Return whether both mean the same place: what is told most exactly decides."""
    if town(one, other) is Agreement.DIFFERENT:
        return Agreement.DIFFERENT
    houses = house(one, other)
    if houses is not Agreement.UNSAID:
        return houses
    if one.postal_code and other.postal_code and one.postal_code != other.postal_code:
        return Agreement.DIFFERENT
    return venue(one, other)


def alike(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1; words may be added or stand in another order."""
    first, second = _folded(one), _folded(other)
    if first == second:
        return 1.0
    return max(fuzz.token_sort_ratio(first, second), 0.9 * fuzz.token_set_ratio(first, second)) / 100


def same_text(one: object, other: object) -> bool:
    """Whether two values read the same: PDF, Word and web page set blanks, dashes and quotation marks differently."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one) == plain(other)
    return one == other


@lru_cache(_KEPT)
def town_block(city: str) -> str:
    """Return what all ways to write a town have in common, bar misspellings: the first word of its name."""
    return names.key(city).partition(" ")[0]


@lru_cache(_KEPT)
def _same_town(one: str, other: str) -> bool:
    first, second = _town_keys(one), _town_keys(other)
    if not (first and second):
        return _folded(one) == _folded(other)
    if first[0] in second or second[0] in first:
        return True
    towns = gazetteer().municipalities
    both_known = towns(one) and towns(other)  # Bedburg-Hau is no part of Bedburg
    shorter, longer = sorted((first[0], second[0]), key=len)
    return not both_known and longer.startswith(f"{shorter} ")


@lru_cache(_KEPT)
def _is_slip(one: str, other: str) -> bool:
    """Whether one of the two names is the other with a slip; an umlaut is one letter."""
    first, second = (_UMLAUT.sub(r"\1", names.key(name)) for name in (one, other))
    shortest = min(len(first), len(second))
    bound = max(shortest // _LETTERS_FOR_A_SLIP, 1)
    return shortest >= _SHORTEST and OSA.distance(first, second, score_cutoff=bound) <= bound


@lru_cache(_KEPT)
def _is_town(name: str) -> bool:
    return gazetteer().is_place(name) or bool(elsewhere().codes(name))


@lru_cache(_KEPT)
def _houses(street: str) -> frozenset[Key]:
    return house_keys(street)


def _same_code(one: Facts, other: Facts) -> bool:
    return bool(one.postal_code) and one.postal_code == other.postal_code


@lru_cache(_KEPT)
def plain(text: str) -> str:
    """Return what all typographies of a text have in common."""
    bare = unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "")
    return " ".join(_QUOTE.sub("'", _DASH.sub("-", bare)).split())
