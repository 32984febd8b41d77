"""The places that a visitor can look around: postal codes and towns of the state."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DataFileError
from tourkarte.places.files import load_items
from tourkarte.places.gazetteer import (
    MUNICIPALITY_COLUMNS,
    POSTAL_COLUMNS,
    read_municipality,
    read_postal_place,
)
from tourkarte.places.names import key, keys
from tourkarte.selection import Place, Places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tourkarte.places.files import Row
    from tourkarte.places.gazetteer import T

_FILES: Final = ("municipalities.csv", "postal_codes.csv")


def nearby(data_dir: Path) -> Places:
    """Return the places that the data folder knows; a file that is missing or broken, which `check` tells, has none."""
    return _nearby(data_dir, tuple(_changed(data_dir / name) for name in _FILES))


def _changed(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=2)
def _nearby(data_dir: Path, _changed: tuple[tuple[int, int] | None, ...]) -> Places:
    towns_file, codes_file = (data_dir / name for name in _FILES)
    found: dict[str, Place] = {}
    towns = _items(towns_file, MUNICIPALITY_COLUMNS, read_municipality)
    towns.sort(key=lambda town: -town.population)  # of two that share a short name, the large one is meant
    exact = [(key(town.name), town) for town in towns]
    for name, town in [*exact, *((name, each) for each in towns for name in keys(each.name))]:
        found.setdefault(name, Place(key=town.name, label=town.name, point=town.point))
    for place in _items(codes_file, POSTAL_COLUMNS, read_postal_place):
        found.setdefault(place.code, Place(key=place.code, label=f"{place.code} {place.place}", point=place.point))
    return Places(by_key=found, key=key)


def _items(path: Path, columns: tuple[str, ...], read: Callable[[Row], T]) -> list[T]:
    try:
        return load_items(path, columns, read)
    except DataFileError:
        return []
