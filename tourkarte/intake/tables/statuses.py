"""What a row says of its appointment's status: a word of its own, or a remark in the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.tables.cells import as_text, is_nothing
from tourkarte.model import Doubt, Status
from tourkarte.text import fold

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Cell

_WORDS: Final = {
    Status.SCHEDULED: ("geplant", "bestaetigt", "fest", "findet statt", "scheduled", "confirmed", "ok", "aktiv"),
    Status.CANCELLED: (
        "abgesagt",
        "abgesetzt",
        "entfaellt",
        "faellt aus",
        "ausgefallen",
        "gestrichen",
        "cancelled",
        "canceled",
    ),
    Status.MOVED: ("verschoben", "verlegt", "moved", "postponed", "rescheduled"),
}
_STATUS: Final = {word: status for status, words in _WORDS.items() for word in words}
_YES: Final = frozenset({"ja", "x", "true", "wahr", "1", "yes", "j", "y", "abgesagt"})
_REMARK: Final = re.compile(r"\b(?:abgesagt|entfällt|fällt aus|cancelled|canceled)\b|\bABSAGE\b", re.IGNORECASE)


def read_status(cell: Cell, cancelled: Cell, title: str | None) -> tuple[Status, tuple[Doubt, ...]]:
    """Return the status, and doubts about it.

    Parameters
    ----------
    cell
        Of the column that names it.
    cancelled
        Of a column that says only whether it is cancelled.
    """
    if not is_nothing(cancelled) and fold(as_text(cancelled) or "") in _YES:
        return Status.CANCELLED, ()
    if not is_nothing(cell):
        text = as_text(cell) or ""
        folded = fold(text)
        within = (status for word, status in _STATUS.items() if f" {word} " in f" {folded} ")
        known = _STATUS.get(folded) or next(within, None)
        if known:
            return known, ()
        reason = f"„{text[:80]}“ ist kein bekannter Stand; erlaubt sind geplant, abgesagt und verschoben."
        return Status.SCHEDULED, (Doubt("cancelled", reason),)
    if title and _REMARK.search(title):
        return Status.CANCELLED, (Doubt("cancelled", "Nach dem Titel ist der Termin wohl abgesagt."),)
    return Status.SCHEDULED, ()
