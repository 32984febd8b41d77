"""Why a file could not be read or written, in German: the system tells it in English."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

_NO_RIGHT: Final = "die Erlaubnis dafür fehlt"
_NO_SPACE: Final = "es ist kein Platz mehr frei"
_REASONS: Final = {
    errno.ENOENT: "die Datei oder ihren Ordner gibt es nicht",
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "das Laufwerk ist schreibgeschützt",
    errno.EISDIR: "es ist ein Ordner",
    errno.ENOTDIR: "ein Ordner in diesem Pfad ist eine Datei",
    errno.EEXIST: "ein Ordner in diesem Pfad ist eine Datei",
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.ENAMETOOLONG: "der Name ist zu lang",
    errno.EIO: "das Laufwerk meldet einen Fehler",
}
_DATABASE: Final = {
    sqlite3.SQLITE_FULL: _NO_SPACE,
    sqlite3.SQLITE_READONLY: _NO_RIGHT,
    sqlite3.SQLITE_PERM: _NO_RIGHT,
    sqlite3.SQLITE_IOERR: _REASONS[errno.EIO],
}


def reason(error: OSError | sqlite3.Error) -> str:
    """Return a part of a sentence; of an unusual error the number."""
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0, f"Fehler {error.errno} des Systems" if error.errno else "Systemfehler")
    code = getattr(error, "sqlite_errorcode", 0)
    return _DATABASE.get(code & 0xFF, f"Fehler {code} der Datenbank" if code else "Fehler der Datenbank")
