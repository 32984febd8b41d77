"""The lines between municipalities, for whoever looks at the map closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import orjson
import shapely

from tourkarte.places.shapes import read_areas

if TYPE_CHECKING:
    from pathlib import Path

_PER_DEGREE: Final = 10_000


def border_lines(path: Path) -> bytes:
    """Return the borders of the areas in a GeoJSON file, each once, as a JSON document.

    Every line is the list of its points' longitudes and latitudes in 1/10,000 degree, from the second point on as the
    step from the point before it: a fifth of what the areas take.

    Raises
    ------
    DataFileError
        As `read_areas`.
    """
    _, areas = read_areas(path)
    borders = shapely.line_merge(shapely.unary_union(shapely.boundary(areas)))
    return orjson.dumps([_steps(shapely.get_coordinates(line)) for line in shapely.get_parts(borders)])


def _steps(points: np.ndarray) -> list[int]:
    whole = np.rint(points * _PER_DEGREE).astype(int)
    steps: list[int] = np.diff(whole, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps
