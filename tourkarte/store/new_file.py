"""Writing a file that is there as a whole or not at all, and that its owner alone may read."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tourkarte.errors import reason
from tourkarte.store.errors import BackupError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def becoming(target: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """Open a file that is `target` once the block has ended well, and safe on the disk then.

    Parameters
    ----------
    force
        Replace the file that is there.

    Raises
    ------
    BackupError
        If there is such a file already, or it cannot be written.
    """
    try:
        with _beside(target, force=force) as (file, new):
            yield file
            file.flush()
            os.fsync(file.fileno())
            _put(new, target, force=force)
    except FileExistsError as error:
        raise BackupError(
            f"Die Datei {target} gibt es schon; sie bleibt, wie sie ist. Bitte einen anderen Namen angeben."
        ) from error
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        raise BackupError(
            f"Die Sicherung {target} lässt sich nicht schreiben ({reason(error)}). "
            "Bitte eine andere Datei angeben oder für Platz und Schreibrecht sorgen."
        ) from error


@contextmanager
def _beside(target: Path, *, force: bool) -> Iterator[tuple[IO[bytes], Path]]:
    """Open a file beside `target`, which is gone afterwards unless it became that."""
    if not force and os.path.lexists(target):
        raise FileExistsError
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".tourkarte-")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - it is open already
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _put(new: Path, target: Path, *, force: bool) -> None:
    """Give the file its name; one that somebody else made meanwhile is not replaced unasked."""
    if force or not _linked(new, target):
        new.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _linked(new: Path, target: Path) -> bool:
    try:
        target.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, such as that of a memory stick
        return False
    return True
