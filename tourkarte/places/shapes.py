"""Reading areas: nothing that a map cannot draw or a point cannot be compared with gets past here.

Apart from `files`, so that reading a table does not load the geometry library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson
import shapely

from tourkarte.errors import DataFileError
from tourkarte.places.files import read_features

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_KINDS: Final = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_EARTH: Final = shapely.box(-180, -90, 180, 90)


def read_areas(path: Path) -> tuple[dict[str, Any], NDArray[np.object_]]:
    """Return the collection of features that a GeoJSON file holds, and the area of each.

    Raises
    ------
    DataFileError
        As `read_features`, and if there is no feature, or one that is no valid area on earth.
    """
    collection = read_features(path)
    if not collection["features"]:
        raise DataFileError(f"Die Datei {path.name} enthält keine Flächen; bitte mit data/build.py neu ableiten.")
    areas = np.empty(len(collection["features"]), dtype=object)
    for index, feature in enumerate(collection["features"]):
        try:
            areas[index] = _area(feature)
        except (ValueError, shapely.errors.ShapelyError) as error:
            raise DataFileError(
                f"Die Datei {path.name} ist keine Sammlung von Flächen: Die {index + 1}. ist unbrauchbar ({error}); "
                "erlaubt sind geschlossene Polygone, die sich nicht selbst schneiden. "
                "Bitte mit data/build.py neu ableiten."
            ) from error
    return collection, areas


def _area(feature: Any) -> BaseGeometry:
    if not (isinstance(feature, dict) and feature.get("type") == "Feature"):
        raise ValueError("kein Feature")
    if not isinstance(feature.get("properties"), dict):
        raise ValueError("ohne Eigenschaften")  # noqa: TRY004 -- of the file, not of an argument
    area = shapely.from_geojson(orjson.dumps(feature.get("geometry")))  # stricter than `shape`: no text for numbers
    if shapely.get_type_id(area) not in _KINDS or shapely.is_empty(shapely.get_parts(area)).any() or area.is_empty:
        raise ValueError("kein Polygon")
    if not shapely.is_valid(area):
        raise ValueError(shapely.is_valid_reason(area))
    if not _EARTH.covers(shapely.box(*area.bounds)):
        raise ValueError("außerhalb von Länge und Breite")
    return area
