"""From the venue that was read to the point that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geopy.exc import GeocoderQueryError

from tourkarte.model import LONGEST_PLACE, Doubt
from tourkarte.places.addresses import to_venue
from tourkarte.places.lookup import Outcome

if TYPE_CHECKING:
    from tourkarte.model import Point, Precision, Venue
    from tourkarte.places.lookup import Hit, PlaceGeocoder

_NO_POINT: Final = (
    "Zu dieser Anschrift ist kein Punkt bekannt; bitte Postleitzahl und Ort prüfen oder den Punkt setzen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a venue is, as far as that is known; without a point nothing but the doubts is.

    Attributes
    ----------
    radius_m
        Radius in metres within which the address may well be; 0 is the house itself.
    source
        Who says that the point is there.
    district
        AGS of the district in which it lies.
    address
        The address that the point was found for.
    attribution
        The note that must be shown with the point.
    candidates
        The points of which one is meant, if nothing tells which.
    failure
        German: why a geocoder could not be asked, where one could not; the point may then be worse than it need be.
    """

    point: Point | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    source: str | None = None
    district: str | None = None
    address: str | None = None
    attribution: str | None = None
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[Hit, ...] = ()
    outcome: Outcome = Outcome.NOT_FOUND
    failure: str | None = None


_TOO_LONG: Final = f"Die Anschrift ist zu lang, um sie zu suchen; erlaubt sind je Feld {LONGEST_PLACE} Zeichen."


def place(venue: Venue, geocoder: PlaceGeocoder) -> Placed:
    """Return where `venue` is; what is not found is a doubt, never an error."""
    if any(len(text or "") > LONGEST_PLACE for text in (venue.name, venue.street, venue.city)):
        return Placed(doubts=(Doubt("point", _TOO_LONG),))
    try:
        answer = geocoder.search(to_venue(venue))
    except GeocoderQueryError as error:
        return Placed(doubts=(Doubt("point", str(error)),))
    if not answer.hits:
        return Placed(
            doubts=(*answer.doubts, Doubt("point", _NO_POINT)),
            candidates=answer.candidates,
            outcome=answer.outcome,
            failure=answer.failure,
        )
    hit, municipality = answer.hits[0]
    return Placed(
        point=hit.point,
        precision=hit.precision,
        radius_m=hit.radius_m,
        source=hit.source,
        district=municipality[:5],
        address=hit.address,
        attribution=hit.attribution,
        doubts=answer.doubts,
        candidates=answer.candidates,
        outcome=answer.outcome,
        failure=answer.failure,
    )
