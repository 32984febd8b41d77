"""The lines between municipalities, for whoever looks at the map closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import orjson
import shapely

from tourkarte.places.shapes import read_areas

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_PER_DEGREE: Final = 10_000
_DIGITS: Final = 5


def border_lines(path: Path) -> bytes:
    """Return the borders of municipalities within their districts, each once, as a JSON document.

    Every line is the list of its points' longitudes and latitudes in 1/10,000 degree, from the second point on as the
    step from the point before it: a fifth of what the areas take.

    Parameters
    ----------
    path
        A GeoJSON file of areas; the first five digits of an area's `ags` are its district's.

    Raises
    ------
    DataFileError
        As `read_areas`.
    """
    collection, areas = read_areas(path)
    districts: dict[str, list[BaseGeometry]] = {}
    for feature, area in zip(collection["features"], areas, strict=True):
        districts.setdefault(str(feature["properties"].get("ags"))[:_DIGITS], []).append(area)
    return orjson.dumps(
        [_steps(shapely.get_coordinates(line)) for within in districts.values() for line in _inner(within)]
    )


def _inner(areas: list[BaseGeometry]) -> list[BaseGeometry]:
    if len(areas) == 1:
        return []
    borders = shapely.unary_union(shapely.boundary(areas))
    return [*shapely.get_parts(shapely.line_merge(borders - shapely.boundary(shapely.unary_union(areas))))]


def _steps(points: NDArray[np.float64]) -> list[int]:
    whole = np.rint(points * _PER_DEGREE).astype(int)
    steps: list[int] = np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps
