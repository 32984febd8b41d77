"""Photon by geopy's own class: the address in one line, and its answers read strictly.

Photon has structured questions too, at another path, which geopy does not know and older servers do not have; and
they do not understand „Str.“. See https://github.com/komoot/photon/blob/master/docs/api-v1.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geopy.geocoders import Photon

from tourkarte.places.addresses import one_line
from tourkarte.places.online.entries import Entry, Kind
from tourkarte.places.online.nominatim import MOST, STATE_BOX
from tourkarte.places.online.protocol import box, fields, items, point, text, wrong
from tourkarte.places.online.transport import connection

if TYPE_CHECKING:
    from tourkarte.model import Venue

_NAMES: Final = ("type", "osm_key", "osm_value", "name", "housenumber", "street", "postcode", "city", "countrycode")
_CODES: Final = frozenset({"postcode", "postal_code"})
_TOWNS: Final = frozenset({"city", "district", "locality"})
_ORDER: Final = (3, 1, 0, 2)  # west, north, east, south


class PhotonService(Photon):  # type: ignore[misc]  # geopy ships no types
    """A Photon server."""

    name = "Photon"

    def __init__(self, url: str, *, user_agent: str) -> None:
        super().__init__(**connection(url, user_agent))

    def ask(self, venue: Venue, *, timeout: float) -> list[Entry]:
        """Return what the server knows of an address.

        Raises
        ------
        ServiceError
            If it does not tell.
        """
        found: list[Entry] | None = self.geocode(
            one_line(venue), exactly_one=False, limit=MOST, bbox=STATE_BOX, timeout=timeout
        )
        return found or []

    def _parse_json(self, resources: Any, exactly_one: bool = True) -> list[Entry]:  # noqa: ARG002, FBT001, FBT002 -- geopy calls it so
        collection = fields(resources, "FeatureCollection")
        return [_entry(fields(feature, "feature")) for feature in items(collection.get("features"), "features")]


def _entry(feature: dict[str, Any]) -> Entry:
    geometry = fields(feature.get("geometry"), "geometry")
    position = items(geometry.get("coordinates"), "coordinates")
    if geometry.get("type") != "Point" or len(position) < 2:  # noqa: PLR2004 -- a longitude and a latitude
        raise wrong("Point")
    properties = fields(feature.get("properties"), "properties")
    told = {name: text(properties.get(name), name) for name in _NAMES}
    kind = _kind(told)
    name = told["name"]
    return Entry(
        kind=kind,
        point=point(position[1], position[0]),
        box=box(properties.get("extent"), "extent", order=_ORDER),
        number=told["housenumber"],
        street=told["street"] or (name if kind is Kind.STREET else None),
        postal_code=told["postcode"] or (name if kind is Kind.POSTAL_CODE else None),
        town=told["city"] or (name if kind is Kind.TOWN else None),
        country=(told["countrycode"] or "").lower() or None,
    )


def _kind(told: dict[str, str | None]) -> Kind | None:
    """Return what a feature is; `type` is told by newer servers only."""
    if told["housenumber"]:
        return Kind.HOUSE
    if told["osm_value"] in _CODES:
        return Kind.POSTAL_CODE
    if told["type"] == "street" or (told["type"] is None and told["osm_key"] == "highway"):
        return Kind.STREET
    if told["type"] in _TOWNS or (told["type"] is None and told["osm_key"] == "place"):
        return Kind.TOWN
    return Kind.STREET if told["street"] else None  # a building or an office somewhere in the street
