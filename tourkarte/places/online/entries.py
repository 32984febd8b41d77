"""What both services say of a place, in one form, and what it is worth for the address that was asked for.

A service that does not know a house answers with its street, another house, the town, or a street that sounds alike.
A hit claims no more than the answer holds: the house only if street and number are those asked for, and nothing at
all if it is another street.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tourkarte.model import Point, Precision
from tourkarte.places.lookup import Hit
from tourkarte.places.online.houses import is_same_number, is_same_street, split_house

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.model import Venue

ATTRIBUTION: Final = "© OpenStreetMap-Mitwirkende (ODbL)"
COUNTRY: Final = "de"

_METRES_PER_DEGREE: Final = 111_195.0
_LEAST_M: Final = {
    Precision.ADDRESS: 30.0,  # the median error of Nominatim at 5,196 addresses of NRW was 28 m
    Precision.STREET: 500.0,  # a street is in OpenStreetMap in pieces, and an answer is about one of them
    Precision.POSTAL_CODE: 1_000.0,
    Precision.MUNICIPALITY: 1_000.0,
}
_UNKNOWN_M: Final = {
    Precision.ADDRESS: 30.0,
    Precision.STREET: 500.0,
    Precision.POSTAL_CODE: 5_600.0,  # where 95 of 100 addresses are nearer to their postal code's point
    Precision.MUNICIPALITY: 5_600.0,
}
_ORDER: Final = tuple(_LEAST_M)


class Kind(StrEnum):
    """What sort of place an answer is about."""

    HOUSE = "house"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The rectangle around a place, in degrees."""

    south: float
    north: float
    west: float
    east: float

    @property
    def radius_m(self) -> float:
        """Half of its diagonal in metres."""
        height = self.north - self.south
        width = (self.east - self.west) * math.cos(math.radians((self.north + self.south) / 2))
        return math.hypot(height, width) / 2 * _METRES_PER_DEGREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place in a service's answer; what it does not say is None.

    Attributes
    ----------
    kind
        None for a country, a district, a river.
    country
        Two letters, small.
    """

    kind: Kind | None
    point: Point
    box: Box | None = None
    number: str | None = None
    street: str | None = None
    postal_code: str | None = None
    town: str | None = None
    country: str | None = None


def to_hits(entries: Iterable[Entry], venue: Venue, source: str) -> tuple[Hit, ...]:
    """Return what the entries are worth for an address, the most exact first."""
    hits = [hit for entry in entries if (hit := _to_hit(entry, venue, source))]
    return tuple(sorted(dict.fromkeys(hits), key=lambda hit: _ORDER.index(hit.precision)))


def _to_hit(entry: Entry, venue: Venue, source: str) -> Hit | None:
    precision = _precision(entry, venue)
    if precision is None or entry.country not in {COUNTRY, None}:
        return None
    radius = max(entry.box.radius_m, _LEAST_M[precision]) if entry.box else _UNKNOWN_M[precision]
    return Hit(
        address=_address(entry, precision),
        point=entry.point,
        precision=precision,
        radius_m=round(radius),
        source=source,
        attribution=ATTRIBUTION,
    )


def _precision(entry: Entry, venue: Venue) -> Precision | None:
    match entry.kind:
        case Kind.TOWN:
            return Precision.MUNICIPALITY
        case Kind.POSTAL_CODE:
            return Precision.POSTAL_CODE
        case Kind.HOUSE | Kind.STREET:
            name, number = split_house(venue.street or "")
            if not is_same_street(entry.street, name):
                return None
            exact = entry.kind is Kind.HOUSE and is_same_number(entry.number, number)
            return Precision.ADDRESS if exact else Precision.STREET
        case None:
            return None


def _address(entry: Entry, precision: Precision) -> str:
    number = entry.number if precision is Precision.ADDRESS else None
    street = " ".join(part for part in (entry.street, number) if part) if precision in _ORDER[:2] else ""
    town = " ".join(part for part in (entry.postal_code, entry.town) if part)
    return ", ".join(part for part in (street, town) if part)
