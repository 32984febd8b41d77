"""What the answers in JSON hold, as the OpenAPI document says it: JSON Schema of what `export/json_.py` writes."""

from __future__ import annotations

from typing import Any, Final

from tourkarte.frame import LIMITS
from tourkarte.model import LONGEST_ADDRESS, LONGEST_PLACE, Media, Precision, Status

Schema = dict[str, Any]

IDENTIFIER: Final = "^[a-z0-9][a-z0-9-]*$"
AGS: Final = "^[0-9]{5}$"
_CLOCK: Final = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_LONGEST_TITLE: Final = 300


def _text(said: str, **rules: Any) -> Schema:
    return {"type": "string", "description": said, **rules}


def _perhaps(said: str, **rules: Any) -> Schema:
    """Return the schema of a text that is null where nobody knows it."""
    if "enum" in rules:
        rules["enum"] = [*rules["enum"], None]
    return {"type": ["string", "null"], "description": said, **rules}


def _number(name: str, said: str) -> Schema:
    low, high = LIMITS[name]
    return {"type": "number", "minimum": low, "maximum": high, "description": said}


_SAID: Final[dict[str, Schema]] = {
    "id": _text("Stays the same for life.", pattern=IDENTIFIER, examples=["sommertour-2017-herne"]),
    "tour": _text("Id of the tour.", examples=["sommertour-2017"]),
    "date": _text("The first day, in Europe/Berlin.", format="date", examples=["2017-08-03"]),
    "start": _perhaps("Local time; null where no time is known.", pattern=_CLOCK, examples=["10:00"]),
    "end": _perhaps(
        "Local time; before `start`, it is after midnight. Null where nobody named an end.", pattern=_CLOCK
    ),
    "starts_at": _text(
        "`date` and `start` as a moment with its offset from UTC; the beginning of the day where no time is known.",
        format="date-time",
        examples=["2017-08-03T10:00:00+02:00"],
    ),
    "title": _text("In German, as the invitation names it.", maxLength=_LONGEST_TITLE),
    "venue": _perhaps("The building.", maxLength=LONGEST_PLACE, examples=["Grundschule Michaelstraße"]),
    "room": _perhaps("Where in the building.", maxLength=LONGEST_PLACE),
    "street": _perhaps("With the number of the house.", maxLength=LONGEST_PLACE, examples=["Rademachers Weg 15"]),
    "postal_code": _perhaps("Five digits, abroad perhaps four.", pattern="^[0-9]{4,5}$", examples=["44649"]),
    "city": _perhaps("The municipality.", maxLength=LONGEST_PLACE, examples=["Herne"]),
    "centre": _perhaps("AGS of the district whose integration centre (KI) is visited.", pattern=AGS),
    "district": _perhaps("AGS of the district (Kreis or kreisfreie Stadt).", pattern=AGS, examples=["05916"]),
    "district_name": _perhaps("Name of the district.", examples=["Herne"]),
    "region": _perhaps("Name of the Regierungsbezirk.", examples=["Arnsberg"]),
    "status": _text("What was decided about it; whether it is over follows from the clock.", enum=[*Status]),
    "end_date": _perhaps("The last day of an appointment of several days.", format="date"),
    "people": {"type": ["array", "null"], "items": {"type": "string"}, "description": "Who takes part."},
    "media": _perhaps("Whether the press may come in; null where nothing was said about it.", enum=[*Media]),
    "note": _perhaps("A remark, which may have several lines."),
    "report": _perhaps("Where a report of it stands.", format="uri", maxLength=LONGEST_ADDRESS),
    "moved_to": _perhaps("Id of the appointment that takes its place.", pattern=IDENTIFIER),
    "url": _perhaps("Its own page; null where this installation does not know its name.", format="uri"),
    "revision": {"type": ["integer", "null"], "minimum": 1, "description": "Counts up with each change."},
    "created": _perhaps("When it was first stored, UTC.", format="date-time"),
    "changed": _perhaps("When this revision was stored, UTC.", format="date-time"),
}
_POSITION: Final[dict[str, Schema]] = {
    "lat": _number("lat", "Degrees north, WGS84."),
    "lon": _number("lon", "Degrees east, WGS84."),
}
_PRECISION: Final = _text("How well the point is known.", enum=[*Precision])
_RADIUS: Final = {
    **_number("radius_m", "The place lies within so many metres of the point; 0 is the house itself."),
    "type": ["number", "null"],
}
_SOURCE: Final = _perhaps("Who says that the point is there.")
_ABOUT: Final[dict[str, Schema]] = {
    "title": _text("What was selected, for people.", examples=["Sommertour 2017, Herne"]),
    "query": _text("The selection as a query string, in canonical order.", examples=["stadt=Herne"]),
    "updated": _perhaps("When visitors last got to see something new, UTC.", format="date-time"),
}
_NAMED: Final[dict[str, Schema]] = {
    "publisher": _text("Who publishes it, where somebody is named."),
    "licence": _text("Address of the licence of the data, where one is named.", format="uri"),
}


def _object(said: str, known: dict[str, Schema], named: dict[str, Schema] | None = None) -> Schema:
    """Return the schema of an object that has all of `known`, and of `named` what there is."""
    return {"type": "object", "description": said, "properties": {**known, **(named or {})}, "required": [*known]}


def _several(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


_COORDINATES: Final = {
    "type": "array",
    "prefixItems": [_POSITION["lon"], _POSITION["lat"]],
    "minItems": 2,
    "maxItems": 2,
    "description": "Longitude before latitude (RFC 7946).",
}
_GEOMETRY: Final = {
    **_object("Null where there is no point.", {"type": {"const": "Point"}, "coordinates": _COORDINATES}),
    "type": ["object", "null"],
}
_OF_FEATURE: Final = {
    "precision": {**_PRECISION, "type": ["string", "null"], "enum": [*Precision, None]},
    "radius_m": _RADIUS,
    "point_source": _SOURCE,
}

SCHEMAS: Final[dict[str, Schema]] = {
    "Appointments": _object(
        "The selected appointments, by time.",
        {**_ABOUT, "count": {"type": "integer", "minimum": 0}, "appointments": _several("Appointment")},
        _NAMED,
    ),
    "Appointment": _object(
        "An appointment. What is not known is null.",
        {**_SAID, "point": {"oneOf": [{"$ref": "#/components/schemas/Point"}, {"type": "null"}]}},
    ),
    "Point": _object(
        "Where it is, and how well that is known.",
        {**_POSITION, "precision": _PRECISION, "radius_m": _RADIUS, "source": _SOURCE},
    ),
    "FeatureCollection": _object(
        "The selected appointments, by time, as GeoJSON.",
        {"type": {"const": "FeatureCollection"}, **_ABOUT, "features": _several("Feature")},
        _NAMED,
    ),
    "Feature": _object(
        "An appointment as GeoJSON.",
        {
            "type": {"const": "Feature"},
            "id": _SAID["id"],
            "geometry": _GEOMETRY,
            "properties": _object("What is known of it. What is not known is null.", {**_SAID, **_OF_FEATURE}),
        },
    ),
}
"""By name."""

OF_FORMAT: Final = {"json": "Appointments", "geojson": "FeatureCollection"}
"""Name of the schema by the name of the format; the others are no JSON."""
