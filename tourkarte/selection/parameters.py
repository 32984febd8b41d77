"""The parameters of the query string and the words that stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.language import N_, _
from tourkarte.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.SCHEDULED: N_("geplant"),
    Status.CANCELLED: N_("abgesagt"),
    Status.MOVED: N_("verschoben"),
}
"""What stands in an address, in German whatever the page's language."""
STATUS_OF: Final = {word: status for status, word in STATUS_WORDS.items()}

MAX_WORDS: Final = 200
"""Characters that a search may have."""

_LABELS: Final = {
    "tour": N_("Tour"),
    "stadt": N_("Stadt"),
    "kreis": N_("Kreis"),
    "bezirk": N_("Regierungsbezirk"),
    "nahe": N_("Umkreis"),
    "km": N_("Kilometer"),
    "von": N_("ab"),
    "bis": N_("bis"),
    "status": N_("Stand"),
    "suche": N_("Suche"),
}
PARAMETERS: Final = tuple(_LABELS)
"""The parameters of the query string, in the order in which they are written."""


def label_of(parameter: str) -> str:
    """Return what a parameter is called in the present language."""
    return _(_LABELS[parameter])
