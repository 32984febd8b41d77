"""The choice by distance from a place that has a name: a postal code or a town."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from tourkarte.errors import InvalidValueError
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt
    import pandas as pd

    from tourkarte.model import Point

DEFAULT_KM: Final = 30
MAX_KM: Final = 300
_EARTH_KM: Final = 6371.0088  # mean radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to look around.

    Attributes
    ----------
    key
        What stands in an address, such as `44649` or `Herne`.
    label
        What people read, such as `44649 Herne`.
    """

    key: str
    label: str
    point: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The places that can be looked around, however they are written.

    Attributes
    ----------
    by_key
        Places by what `key` makes of a way to write them.
    key
        What names are compared by.
    """

    by_key: Mapping[str, Place] = field(default_factory=dict)
    key: Callable[[str], str] = fold

    def find(self, text: str) -> Place | None:
        """Return the place that is meant; None if there is none such."""
        return self.by_key.get(self.key(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle around a place.

    Attributes
    ----------
    km
        Radius in kilometres.
    key, label
        As those of a `Place`.

    Raises
    ------
    InvalidValueError
        If `km` is not from 1 to `MAX_KM`.
    """

    point: Point
    km: int = DEFAULT_KM
    key: str
    label: str

    def __post_init__(self) -> None:
        if not 1 <= self.km <= MAX_KM:
            raise InvalidValueError(f"Der Umkreis {self.km} km geht nicht; erlaubt sind 1 bis {MAX_KM}.")

    def mask(self, frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
        """Return which rows lie in the circle; those without a point do not."""
        lat, lon = (np.radians(frame[name].to_numpy(dtype=float)) for name in ("lat", "lon"))
        return _distance_km(lat, lon, self.point) <= self.km  # not a number is not within anything


def _distance_km(lat: npt.NDArray[Any], lon: npt.NDArray[Any], point: Point) -> npt.NDArray[np.float64]:
    """Return the great-circle distances in kilometres by the haversine formula, of radians."""
    at_lat, at_lon = np.radians(point.lat), np.radians(point.lon)
    half = np.sin((lat - at_lat) / 2) ** 2 + np.cos(lat) * np.cos(at_lat) * np.sin((lon - at_lon) / 2) ** 2
    distances: npt.NDArray[np.float64] = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distances
