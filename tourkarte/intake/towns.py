"""Whether a town exists, and whether its postal code is its own: the one rule for texts and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.words import is_known_city
from tourkarte.model import Doubt
from tourkarte.places.elsewhere import elsewhere
from tourkarte.places.names import is_part_of
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.places.gazetteer import Gazetteer

_GERMAN_LENGTH: Final = 5
_PART: Final = re.compile(r"-|,? OT |, | \(|/")
_COMMON: Final = {"bad"}  # `Bad Belzig` is `Belzig` to the directory
_REGION: Final = 2
"""Leading digits of a postal code that all codes of a town share, those of its large recipients too."""


def about_town(code: str | None, city: str, gazetteer: Gazetteer, source: str = "im Text") -> Doubt | None:
    """Return what is doubtful about a town and its postal code, if there is one; `source` is where both stand."""
    known = _is_known(city, gazetteer)
    if code is None:
        return None if known else Doubt("city", f"„{city}“ steht nicht im Ortsverzeichnis.")
    if len(code) < _GERMAN_LENGTH or _fits(code, city, gazetteer):
        return None
    where = ", ".join(sorted(set(_places(code, gazetteer))))
    if not where:
        return Doubt("postal_code", f"Die Postleitzahl {code} steht nicht im Verzeichnis; bitte prüfen.")
    if known:
        return Doubt("postal_code", f"Die Postleitzahl {code} gehört zu {where}, {source} steht {city}.")
    return Doubt("city", f"„{city}“ steht nicht im Ortsverzeichnis, die Postleitzahl {code} gehört zu {where}.")


def _names(city: str) -> Iterator[str]:
    """Return the town, and the one of which it names a part: `Duisburg-Marxloh`, `Bad Belzig, OT Dippmannsdorf`."""
    yield city
    if (part := _PART.split(city, 1)[0]) != city:
        yield part


def _places(code: str, gazetteer: Gazetteer) -> Sequence[str]:
    return [place.place for place in gazetteer.postal(code)] or elsewhere().postal(code)


def _codes(name: str, gazetteer: Gazetteer) -> Iterator[str]:
    yield from gazetteer.codes(name)
    yield from elsewhere().codes(name)


def _is_known(city: str, gazetteer: Gazetteer) -> bool:
    return any(
        is_known_city(name, gazetteer) or gazetteer.is_place(name) or elsewhere().codes(name) for name in _names(city)
    )


def _fits(code: str, city: str, gazetteer: Gazetteer) -> bool:
    """Whether the town has the postal code, lies in its district, or, if it is no code of a place, has such codes."""
    places = _places(code, gazetteer)
    districts = {place.district for place in gazetteer.postal(code)}
    for name in _names(city):
        if any(town.district in districts for town in gazetteer.municipalities(name)):
            return True
        if any(is_part_of(place, name) or _words(name) <= _words(place) for place in places):
            return True
        if not places and any(each[:_REGION] == code[:_REGION] for each in _codes(name, gazetteer)):
            return True
    return False


def _words(name: str) -> set[str]:
    return set(fold(name).split()) - _COMMON
