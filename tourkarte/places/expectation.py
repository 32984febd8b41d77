"""What an address says about where it must lie, and whether its parts agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.model import Doubt
from tourkarte.places.names import is_part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Venue
    from tourkarte.places.gazetteer import Gazetteer


def expected_districts(gazetteer: Gazetteer, venue: Venue) -> frozenset[str]:
    """Return the AGS of the districts in which the address may lie; none if it does not tell.

    The city's name is believed before the postal code: a slip changes a digit more easily than a name. The postal
    code chooses between towns of the same name.
    """
    by_city = frozenset(place.district for place in gazetteer.municipalities(venue.city or ""))
    by_code = frozenset(place.district for place in gazetteer.postal(venue.postal_code or ""))
    return (by_city & by_code) or by_city or by_code


def address_doubts(gazetteer: Gazetteer, venue: Venue) -> tuple[Doubt, ...]:
    """Return what is doubtful about the address itself."""
    return tuple(_address_doubts(gazetteer, venue))


def _address_doubts(gazetteer: Gazetteer, venue: Venue) -> Iterator[Doubt]:
    places = gazetteer.postal(venue.postal_code or "")
    if venue.postal_code and not places:
        yield Doubt("postal_code", f"Die Postleitzahl {venue.postal_code} ist in Nordrhein-Westfalen nicht bekannt.")
    if venue.city and not gazetteer.is_place(venue.city):
        yield Doubt("city", f"„{venue.city}“ ist keine bekannte Gemeinde in Nordrhein-Westfalen.")
    elif venue.city and places and not any(is_part_of(place.place, venue.city) for place in places):
        names = ", ".join(dict.fromkeys(place.place for place in places))
        yield Doubt("postal_code", f"Zur Postleitzahl {venue.postal_code} gehört {names}, nicht {venue.city}.")
