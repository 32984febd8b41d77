"""GeoJSON (RFC 7946): each feature is a row, its properties are the columns, and its point is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.kinds import register
from tourkarte.intake.tables.records import load_json, sheet_of

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Content, Sheet

_TYPES: Final = ("FeatureCollection", "Feature")
_LAT, _LON, _ID = "Breite", "Länge", "Kennung"


def is_geojson(content: Content) -> bool:
    """Whether a file is a JSON object that names one of the two types."""
    return content.opening.startswith("{") and any(f'"{name}"' in content.text for name in _TYPES)


@register(name="geojson", label="GeoJSON", recognises=is_geojson, suffixes=("geojson",), fixed=True)
def open_geojson(content: Content) -> list[Sheet]:
    """Return the features as one table."""
    document = load_json(content.text)
    if not isinstance(document, dict) or document.get("type") not in _TYPES:
        raise _broken()
    features = document.get("features") if document["type"] == _TYPES[0] else [document]
    if not isinstance(features, list):
        raise _broken()
    return [sheet_of([_record(feature) for feature in features], first=(_ID, _LAT, _LON))]


def _record(feature: Any) -> dict[str, Any]:
    """Return a feature as one row; what is no feature is an empty one."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    point = _point(feature.get("geometry"))
    own = dict(properties) if isinstance(properties, dict) else {}
    named = {_ID: feature["id"]} if isinstance(feature.get("id"), str | int) else {}
    return own | named | dict(zip((_LON, _LAT), point, strict=False))


def _point(geometry: Any) -> list[Any]:
    """Return longitude and latitude of a point; nothing for any other geometry."""
    if not isinstance(geometry, dict):
        return []
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "MultiPoint" and isinstance(coordinates, list) and len(coordinates) == 1:
        coordinates = coordinates[0]
    elif geometry.get("type") != "Point":
        return []
    return coordinates[:2] if isinstance(coordinates, list) and len(coordinates) in (2, 3) else []


def _broken() -> DocumentError:
    return DocumentError(
        "Das ist kein GeoJSON mit Objekten; erwartet wird eine „FeatureCollection“ mit „features“ nach RFC 7946."
    )
