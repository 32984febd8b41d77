"""The SQLite file that cache and breaker keep their knowledge in, shared by all processes of an installation.

Each use opens the file anew: threads and processes come and go, and none of them holds on to a file that another one
has set aside because it was damaged.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from tourkarte.errors import TourkarteError
from tourkarte.places.online.locks import LockedError, exclusive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

VERSION: Final = 1
"""Raise it when the tables or what is written in them changes: a file of another version is emptied."""

_TABLES: Final = (
    "CREATE TABLE answer (question TEXT PRIMARY KEY, hits TEXT NOT NULL, asked REAL NOT NULL, expires REAL NOT NULL)",
    "CREATE INDEX answer_expires ON answer (expires)",
    "CREATE TABLE breaker (server TEXT PRIMARY KEY, failures INTEGER NOT NULL, until REAL NOT NULL)",
)
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PATIENCE_S: Final = 2.0


class StateError(TourkarteError, OSError):
    """The state folder cannot be used at the moment."""


@dataclass(frozen=True, slots=True)
class State:
    """The SQLite file in the state folder."""

    folder: Path

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / "online.sqlite3"

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` reads.

        Raises
        ------
        StateError
            If the file can be neither used nor begun anew.
        """
        return self._do("BEGIN", work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction, alone.

        Raises
        ------
        StateError
            As `read`; nothing is written then.
        """
        return self._do("BEGIN IMMEDIATE", work)

    def _do(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            try:
                return self._once(begin, work)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
            self._begin_anew()
            return self._once(begin, work)
        except (sqlite3.Error, OSError, LockedError) as error:
            raise StateError(f"Der Zwischenspeicher {self.path} ist nicht benutzbar ({error}).") from error

    def _once(self, begin: str, work: Callable[[sqlite3.Connection], T]) -> T:
        with closing(self._connect()) as connection:
            if not _is_current(connection):
                self._set_up(connection)
            connection.execute(begin)
            with connection:  # commits, or rolls back
                return work(connection)

    def _connect(self) -> sqlite3.Connection:
        self.path.touch(mode=0o600)  # SQLite gives the files beside it the same mode
        return sqlite3.connect(self.path, timeout=_PATIENCE_S, isolation_level=None)

    def _set_up(self, connection: sqlite3.Connection) -> None:
        """Make the tables; those of another version go, with all that is in them."""
        with exclusive(self.folder / "online.lock", _PATIENCE_S):
            if _is_current(connection):
                return
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
                    connection.execute(f'DROP TABLE "{name}"')
                for table in _TABLES:
                    connection.execute(table)
                connection.execute(f"PRAGMA user_version = {VERSION}")

    def _begin_anew(self) -> None:
        """Set the damaged file aside, unless another process was faster."""
        with exclusive(self.folder / "online.lock", _PATIENCE_S):
            try:
                with closing(self._connect()) as connection:
                    if connection.execute("PRAGMA quick_check").fetchone() == ("ok",):
                        return
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
            self.path.replace(self.path.with_name("online.damaged"))
            for suffix in ("-wal", "-shm"):
                self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _is_current(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone() == (VERSION,))


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED  # the low byte is the error, the rest its kind
