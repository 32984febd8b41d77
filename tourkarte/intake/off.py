"""Tell appointments that do not take place: cancelled, or moved to another time.

Limits: a list of words, looked for where the appointment is announced.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tourkarte.intake.pieces import Range

_CANCELLED: Final = re.compile(
    r"\b(?:abgesagt|entfällt|entfallen|fällt (?:leider )?aus|fallen (?:leider )?aus|gestrichen|abgesetzt)\b|\bABSAGE\b",
    re.IGNORECASE,
)
_DAY: Final = r"(?:(?:den\s|dem\s)?(?:[0-9]|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)|einen\s\w+\stermin)"
# Cables and stones are `verlegt` too; appointments are so from or to a day, in brackets, or before a colon.
_MOVED: Final = re.compile(
    r"(?<!nicht )\bverschoben\b|\bTermin(?:verschiebung|verlegung)\b|\bverschieb(?:t|en) sich\b|\(\s*verlegt\b"
    rf"|(?<!nicht )\bverlegt(?=:|\s+(?:auf|vom)\s{_DAY})|\b(?:auf|vom)\s{_DAY}[^;!?\n]{{0,80}}?\sverlegt\b",
    re.IGNORECASE,
)
_NEW: Final = re.compile(
    r"(?:\bauf\s+(?:den\s+|dem\s+)?|\b(?:neuer|neue|ersatz)[- ]?termin\b[^.\n]{0,30}|\bstattdessen\s+(?:am\s+)?)$",
    re.IGNORECASE,
)
_LOOKBACK: Final = 60


def find_cancelled(text: str, start: int, end: int) -> Range | None:
    """Return the words of a passage that say that something is cancelled."""
    match = _CANCELLED.search(text, start, end)
    return match.span() if match else None


def is_new_day(text: str, day: int) -> bool:
    """Whether the day that is named at `day` is the one that something is moved to."""
    return _NEW.search(text[max(day - _LOOKBACK, 0) : day]) is not None


def find_moved(text: str, start: int, end: int) -> Range | None:
    """Return the words of a passage that say that something is moved."""
    match = _MOVED.search(text, start, end)
    return match.span() if match else None
