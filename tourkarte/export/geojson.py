"""GeoJSON as RFC 7946 has it, for maps: longitude before latitude, and no geometry where there is no point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from tourkarte.export import register
from tourkarte.export.records import about, records
from tourkarte.language import N_

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.export.edition import Edition


@register(
    name="geojson",
    label=N_("GeoJSON"),
    suffix="geojson",
    media_type="application/geo+json",
    is_page=True,
    hint=N_("für Karten und GIS"),
    rank=3,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the rows of `frame` as features; how well a point is known stands in their properties."""
    features = [_feature(said, point) for said, point in records(frame, edition)]
    collection = {"type": "FeatureCollection", **about(edition), "features": features}
    return orjson.dumps(collection, option=orjson.OPT_APPEND_NEWLINE)


def _feature(said: dict[str, Any], point: dict[str, Any]) -> dict[str, Any]:
    lat, lon = point.pop("lat"), point.pop("lon")
    return {
        "type": "Feature",
        "id": said["id"],
        "geometry": None if lat is None else {"type": "Point", "coordinates": [lon, lat]},
        "properties": said | point,
    }
