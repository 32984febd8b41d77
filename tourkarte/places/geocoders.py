"""Geocoding without asking anybody: known venues, postal codes, municipalities, and the chain of the three."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from tourkarte.model import Precision
from tourkarte.places.addresses import one_line, street_key
from tourkarte.places.districts import Districts, districts
from tourkarte.places.expectation import address_doubts
from tourkarte.places.gazetteer import Gazetteer, gazetteer
from tourkarte.places.lookup import Answer, Hit, PlaceGeocoder, RegisterGeocoder
from tourkarte.places.names import is_part_of, key
from tourkarte.places.venues import KnownVenue, load_venues
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.model import Venue

_GEONAMES: Final = ("GeoNames", "GeoNames, CC BY 4.0")
_BKG: Final = ("VG250 des BKG", "© GeoBasis-DE / BKG 2016 (Daten verändert)")


class VenueGeocoder(RegisterGeocoder):
    """Knows the houses that somebody looked up."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts, venues: Iterable[KnownVenue]) -> None:
        super().__init__(gazetteer, districts)
        self.venues = tuple(venues)

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the houses with this street and number, and this postal code or, if there is none, this city."""
        for known in self.venues:
            if venue.street and _same_house(known.venue, venue):
                yield Hit(
                    address=one_line(known.venue),
                    point=known.point,
                    precision=known.precision,
                    radius_m=known.radius_m,
                    source=known.source,
                    attribution=known.source,
                )


class PostalCodeGeocoder(RegisterGeocoder):
    """Knows the points of postal codes."""

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the places of the postal code; only those in the address's city, if there are such."""
        places = self.gazetteer.postal(venue.postal_code or "")
        in_city = [place for place in places if venue.city and is_part_of(place.place, venue.city)]
        source, attribution = _GEONAMES
        for place in sorted(in_city, key=lambda place: len(place.place)) or places:
            yield Hit(
                address=f"{place.code} {place.place}",
                point=place.point,
                precision=Precision.POSTAL_CODE,
                radius_m=place.radius_m,
                source=source,
                attribution=attribution,
            )


class MunicipalityGeocoder(RegisterGeocoder):
    """Knows the towns."""

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the municipalities that the city's name may mean."""
        for municipality in self.gazetteer.municipalities(venue.city or ""):
            source, attribution = _GEONAMES if municipality.population else _BKG  # its middle, or any point
            yield Hit(
                address=municipality.name,
                point=municipality.point,
                precision=Precision.MUNICIPALITY,
                radius_m=municipality.radius_m,
                source=source,
                attribution=attribution,
            )


class OfflineGeocoder(PlaceGeocoder):
    """Asks the three registers in turn, the most exact first, and carries on their doubts."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts, venues: Iterable[KnownVenue]) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.chain: Sequence[RegisterGeocoder] = (
            VenueGeocoder(gazetteer, districts, venues),
            PostalCodeGeocoder(gazetteer, districts),
            MunicipalityGeocoder(gazetteer, districts),
        )

    def search(self, venue: Venue) -> Answer:
        """Return the first register's hits, with the doubts of those before it and of the address itself."""
        doubts = address_doubts(self.gazetteer, venue)
        for geocoder in self.chain:
            answer = geocoder.search(venue)
            doubts += answer.doubts
            if answer.hits:
                return Answer(answer.hits, doubts)
        return Answer((), doubts)


@cache
def offline_geocoder() -> OfflineGeocoder:
    """Return the geocoder of this installation, its registers read once."""
    return OfflineGeocoder(gazetteer(), districts(), load_venues(settings().data_dir))


def _same_house(known: Venue, asked: Venue) -> bool:
    if street_key(known.street or "") != street_key(asked.street or ""):
        return False
    if asked.postal_code:
        return asked.postal_code == known.postal_code
    return key(asked.city or "") == key(known.city or "")
