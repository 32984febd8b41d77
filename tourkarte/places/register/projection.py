"""From the register's coordinates to degrees.

The register measures in ETRS89/UTM zone 32 (EPSG 25832; EPSG 4647 is the same with the zone in front). Tourkarte holds
WGS84 degrees, which ETRS89 is to within a metre; so the way there is mere calculation and needs no tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyproj

if TYPE_CHECKING:
    from numpy.typing import NDArray

PER_DEGREE: Final = 10_000_000
"""Positions are held as whole 1e-7 degrees, about a centimetre."""

_EAST: Final = (275_000.0, 540_000.0)
_NORTH: Final = (5_570_000.0, 5_830_000.0)


def inside(east: NDArray[np.float64], north: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which positions may lie in North Rhine-Westphalia."""
    return np.asarray((east > _EAST[0]) & (east < _EAST[1]) & (north > _NORTH[0]) & (north < _NORTH[1]))


def to_degrees(east: NDArray[np.float64], north: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return latitude and longitude of positions in metres."""
    transformer = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4258", always_xy=True)
    lon, lat = transformer.transform(east, north)
    return _whole(lat), _whole(lon)


def _whole(degrees: NDArray[np.float64]) -> NDArray[np.int32]:
    return np.rint(np.asarray(degrees) * PER_DEGREE).astype(np.int32)
