"""From the venue that was read to the point that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from geopy.exc import GeocoderQueryError

from tourkarte.model import Doubt
from tourkarte.places.addresses import to_venue

if TYPE_CHECKING:
    from tourkarte.model import Point, Precision, Venue
    from tourkarte.places.lookup import PlaceGeocoder

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
    """

    point: Point | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    source: str | None = None
    district: str | None = None
    doubts: tuple[Doubt, ...] = ()


def place(venue: Venue, geocoder: PlaceGeocoder) -> Placed:
    """Return where `venue` is; what is not found is a doubt, never an error."""
    try:
        answer = geocoder.search(to_venue(venue))
    except GeocoderQueryError as error:
        return Placed(doubts=(Doubt("point", str(error)),))
    if not answer.hits:
        return Placed(doubts=(*answer.doubts, Doubt("point", _NO_POINT)))
    hit, municipality = answer.hits[0]
    return Placed(
        point=hit.point,
        precision=hit.precision,
        radius_m=hit.radius_m,
        source=hit.source,
        district=municipality[:5],
        doubts=answer.doubts,
    )
