"""Where venues are: what the geocoders know, and the pins that somebody at the desk set."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import InvalidValueError
from tourkarte.model import Doubt, Point, Precision, Venue
from tourkarte.places.districts import districts
from tourkarte.places.geocoders import chain
from tourkarte.places.names import key
from tourkarte.places.placing import Placed, place
from tourkarte.places.venues import KnownVenue
from tourkarte.settings import settings
from tourkarte.store.records import Candidate, Facts, VenueRecord
from tourkarte.text import fold

if TYPE_CHECKING:
    from tourkarte.places.geocoders import ChainGeocoder
    from tourkarte.places.lookup import PlaceGeocoder
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

_DESK: Final = "Redaktion"


def geocoder(store: Store) -> ChainGeocoder:
    """Return the geocoders of the installation; pins that were set at the desk come first."""
    with store.read() as reader:
        venues = reader.all(VenueRecord)
    return chain(settings(), pins=[_known(venue) for venue in venues])


def _known(record: VenueRecord) -> KnownVenue:
    return KnownVenue(
        venue=Venue(name=record.name, street=record.street, postal_code=record.postal_code, city=record.city),
        point=Point(lat=record.lat, lon=record.lon),
        precision=Precision.MANUAL,
        source=record.source,
    )


def venue_of(facts: Facts) -> Venue:
    """Return the venue of a draft or an appointment."""
    return Venue(name=facts.venue, room=facts.room, street=facts.street, postal_code=facts.postal_code, city=facts.city)


def address_of(facts: Facts) -> tuple[str | None, ...]:
    """Return what says where it is: another one means that it must be placed anew."""
    return facts.street or facts.venue, facts.postal_code, facts.city


def placed(facts: Facts, where: PlaceGeocoder) -> Placed:
    """Return where a draft or an appointment is; an address that is none has no point and a doubt."""
    try:
        return place(venue_of(facts), where)
    except InvalidValueError as error:
        return Placed(doubts=(Doubt("postal_code", str(error)),))


def point_of(placed: Placed) -> dict[str, Any]:
    """Return the fields of a record that say where it is, but for its district."""
    return {
        "lat": placed.point.lat if placed.point else None,
        "lon": placed.point.lon if placed.point else None,
        "precision": placed.precision,
        "radius_m": placed.radius_m,
        "point_source": placed.source,
    }


def candidates_of(placed: Placed) -> tuple[Candidate, ...]:
    """Return the places that an ambiguous address may mean."""
    return tuple(
        Candidate(
            label=hit.address,
            lat=hit.point.lat,
            lon=hit.point.lon,
            precision=hit.precision,
            radius_m=hit.radius_m,
            source=hit.source,
        )
        for hit in placed.candidates
    )


def pin(point: Point) -> dict[str, Any]:
    """Return the fields of a draft or an appointment whose point somebody at the desk set.

    Everybody sees them; who it was, the log says.

    Raises
    ------
    InvalidValueError
        If it does not lie in the state.
    """
    municipality = districts().locate(point)
    if municipality is None:
        raise InvalidValueError(
            f"Der Punkt {point.lat:.5f}, {point.lon:.5f} liegt nicht in Nordrhein-Westfalen. "
            "Bitte die Nadel in das Land setzen: 50,3 bis 52,6 Grad Breite, 5,8 bis 9,5 Grad Länge."
        )
    return {
        "lat": point.lat,
        "lon": point.lon,
        "precision": Precision.MANUAL,
        "radius_m": 0.0,
        "point_source": _DESK,
        "district": municipality[:5],
    }


def remember(transaction: Transaction, facts: Facts) -> None:
    """Keep the point of a draft or an appointment for its venue, so that it is found there from now on."""
    if not (facts.city or facts.postal_code) or not (facts.street or facts.venue):
        return  # nothing that could be found again
    if facts.lat is None or facts.lon is None:
        return
    record = VenueRecord(
        id=venue_id(facts),
        name=facts.venue,
        street=facts.street,
        postal_code=facts.postal_code,
        city=facts.city,
        lat=facts.lat,
        lon=facts.lon,
        source=facts.point_source or _DESK,
    )
    known = transaction.find(VenueRecord, record.id)
    if known:
        transaction.put(replace(record, revision=known.revision))
    else:
        transaction.add(record)


def venue_id(facts: Facts) -> str:
    """Return the id of a venue: the same for the same house, or for the same name where there is no street."""
    where = facts.street or facts.venue or ""
    town = facts.postal_code or key(facts.city or "")
    return hashlib.sha256(f"{fold(where)}|{town}".encode()).hexdigest()[:16]
