"""Nominatim by geopy's own class: structured questions, and its answers read strictly.

See https://nominatim.org/release-docs/latest/api/Search/ and .../Output/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geopy.geocoders import Nominatim

from tourkarte.places.online.entries import COUNTRY, Entry, Kind
from tourkarte.places.online.protocol import box, fields, items, point, text
from tourkarte.places.online.transport import connection

if TYPE_CHECKING:
    from tourkarte.model import Venue

MOST: Final = 10
STATE_BOX: Final = ((50.2, 5.7), (52.7, 9.6))
"""North Rhine-Westphalia with a margin, so that namesakes elsewhere do not crowd out what is looked for."""

_ROADS: Final = ("road", "pedestrian", "footway", "cycleway", "path", "square")
_TOWNS: Final = ("city", "town", "village", "municipality")
_STREETS: Final = frozenset({*_ROADS, "residential", "living_street"})
_CODES: Final = frozenset({"postcode", "postal_code"})
_PLACES: Final = frozenset({"place", "boundary"})
_ORDER: Final = (0, 1, 2, 3)  # south, north, west, east


class NominatimService(Nominatim):  # type: ignore[misc]  # geopy ships no types
    """A Nominatim server."""

    name = "Nominatim"

    def __init__(self, url: str, *, user_agent: str) -> None:
        super().__init__(**connection(url, user_agent))

    def ask(self, venue: Venue, *, timeout: float) -> list[Entry]:
        """Return what the server knows of an address.

        Raises
        ------
        ServiceError
            If it does not tell.
        """
        query = {"street": venue.street, "postalcode": venue.postal_code, "city": venue.city}
        found: list[Entry] | None = self.geocode(
            {name: value for name, value in query.items() if value},
            exactly_one=False,
            limit=MOST,
            addressdetails=True,
            language="de",
            country_codes=COUNTRY,
            viewbox=STATE_BOX,
            bounded=True,
            timeout=timeout,
        )
        return found or []

    def _parse_json(self, places: Any, exactly_one: bool) -> list[Entry]:  # noqa: ARG002, FBT001 -- geopy calls it so
        return [_entry(fields(place, "place")) for place in items(places, "places")]


def _entry(place: dict[str, Any]) -> Entry:
    address = {key: text(value, key) for key, value in fields(place.get("address"), "address").items()}
    return Entry(
        kind=_kind(place, address),
        point=point(place.get("lat"), place.get("lon")),
        box=box(place.get("boundingbox"), "boundingbox", order=_ORDER),
        number=address.get("house_number"),
        street=_first(address, _ROADS),
        postal_code=address.get("postcode"),
        town=_first(address, _TOWNS),
        country=(address.get("country_code") or "").lower() or None,
    )


def _kind(place: dict[str, Any], address: dict[str, str | None]) -> Kind | None:
    """Return what a place is; older servers tell no `addresstype`, some proxies the other format's `category`."""
    name = text(place.get("class", place.get("category")), "class")
    kind = text(place.get("addresstype") or place.get("type"), "type")
    if address.get("house_number"):
        return Kind.HOUSE
    if kind in _CODES:
        return Kind.POSTAL_CODE
    if kind in _STREETS or (name == "highway" and "addresstype" not in place):
        return Kind.STREET
    if name in _PLACES:
        return Kind.TOWN if _first(address, _TOWNS) else None
    return Kind.STREET if _first(address, _ROADS) else None  # a building or an office somewhere in the street


def _first(address: dict[str, str | None], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if (found := address.get(name))), None)
