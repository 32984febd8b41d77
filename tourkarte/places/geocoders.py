"""The geocoders of an installation, and the chain of them: the first answer that passes the checks wins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tourkarte.errors import NoRegisterError, RegisterError
from tourkarte.model import Doubt, Precision
from tourkarte.places.addresses import one_line
from tourkarte.places.districts import districts
from tourkarte.places.expectation import address_doubts, is_foreign, lies_elsewhere, towns
from tourkarte.places.gazetteer import gazetteer
from tourkarte.places.houses import house_keys
from tourkarte.places.lookup import Answer, CheckedGeocoder, Hit, PlaceGeocoder
from tourkarte.places.names import is_part_of, key
from tourkarte.places.online import online_geocoders
from tourkarte.places.register.answers import Ambiguous, Found, NotFound
from tourkarte.places.register.index import Register
from tourkarte.places.register.matching import match
from tourkarte.places.venues import load_venues
from tourkarte.settings import register_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tourkarte.model import Venue
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.online.client import Limits
    from tourkarte.places.register.answers import Hit as RegisterHit
    from tourkarte.places.venues import KnownVenue
    from tourkarte.settings import Settings

_GEONAMES: Final = ("GeoNames", "GeoNames, CC BY 4.0")
_GEBREF: Final = "Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0"
_BKG: Final = ("VG250 des BKG", "© GeoBasis-DE / BKG 2016 (Daten verändert)")


class VenueGeocoder(CheckedGeocoder):
    """Knows the houses that somebody looked up."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts, venues: Iterable[KnownVenue]) -> None:
        super().__init__(gazetteer, districts)
        self.venues = tuple(venues)

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the houses with this street and number, or this name where there is no street, in this town."""
        for known in self.venues:
            if _same_house(known.venue, venue):
                yield Hit(
                    address=one_line(known.venue),
                    point=known.point,
                    precision=known.precision,
                    radius_m=known.radius_m,
                    source=known.source,
                    attribution=known.source,
                )


class PostalCodeGeocoder(CheckedGeocoder):
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


class MunicipalityGeocoder(CheckedGeocoder):
    """Knows the towns."""

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the municipalities that the city's name may mean."""
        for municipality in towns(self.gazetteer, venue.city or ""):
            source, attribution = _GEONAMES if municipality.population else _BKG  # its middle, or any point
            yield Hit(
                address=municipality.name,
                point=municipality.point,
                precision=Precision.MUNICIPALITY,
                radius_m=municipality.radius_m,
                source=source,
                attribution=attribution,
            )


class RegisterGeocoder(CheckedGeocoder):
    """Knows every house of the state, once the operator has built the index of the official register."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts, register: Register) -> None:
        super().__init__(gazetteer, districts)
        self.register = register

    def candidates(self, venue: Venue) -> Iterable[Hit]:
        """Return the houses or streets that the address means; none if it is ambiguous."""
        return (hit for hit, _ in self.search(venue).hits)

    def search(self, venue: Venue) -> Answer:
        """Return the house or street that the address means and the doubts about it."""
        try:
            found = match(self.register, self.gazetteer, venue)
        except NoRegisterError:
            return Answer()
        except RegisterError as error:
            return Answer(doubts=(Doubt("point", str(error)),), failure=str(error))
        match found:
            case Found(hit, doubts):
                answer = self.checked([_of_register(hit)], venue)
                return replace(answer, doubts=(*doubts, *answer.doubts))
            case Ambiguous(hits, reason, doubts):
                candidates = tuple(_of_register(hit) for hit in hits)
                return Answer(doubts=(*doubts, Doubt("street", reason)), candidates=candidates)
            case NotFound(reason):
                return Answer(doubts=(Doubt("street", reason),) if venue.street else ())


class ChainGeocoder(PlaceGeocoder):
    """Asks geocoders in turn, the most exact first; the first that knows the address wins.

    What those before it doubted is carried on, also that an address is ambiguous to them, or that one of them could not
    be asked.
    """

    def __init__(self, gazetteer: Gazetteer, chain: Sequence[CheckedGeocoder]) -> None:
        super().__init__()
        self.gazetteer = gazetteer
        self.chain = chain

    def search(self, venue: Venue) -> Answer:
        """Return the first geocoder's hits, with the doubts of those before it and of the address itself."""
        if doubt := lies_elsewhere(self.gazetteer, venue):
            return Answer((), (doubt,))
        doubts: tuple[Doubt, ...] = ()
        candidates: tuple[Hit, ...] = ()
        failure: str | None = None
        hits: tuple[tuple[Hit, str], ...] = ()
        for geocoder in self.chain:
            answer = geocoder.search(venue)
            doubts += tuple(each for each in answer.doubts if each not in doubts)
            failure = failure or answer.failure
            candidates = answer.candidates or candidates
            if answer.hits:
                hits = answer.hits
                break
        if hits and hits[0][0].precision.is_exact and not answer.candidates:
            candidates = ()
        return Answer(hits, (*self._of_address(venue, hits, doubts), *doubts), candidates, failure)

    def _of_address(self, venue: Venue, hits: Sequence[tuple[Hit, str]], told: Sequence[Doubt]) -> Iterator[Doubt]:
        """Return what is doubtful about the address itself and was not told; a house that is found settles its city."""
        settled = {doubt.field for doubt in told} | ({"city"} if hits and hits[0][0].precision.is_exact else set())
        if is_foreign(self.gazetteer, venue.city or ""):
            settled.discard("city")
        return (doubt for doubt in address_doubts(self.gazetteer, venue) if doubt.field not in settled)


def chain_of(
    gazetteer: Gazetteer,
    districts: Districts,
    venues: Iterable[KnownVenue],
    *,
    register: Register | None = None,
    online: Sequence[CheckedGeocoder] = (),
) -> ChainGeocoder:
    """Return the chain of all geocoders: pins and known venues, register, services, postal codes, municipalities."""
    return ChainGeocoder(
        gazetteer,
        (
            VenueGeocoder(gazetteer, districts, venues),
            *((RegisterGeocoder(gazetteer, districts, register),) if register else ()),
            *online,
            PostalCodeGeocoder(gazetteer, districts),
            MunicipalityGeocoder(gazetteer, districts),
        ),
    )


def chain(settings: Settings, *, pins: Iterable[KnownVenue] = (), limits: Limits | None = None) -> ChainGeocoder:
    """Return the chain of an installation.

    Parameters
    ----------
    pins
        Venues whose points somebody set; they are believed before any other.
    limits
        What one address may cost where services in the network are asked; None is for a page.

    Raises
    ------
    DataFileError
        If a file of the data folder is not what it must be.
    SettingsError
        If a service is on and the state folder cannot be written.
    """
    places, areas = gazetteer(), districts()
    return chain_of(
        places,
        areas,
        [*pins, *load_venues(settings.data_dir)],
        register=Register(register_path(settings)),
        online=online_geocoders(settings, places, areas, limits=limits),
    )


def _of_register(hit: RegisterHit) -> Hit:
    return Hit(
        address=hit.address,
        point=hit.point,
        precision=hit.precision,
        radius_m=hit.radius_m,
        source=_GEBREF,
        attribution=_GEBREF,
    )


def _same_house(known: Venue, asked: Venue) -> bool:
    if known.street or asked.street:
        same = bool(house_keys(known.street or "") & house_keys(asked.street or ""))
    else:  # a square, a hall: its name says which
        same = bool(known.name and asked.name) and key(known.name or "") == key(asked.name or "")
    if same and asked.postal_code and known.postal_code:
        return asked.postal_code == known.postal_code
    return same and key(asked.city or "") == key(known.city or "")
