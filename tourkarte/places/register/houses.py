"""The houses as columns: in order, each once, and what follows from them for each street."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from tourkarte.places.register.projection import PER_DEGREE, inside, to_degrees
from tourkarte.places.register.rows import Skipped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tourkarte.places.register.rows import Rows

_METRES: Final = 111_195 / PER_DEGREE  # of a step in latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Houses:
    """Houses by street, number and suffix.

    Attributes
    ----------
    street
        Place of the street in the order that was asked for.
    suffix
        Place of the suffix in `suffixes`.
    """

    street: NDArray[np.int32]
    number: NDArray[np.int32]
    suffix: NDArray[np.int32]
    lat: NDArray[np.int32]
    lon: NDArray[np.int32]
    suffixes: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extents:
    """What follows for the streets that have houses.

    Attributes
    ----------
    street
        As in `Houses`.
    lat, lon
        Position of the house in the middle.
    count
        Number of houses.
    radius
        Metres from the middle to the farthest house, rounded up.
    """

    street: NDArray[np.int32]
    lat: NDArray[np.int32]
    lon: NDArray[np.int32]
    count: NDArray[np.int64]
    radius: NDArray[np.int64]


def arrange(rows: Rows, rank: NDArray[np.int32]) -> Houses:
    """Return the houses that lie where they can, each once; the rows count what is left out.

    Parameters
    ----------
    rank
        The place of each of the rows' streets in the order of the index.
    """
    east, north = np.frombuffer(rows.east), np.frombuffer(rows.north)
    good = inside(east, north)
    rows.skipped[Skipped.POSITION] += int((~good).sum())
    suffixes, suffix_rank = _ranked(rows.suffixes)
    street = rank[np.frombuffer(rows.street, np.int32)[good]]
    number = np.frombuffer(rows.number, np.int32)[good]
    suffix = suffix_rank[np.frombuffer(rows.suffix, np.int32)[good]]
    quality = np.frombuffer(rows.quality, np.int8)[good]
    lat, lon = to_degrees(east[good], north[good])
    order = np.lexsort((quality, suffix, number, street))  # of the same house, the better position first
    street, number, suffix = street[order], number[order], suffix[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (street[1:] != street[:-1]) | (number[1:] != number[:-1]) | (suffix[1:] != suffix[:-1])
    rows.skipped[Skipped.TWICE] += int((~first).sum())
    return Houses(
        street=street[first],
        number=number[first],
        suffix=suffix[first],
        lat=lat[order][first],
        lon=lon[order][first],
        suffixes=suffixes,
    )


def extents(houses: Houses) -> Extents:
    """Return the middle and the size of each street."""
    street, starts, count = np.unique(houses.street, return_index=True, return_counts=True)
    lat, lon = houses.lat.astype(np.float64), houses.lon.astype(np.float64)
    centre = (np.repeat(np.add.reduceat(each, starts) / count, count) for each in (lat, lon))
    nearest = np.lexsort((_distance(lat, lon, *centre), houses.street))[starts]
    middle = (np.repeat(each[nearest], count) for each in (lat, lon))
    radius = np.maximum.reduceat(_distance(lat, lon, *middle), starts)
    return Extents(
        street=street,
        lat=houses.lat[nearest],
        lon=houses.lon[nearest],
        count=count,
        radius=np.ceil(radius).astype(np.int64),
    )


def _distance(
    lat: NDArray[np.float64], lon: NDArray[np.float64], to_lat: NDArray[np.float64], to_lon: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return distances in metres; a degree of longitude shrinks to the north."""
    shrink = np.cos(np.radians(lat / PER_DEGREE))
    return np.asarray(np.hypot(lat - to_lat, (lon - to_lon) * shrink) * _METRES)


def _ranked(suffixes: dict[str, int]) -> tuple[list[str], NDArray[np.int32]]:
    """Return the suffixes in order, and the place of each by its number."""
    ordered = sorted(suffixes)
    rank = np.empty(len(ordered), np.int32)
    rank[[suffixes[each] for each in ordered]] = np.arange(len(ordered), dtype=np.int32)
    return ordered, rank
