"""The tree of errors that Tourkarte raises on purpose.

Every message is a German sentence for the person in front of the screen: what came, what is allowed, what to
do. Where an error also is what a builtin stands for, it is a subclass of that builtin.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
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


class TourkarteError(Exception):
    """Base of all errors whose message may be shown to a visitor as it is."""


class InvalidValueError(TourkarteError, ValueError):
    """A single value is outside of what its type allows."""


class DataFileError(TourkarteError, OSError):
    """A data file is missing or cannot be read as what it should be."""


class RegisterError(DataFileError):
    """A file is no address register or no usable index of one, or the index cannot be written."""


class NoRegisterError(RegisterError):
    """There is no index of the address register at this place."""


class SettingsError(TourkarteError, ValueError):
    """An environment variable does not hold what its setting allows."""


class SignInError(TourkarteError):
    """Somebody is not let in at the desk."""


class WrongTokenError(SignInError, PermissionError):
    """A token is not the one that the server printed, or was used up."""


class TooManyAttemptsError(SignInError, PermissionError):
    """Too many wrong tokens came from one place.

    Attributes
    ----------
    seconds
        How long that place has to wait.
    """

    def __init__(self, message: str, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class DocumentError(TourkarteError, ValueError):
    """A document that was given to be read is no readable text."""


class NoAppointmentsError(DocumentError):
    """A readable document holds no appointment."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a piece of input, and where it is.

    Attributes
    ----------
    message
        A German sentence: what came, what is allowed.
    file
        Name of the file, as the user knows it.
    row
        Line of the file, counted from 1 with the header, as an editor or a spreadsheet shows it.
    field
        Name of the column or parameter.
    """

    message: str
    file: str | None = None
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = [self.file, f"Zeile {self.row}" if self.row else None, f"Feld „{self.field}“" if self.field else None]
        where = ", ".join(part for part in place if part)
        return f"{where}: {self.message}" if where else self.message


def reason(error: OSError) -> str:
    """Return in German why a file cannot be read or written, as a part of a sentence."""
    return _REASONS.get(error.errno or 0, f"Fehler {error.errno} des Systems" if error.errno else "Systemfehler")
