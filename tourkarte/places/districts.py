"""In which municipality, and so in which district, a point lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import shapely

from tourkarte.errors import DataFileError
from tourkarte.places.shapes import read_areas
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tourkarte.model import Point

TOLERANCE: Final = 0.002
"""How far in degrees a point may lie outside of a boundary and still count as inside: about 140 m to the east or west
and 220 m to the north or south. Simplification moved the boundaries by up to 130 m."""

_KEY: Final = re.compile("[0-9]{8}")


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
        collection, areas = read_areas(path)
        keys = tuple(feature["properties"].get("ags") for feature in collection["features"])
        if wrong := [key for key in keys if not (isinstance(key, str) and _KEY.fullmatch(key))]:
            raise DataFileError(
                f"In der Datei {path.name} ist „{wrong[0]}“ kein Gemeindeschlüssel (ags); erlaubt sind acht Ziffern "
                "als Text. Bitte mit data/build.py neu ableiten."
            )
        return cls(keys, shapely.STRtree(areas))

    def locate(self, point: Point, within: Collection[str] = ()) -> str | None:
        """Return the AGS of the municipality in which the point lies, or None if it lies in none of them.

        Parameters
        ----------
        within
            AGS of the districts or municipalities that come into question; none means all. A point that lies outside of
            them, but no farther than the tolerance, counts as inside.
        """
        place = shapely.Point(point.lon, point.lat)
        near = [
            (self.tree.geometries[index].distance(place), self.keys[index])
            for index in self.tree.query(place, predicate="dwithin", distance=TOLERANCE)
            if not within or self.keys[index][:5] in within or self.keys[index] in within
        ]
        return min(near)[1] if near else None


@cache
def districts() -> Districts:
    """Return the boundaries of this installation, read once."""
    return Districts.load(settings().data_dir)
