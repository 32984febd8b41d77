"""The districts as shapes of a drawing: flat, as simple as its size allows, neighbours sharing one line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from tourkarte.places.shapes import read_areas

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

WIDTH: Final = 1000.0
"""The width of the drawing, in its own units."""
MARGIN: Final = 4.0
_TOLERANCE: Final = 2.5  # of those units: less than two pixels where the drawing is as wide as half a page


class Projection(NamedTuple):
    """How degrees become units of the drawing: degrees of longitude are as long as they are there.

    Attributes
    ----------
    units
        Of the drawing, that one degree of latitude is long.
    """

    west: float
    north: float
    shrink: float
    units: float

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a point is drawn."""
        return (lon - self.west) * self.shrink * self.units + MARGIN, (self.north - lat) * self.units + MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """What is drawn, in units from the upper left corner, y downwards.

    Attributes
    ----------
    districts
        By AGS.
    regions
        One area per region.
    """

    height: float
    projection: Projection
    districts: Mapping[str, BaseGeometry]
    regions: tuple[BaseGeometry, ...]
    state: BaseGeometry

    @property
    def paths(self) -> dict[str, str]:
        """The districts as paths of an SVG."""
        return {ags: path(area) for ags, area in self.districts.items()}


def shapes(file: Path) -> Shapes:
    """Read the districts' boundaries; whoever has neither key nor region is drawn in nobody's colour.

    Raises
    ------
    DataFileError
        As `read_areas`.
    """
    collection, areas = read_areas(file)
    facts = [feature["properties"] for feature in collection["features"]]
    flat, height, projection = _flat(areas)
    simple = shapely.coverage_simplify(flat, _TOLERANCE)
    regions = np.array([str(fact.get("region", "")) for fact in facts])
    return Shapes(
        height=height,
        projection=projection,
        districts={str(fact.get("ags", n)): area for n, (fact, area) in enumerate(zip(facts, simple, strict=True))},
        regions=tuple(shapely.union_all(simple[regions == name]) for name in sorted(set(regions))),
        state=shapely.union_all(simple),
    )


def _flat(areas: NDArray[np.object_]) -> tuple[NDArray[np.object_], float, Projection]:
    """Return the areas in the drawing's units, its height, and how other things get there."""
    west, south, east, north = shapely.total_bounds(areas)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / max((east - west) * shrink, 1e-9)
    origin, factors = np.array([west, north]), np.array([shrink, -1.0]) * scale
    flat = shapely.transform(areas, lambda corners: (corners - origin) * factors + MARGIN)
    return flat, (north - south) * scale + 2 * MARGIN, Projection(west, north, shrink, scale)


def path(area: BaseGeometry) -> str:
    """Return an area as the `d` of an SVG path, in whole units."""
    return "".join(_ring(corners) for corners in rings(area))


def rings(area: BaseGeometry) -> list[NDArray[np.float64]]:
    """Return the corners of an area's outlines, those of its holes too."""
    outlines = shapely.get_rings(shapely.get_parts(area))
    return [shapely.get_coordinates(outline) for outline in outlines]


def _ring(corners: NDArray[np.float64]) -> str:
    whole = np.rint(corners).astype(int)
    moves = np.diff(whole, axis=0)[:-1]  # back to the first corner leads z
    steps = " ".join(f"{x} {y}" for x, y in moves[moves.any(axis=1)].tolist())
    return f"M{whole[0][0]} {whole[0][1]}l{steps or '0 0'}z".replace(" -", "-")
