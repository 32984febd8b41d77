"""What can go wrong between the product and its database, in sentences for the person in front of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.errors import TourkarteError
from tourkarte.store.records import changed, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tourkarte.store.records import Record

_REASONS: Final = (
    ("readonly", "sie ist schreibgeschützt"),
    ("read-only", "sie ist schreibgeschützt"),
    ("disk is full", "auf dem Laufwerk ist kein Platz mehr frei"),
    ("no space left", "auf dem Laufwerk ist kein Platz mehr frei"),
    ("disk i/o error", "das Laufwerk meldet einen Fehler"),
    ("database is locked", "jemand anderes schreibt gerade und wird nicht fertig"),
    ("statement timeout", "sie braucht zu lange"),
    ("lock timeout", "jemand anderes schreibt gerade und wird nicht fertig"),
    ("not a database", "die Datei ist keine Datenbank"),
    ("malformed", "die Datei ist beschädigt"),
    ("unable to open", "die Datei lässt sich nicht öffnen"),
    ("no such table", "es fehlen Tabellen darin"),
    ('relation "', "es fehlen Tabellen darin"),
    ("password authentication", "der Name oder das Kennwort ist falsch"),
    ("does not exist", "die Datenbank oder der Benutzer ist dort nicht bekannt"),
)


class StoreError(TourkarteError):
    """The store cannot do what it was asked."""


def another(error: StoreError) -> StoreError:
    """Return an error that says the same, for somebody else: each raise of the same one would make it grow."""
    return type(error)(str(error))


class StoreUnavailableError(StoreError, OSError):
    """The database cannot be reached, read or written; it may be again later."""


class StoreVersionError(StoreError):
    """The database is another program's, or of a version of this one that is not known here."""


class BrokenRecordError(StoreError):
    """A row holds what no record holds: somebody wrote it past the product."""


class GoneError(StoreError, LookupError):
    """There is no such record."""


class StillNeededError(StoreError):
    """A record cannot be deleted, because others that are there refer to it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same record.

    Attributes
    ----------
    base
        The record as it was when the second began.
    current
        As it is now.
    mine
        The fields that the second wants to change, with their new values.
    """

    base: Record
    current: Record
    mine: Mapping[str, Any]

    @property
    def theirs(self) -> tuple[str, ...]:
        """The fields that were changed in between."""
        return changed(to_json(self.base), to_json(self.current))

    @property
    def contested(self) -> tuple[str, ...]:
        """The fields that both changed, to different values."""
        return tuple(
            name for name in self.theirs if name in self.mine and getattr(self.current, name) != self.mine[name]
        )


class ConflictError(StoreError):
    """Somebody else was faster; nothing was written."""

    def __init__(self, message: str, *conflicts: Conflict) -> None:
        super().__init__(message)
        self.conflicts = conflicts


class BackupError(StoreError):
    """A file is no backup that can be restored here, or a backup cannot be written."""


class NotEmptyError(StoreError):
    """The database holds something that must not be lost by mistake."""


def because(error: Exception, *, database: str) -> str:
    """Return a sentence on a driver's error; what the driver says in English goes to the log, not to people."""
    text = str(error).lower()
    reason = next((german for words, german in _REASONS if words in text), "sie antwortet nicht")
    return (
        f"Die Datenbank {database} ist gerade nicht zu benutzen: {reason}. "
        "Es wurde nichts gespeichert; bitte später noch einmal versuchen oder die Technik verständigen."
    )
