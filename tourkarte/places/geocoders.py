"""Geocoding without asking anybody: known venues, postal codes, municipalities, and the chain of the three.

All are geopy geocoders, so that whoever knows geopy can use them and another geocoder can stand in for them. What
they return tells in `raw` how far it can be trusted:

precision, radius_m
    A `Precision`, and the radius in metres within which the address may well be.
source, attribution
    Who says so, and the note that must be shown with it.
municipality, district
    AGS of the place in which the point lies.
doubts
    Why a person should look at it: a tuple of `Doubt`.

A hit counts only if it lies in the district that the address names by its city or, failing that, its postal code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NoReturn

from geopy import Location
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder

from tourkarte.model import Doubt, Precision
from tourkarte.places.addresses import one_line, street_key, to_venue
from tourkarte.places.districts import Districts, districts
from tourkarte.places.expectation import address_doubts, expected_districts
from tourkarte.places.gazetteer import Gazetteer, gazetteer
from tourkarte.places.names import is_part_of, key
from tourkarte.places.venues import KnownVenue, load_venues
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.model import Point, Venue

GEONAMES: Final = "GeoNames, CC BY 4.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A point that an address may have."""

    address: str
    point: Point
    precision: Precision
    radius_m: float
    source: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The hits that passed the check, each with the AGS of its municipality, and what is doubtful about them."""

    hits: tuple[tuple[Hit, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


class NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """Geopy's connection to the network, cut: these geocoders never ask anybody."""

    def get_text(self, url: str, **_: object) -> NoReturn:
        """Refuse."""
        raise GeocoderUnavailable(f"Die Ortssuche fragt niemanden im Netz, auch nicht {url}.")

    get_json = get_text


class PlaceGeocoder(Geocoder):  # type: ignore[misc]  # geopy ships no types
    """What the offline geocoders share: geopy's interface."""

    def __init__(self) -> None:
        super().__init__(adapter_factory=NoNetwork)

    def geocode(
        self,
        query: object,
        *,
        exactly_one: bool = True,
        timeout: float | None = DEFAULT_SENTINEL,  # noqa: ARG002 -- geopy's interface; nothing here takes time
    ) -> Location | list[Location] | None:
        """Return where an address is.

        Parameters
        ----------
        query
            A text such as `Reichsweg 30, 52068 Aachen`, a mapping with Nominatim's structured keys (street,
            postalcode, city), or a `Venue`.
        exactly_one
            Whether to return the best hit only; otherwise all of an ambiguous address.
        timeout
            Not used.

        Returns
        -------
        Location, list of Location or None
            None if the address is not found.

        Raises
        ------
        GeocoderQueryError
            If the query holds no address.
        """
        answer = self.search(to_venue(query))
        locations = [_location(hit, municipality, answer.doubts) for hit, municipality in answer.hits]
        if not locations:
            return None
        return locations[0] if exactly_one else locations

    def search(self, venue: Venue) -> Answer:
        """Return the hits for an address."""
        raise NotImplementedError


class RegisterGeocoder(PlaceGeocoder):
    """A geocoder that looks addresses up in one register and checks what it finds."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.districts = districts

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the register's hits, the best first, not yet checked."""
        raise NotImplementedError

    def search(self, venue: Venue) -> Answer:
        """Return the hits that lie in the district which the address names, and a doubt for each other."""
        expected = expected_districts(self.gazetteer, venue)
        hits: list[tuple[Hit, str]] = []
        doubts: list[Doubt] = []
        for hit in self.candidates(venue):
            if municipality := self.districts.locate(hit.point, within=expected):
                hits.append((hit, municipality))
            else:
                doubts.append(self._outside(hit, expected))
        return Answer(tuple(hits), (*doubts, *_ambiguity(hits)))

    def _outside(self, hit: Hit, expected: Iterable[str]) -> Doubt:
        names = ", ".join(self.gazetteer.districts[ags].name for ags in sorted(expected)) or "Nordrhein-Westfalen"
        return Doubt("point", f"Nicht verwendet: Der Punkt für {hit.address} ({hit.source}) liegt nicht in {names}.")


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
                    radius_m=0,
                    source=known.source,
                    attribution=known.source,
                )


class PostalCodeGeocoder(RegisterGeocoder):
    """Knows the points of postal codes."""

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the places of the postal code; only those in the address's city, if there are such."""
        places = self.gazetteer.postal(venue.postal_code or "")
        in_city = [place for place in places if venue.city and is_part_of(place.place, venue.city)]
        for place in sorted(in_city, key=lambda place: len(place.place)) or places:
            yield Hit(
                address=f"{place.code} {place.place}",
                point=place.point,
                precision=Precision.POSTAL_CODE,
                radius_m=place.radius_m,
                source="GeoNames",
                attribution=GEONAMES,
            )


class MunicipalityGeocoder(RegisterGeocoder):
    """Knows the towns."""

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the municipalities that the city's name may mean."""
        for municipality in self.gazetteer.municipalities(venue.city or ""):
            yield Hit(
                address=municipality.name,
                point=municipality.point,
                precision=Precision.MUNICIPALITY,
                radius_m=municipality.radius_m,
                source="GeoNames",
                attribution=GEONAMES,
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


def _ambiguity(hits: Sequence[tuple[Hit, str]]) -> tuple[Doubt, ...]:
    """Return a doubt if the hits lie in more than one municipality."""
    if len({municipality for _, municipality in hits}) <= 1:
        return ()
    names = "; ".join(hit.address for hit, _ in hits)
    return (Doubt("city", f"Die Anschrift ist mehrdeutig: {names}. Genommen ist der erste Ort."),)


def _location(hit: Hit, municipality: str, doubts: tuple[Doubt, ...]) -> Location:
    raw = {
        "precision": hit.precision,
        "radius_m": hit.radius_m,
        "source": hit.source,
        "attribution": hit.attribution,
        "municipality": municipality,
        "district": municipality[:5],
        "doubts": doubts,
    }
    return Location(hit.address, (hit.point.lat, hit.point.lon), raw)
