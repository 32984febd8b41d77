"""The bytes of a file on disk, or a clear refusal before anything is read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from tourkarte.errors import DocumentError, reason
from tourkarte.intake.documents import MAX_BYTES, refuse_size

if TYPE_CHECKING:
    from pathlib import Path


def contents(path: Path) -> bytes:
    """Return the bytes of a file that is small enough.

    Raises
    ------
    DocumentError
        If there is no such file, it is none, or it is too large.
    """
    try:
        _refuse_what_is_no_file(path.stat().st_mode)
        with path.open("rb") as file:
            refuse_size(os.fstat(file.fileno()).st_size)
            data = file.read(MAX_BYTES + 1)
    except DocumentError:
        raise
    except FileNotFoundError as error:
        raise DocumentError("Diese Datei gibt es nicht. Bitte Namen und Ordner prüfen.") from error
    except OSError as error:
        raise DocumentError(f"Die Datei lässt sich nicht öffnen ({reason(error)}).") from error
    except ValueError as error:  # a name with a null character
        raise DocumentError("Diesen Dateinamen kann es nicht geben. Bitte Namen und Ordner prüfen.") from error
    refuse_size(len(data))
    return data


def _refuse_what_is_no_file(mode: int) -> None:
    """Refuse folders, and pipes and devices, which may have no end."""
    if stat.S_ISDIR(mode):
        raise DocumentError("Das ist ein Ordner. Bitte eine Datei angeben.")
    if not stat.S_ISREG(mode):
        raise DocumentError("Das ist keine gewöhnliche Datei. Bitte eine Datei angeben.")
