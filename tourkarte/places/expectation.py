"""What an address says about where it must lie, and whether its parts agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt
from tourkarte.places.distance import distance
from tourkarte.places.elsewhere import elsewhere
from tourkarte.places.names import is_part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Point, Venue
    from tourkarte.places.gazetteer import Gazetteer, Municipality, PostalPlace

_PART: Final = re.compile(r",?\s+(?:OT|Ortsteil|Stadtteil|Stadtbezirk)\b.*|\s*\(.*|\s*[-–/,].*")
_FARTHEST_M: Final = 15_000.0
"""How far an address may be from the point of its postal code; in this state none of 5,196 schools is farther."""


def towns(gazetteer: Gazetteer, city: str) -> tuple[Municipality, ...]:
    """Return the municipalities that a city means, with its part of town or without: `Duisburg-Marxloh`."""
    whole = gazetteer.municipalities(city)
    if whole or elsewhere().codes(city):  # Halle (Saale) is no part of Halle
        return whole
    return gazetteer.municipalities(_PART.sub("", city))


def expected_places(gazetteer: Gazetteer, venue: Venue, *, exactly: bool) -> frozenset[str]:
    """Return the AGS of the districts in which the address may lie; none if it does not tell.

    The city's name is believed before the postal code: a slip changes a digit more easily than a name. The postal
    code chooses between towns of the same name.

    Parameters
    ----------
    exactly
        Whether to return municipalities: the point of a house must lie in its town, that of a postal code need not.
    """
    cities = towns(gazetteer, venue.city or "")
    places = gazetteer.postal(venue.postal_code or "")
    coded = {place.district for place in places}
    both = [town for town in cities if town.district in coded] or cities
    if exactly and both:
        return frozenset(town.ags for town in both)
    return frozenset(town.district for town in both) or frozenset(coded)


def too_far(gazetteer: Gazetteer, venue: Venue, point: Point) -> PostalPlace | None:
    """Return the place of the postal code that a point is too far from to have it; None if it is near one of them."""
    places = gazetteer.postal(venue.postal_code or "")
    if any(distance(place.point, point) <= _FARTHEST_M for place in places):
        return None
    return places[0] if places else None


def lies_elsewhere(gazetteer: Gazetteer, venue: Venue) -> Doubt | None:
    """Return why an address is none of this state: its postal code and city are those of a place in another one."""
    code, city = venue.postal_code or "", venue.city or ""
    if not code or gazetteer.postal(code):
        return None
    places = elsewhere().postal(code) or elsewhere().postal(f"0{code}")  # a spreadsheet drops the leading zero
    home = next((place for place in places if not city or is_part_of(place, city) or is_part_of(city, place)), None)
    if home is None:
        return None
    return Doubt("postal_code", f"Die Postleitzahl {code} gehört zu {home}; das liegt nicht in Nordrhein-Westfalen.")


def is_foreign(gazetteer: Gazetteer, city: str) -> bool:
    """Whether a city is one of another state and none of this."""
    here = gazetteer.is_place(city) or towns(gazetteer, city)
    return not here and bool(elsewhere().codes(city))


def address_doubts(gazetteer: Gazetteer, venue: Venue) -> tuple[Doubt, ...]:
    """Return what is doubtful about the address itself."""
    return tuple(_address_doubts(gazetteer, venue))


def _address_doubts(gazetteer: Gazetteer, venue: Venue) -> Iterator[Doubt]:
    code, city = venue.postal_code, venue.city
    places = gazetteer.postal(code or "")
    if code and not places:
        yield Doubt("postal_code", f"Die Postleitzahl {code} ist in Nordrhein-Westfalen nicht bekannt.")
    if city and is_foreign(gazetteer, city):
        yield Doubt("city", f"{city} liegt nicht in Nordrhein-Westfalen.")
    elif city and not gazetteer.is_place(city) and not towns(gazetteer, city):
        yield Doubt("city", f"„{city}“ ist keine bekannte Gemeinde in Nordrhein-Westfalen.")
    elif city and places and not any(_belongs(gazetteer, place, city) for place in places):
        names = ", ".join(dict.fromkeys(place.place for place in places))
        yield Doubt("postal_code", f"Zur Postleitzahl {code} gehört {names}, nicht {city}.")


def _belongs(gazetteer: Gazetteer, place: PostalPlace, city: str) -> bool:
    """Whether a postal code's place is the city, or a part of it."""
    return is_part_of(place.place, city) or gazetteer.municipality_of(place) in towns(gazetteer, city)
