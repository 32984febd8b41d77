"""Putting a finished index in the place of the old one, which stays in service until then."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tourkarte.errors import RegisterError
from tourkarte.places.register import schema
from tourkarte.places.register.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def check_target(target: Path) -> None:
    """Refuse to put the index in the place of something else, such as the delivery itself."""
    try:
        with target.open("rb") as file:
            start = file.read(100)
    except OSError:
        return  # there is nothing, or `place_beside` says what is wrong
    if start and int.from_bytes(start[68:72]) != schema.APPLICATION:  # where SQLite keeps it
        raise RegisterError(f"{target} ist kein Index des Adressregisters und bleibt; bitte eine andere Datei angeben.")


@contextmanager
def place_beside(target: Path) -> Iterator[Path]:
    """Yield the path of an empty file beside `target` that nobody else builds in; it is gone afterwards."""
    new = target.with_name(f"{target.name}.neu")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(new, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        _lock(file, new)
        os.truncate(file, 0)  # what an interrupted machine left
        try:
            yield new
        finally:
            new.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, RegisterError):
            raise
        raise _unwritable(target, error) from error
    finally:
        os.close(file)


def _lock(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mine = path.stat().st_ino == os.fstat(file).st_ino  # or it was put in its place in this very moment
    except (BlockingIOError, FileNotFoundError):
        mine = False
    if not mine:
        raise RegisterError("Der Index wird gerade schon gebaut; bitte warten, bis das fertig ist.")


def put(new: Path, target: Path) -> None:
    """Put the finished file in its place, so that even a power cut leaves the old or the new one."""
    _sync(new)
    os.replace(new, target)  # noqa: PTH105 -- the file's name, not the path, changes hands
    _sync(target.parent)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _unwritable(target: Path, error: OSError | sqlite3.Error) -> RegisterError:
    return RegisterError(
        f"Der Index {target} lässt sich nicht schreiben ({reason(error)}); ein früherer bleibt in Gebrauch. "
        "Gebraucht werden bis zu 0,4 GB Platz und Schreibrecht im Ordner."
    )
