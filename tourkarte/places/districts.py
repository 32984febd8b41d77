"""In which municipality, and so in which district, a point lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import shapely
from shapely.geometry import shape

from tourkarte.errors import DataFileError
from tourkarte.places.files import read_features
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tourkarte.model import Point

TOLERANCE: Final = 0.002
"""How far in degrees a point may lie outside of a boundary and still count as inside: about 140 m to the east or west
and 220 m to the north or south. Simplification moved the boundaries by up to 130 m."""


@dataclass(frozen=True, slots=True)
class Districts:
    """The municipalities' boundaries; the first five digits of a municipality's key are its district's.

    Attributes
    ----------
    keys
        The municipalities' AGS, in the order of the tree's shapes.
    """

    keys: tuple[str, ...]
    tree: shapely.STRtree

    @classmethod
    def load(cls, data_dir: Path) -> Districts:
        """Read municipalities.geojson.

        Raises
        ------
        DataFileError
            If the file is missing or is not what it must be.
        """
        path = data_dir / "municipalities.geojson"
        try:
            keys, shapes = zip(*(_municipality(feature) for feature in read_features(path)["features"]), strict=True)
        except (KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
            raise DataFileError(
                f"Die Datei {path.name} ist keine Sammlung von Gemeindegrenzen ({error}); "
                "bitte mit data/build.py neu ableiten."
            ) from error
        return cls(keys, shapely.STRtree(shapes))

    def locate(self, point: Point, within: Collection[str] = ()) -> str | None:
        """Return the AGS of the municipality in which the point lies, or None if it lies in none of them.

        Parameters
        ----------
        within
            AGS of the districts that come into question; none means all. A point that lies outside of them, but
            no farther than the tolerance, counts as inside.
        """
        place = shapely.Point(point.lon, point.lat)
        near = [
            (self.tree.geometries[index].distance(place), self.keys[index])
            for index in self.tree.query(place, predicate="dwithin", distance=TOLERANCE)
            if not within or self.keys[index][:5] in within
        ]
        return min(near)[1] if near else None


@cache
def districts() -> Districts:
    """Return the boundaries of this installation, read once."""
    return Districts.load(settings().data_dir)


def _municipality(feature: dict[str, Any]) -> tuple[str, Any]:
    return feature["properties"]["ags"], shape(feature["geometry"])
