"""The index of the register, to be asked: read-only, by any number of threads, always the file that is in service."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import NoRegisterError, RegisterError
from tourkarte.model import Point
from tourkarte.places.names import key as town_key
from tourkarte.places.names import keys as town_keys
from tourkarte.places.register import schema
from tourkarte.places.register.entries import House, Info, Spelling, Street, Town

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PER_DEGREE: Final = 10_000_000  # as in `projection`, which looking up does without
_TOWNS_KEPT: Final = 128  # the largest one has some 10,000 streets, about 1 MB
_STREET: Final = "id, municipality, part, code, name, key, lat, lon, houses, radius"


class Index:
    """One index file. It stays open as long as anybody holds it, even if another one takes its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._spellings: dict[int, tuple[Spelling, ...]] = {}
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            self._file = sqlite3.connect(address, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        weakref.finalize(self, self._file.close)
        try:
            self._check()
            self.towns = {row[0]: Town(*row) for row in self._rows("SELECT id, ags, name FROM municipality")}
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _check(self) -> None:
        marks = [self._file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if marks[0] != schema.APPLICATION:
            raise RegisterError(f"{self.path} ist kein Index des Adressregisters; bitte eine andere Datei angeben.")
        if marks[1] != schema.VERSION:
            raise RegisterError(
                f"{self.path} hat die Fassung {marks[1]}, gebraucht wird {schema.VERSION}; "
                "bitte mit „tourkarte register build“ neu bauen."
            )

    @cached_property
    def by_ags(self) -> dict[str, Town]:
        """The municipalities by AGS."""
        return {town.ags: town for town in self.towns.values()}

    @cached_property
    def _by_name(self) -> dict[str, list[Town]]:
        found: dict[str, list[Town]] = {}
        for town in self.towns.values():
            for name in town_keys(town.name):
                found.setdefault(name, []).append(town)
        return found

    def named(self, name: str) -> Sequence[Town]:
        """Return the municipalities that `name` may mean."""
        return self._by_name.get(town_key(name), ())

    def with_part(self, name: str) -> list[Town]:
        """Return the municipalities that have a part of town by this name."""
        rows = self._rows("SELECT municipality FROM part WHERE key = ?", town_key(name))
        return [self.towns[row[0]] for row in rows]

    def streets(self, town: Town, key: str) -> list[Street]:
        """Return the streets of a municipality with this key."""
        rows = self._rows(f"SELECT {_STREET} FROM street WHERE municipality = ? AND key = ?", town.id, key)  # noqa: S608 -- fixed columns
        return [_street(row) for row in rows]

    def is_common(self, key: str) -> bool:
        """Whether more than one municipality has a street with this key."""
        return len(self._rows("SELECT DISTINCT municipality FROM street WHERE key = ? LIMIT 2", key)) > 1

    def spellings(self, town: Town) -> tuple[Spelling, ...]:
        """Return how all streets of a municipality are written."""
        found = self._spellings.get(town.id)
        if found is None:
            rows = self._rows("SELECT DISTINCT key, long_key, name FROM street WHERE municipality = ?", town.id)
            found = tuple(Spelling(*row) for row in rows)
            with self._lock:
                if len(self._spellings) >= _TOWNS_KEPT:
                    del self._spellings[next(iter(self._spellings))]
                self._spellings[town.id] = found
        return found

    def house(self, street: Street, number: int, suffix: str) -> House | None:
        """Return a house of a street."""
        query = "SELECT number, suffix, lat, lon FROM house WHERE street = ? AND number = ? AND suffix = ?"
        rows = self._rows(query, street.id, number, suffix)
        return _house(rows[0]) if rows else None

    def houses(self, street: Street) -> list[House]:
        """Return all houses of a street, by number."""
        return [
            _house(row) for row in self._rows("SELECT number, suffix, lat, lon FROM house WHERE street = ?", street.id)
        ]

    def info(self) -> Info:
        """Return what the index says about itself."""
        facts: dict[str, Any] = dict(self._rows("SELECT name, value FROM meta"))
        return Info(**facts, size=self.path.stat().st_size)

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._file.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    def _unusable(self, error: sqlite3.Error) -> RegisterError:
        return RegisterError(
            f"Der Index {self.path} ist nicht lesbar ({error}); bitte mit „tourkarte register build“ neu bauen."
        )


class Register:
    """The address register of an installation: whatever index lies at its path."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._current: tuple[tuple[int, ...], Index] | None = None

    @classmethod
    def open(cls, path: Path) -> Register:
        """Return the register whose index is at `path`.

        Raises
        ------
        NoRegisterError
            If there is none.
        RegisterError
            If it is not an index, or one of another version.
        """
        register = cls(path)
        register.current()
        return register

    def current(self) -> Index:
        """Return the index that is in service now, opened anew if the file was replaced.

        Raises
        ------
        RegisterError
            As `open`.
        """
        try:
            stat = os.stat(self.path)  # noqa: PTH116 -- a third of the time, at every look-up
        except OSError as error:
            raise NoRegisterError(
                f"Es ist kein Adressregister in Gebrauch: {self.path} fehlt. "
                "Gebaut wird es mit „tourkarte register build“."
            ) from error
        mark = (stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size)
        current = self._current
        if current is None or current[0] != mark:
            with self._lock:
                current = self._current
                if current is None or current[0] != mark:
                    self._current = current = (mark, Index(self.path))
        return current[1]


def _point(lat: int, lon: int) -> Point:
    return Point(lat=lat / _PER_DEGREE, lon=lon / _PER_DEGREE)


def _street(row: Sequence[Any]) -> Street:
    id_, town, part, code, name, key, lat, lon, houses, radius = row
    return Street(id_, town, part, code, name, key, _point(lat, lon), houses, float(radius))


def _house(row: Sequence[Any]) -> House:
    number, suffix, lat, lon = row
    return House(number, suffix, _point(lat, lon))
