"""Why a file or a database could not be read or written, in German: the system tells it in English."""

from __future__ import annotations

import errno
import sqlite3
from typing import Final

from tourkarte import errors

_DATABASE: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


def reason(error: OSError | sqlite3.Error) -> str:
    """Return a part of a sentence; of an unusual error the number."""
    if isinstance(error, OSError):
        return errors.reason(error)
    code = getattr(error, "sqlite_errorcode", 0)
    if known := _DATABASE.get(code & 0xFF):
        return errors.reason(OSError(known, ""))
    return f"Fehler {code} der Datenbank" if code else "Fehler der Datenbank"
