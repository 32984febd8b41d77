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


def address_doubts(gazetteer: Gazetteer, venue: Venue) -> tuple[Doubt, ...]:
    """Return what is doubtful about the address itself."""
    return tuple(_address_doubts(gazetteer, venue))


def _address_doubts(gazetteer: Gazetteer, venue: Venue) -> Iterator[Doubt]:
    places = gazetteer.postal(venue.postal_code or "")
    if venue.postal_code and not places:
        yield Doubt("postal_code", f"Die Postleitzahl {venue.postal_code} ist in Nordrhein-Westfalen nicht bekannt.")
    if venue.city and not gazetteer.is_place(venue.city) and not towns(gazetteer, venue.city):
        yield Doubt("city", f"„{venue.city}“ ist keine bekannte Gemeinde in Nordrhein-Westfalen.")
    elif venue.city and places and not any(is_part_of(place.place, venue.city) for place in places):
        parts = () if gazetteer.is_place(venue.city) else towns(gazetteer, venue.city)
        if {place.district for place in places} & {town.district for town in parts}:
            return
        names = ", ".join(dict.fromkeys(place.place for place in places))
        yield Doubt("postal_code", f"Zur Postleitzahl {venue.postal_code} gehört {names}, nicht {venue.city}.")
