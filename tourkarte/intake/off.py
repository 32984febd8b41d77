"""Tell appointments that do not take place: cancelled, or moved to another time.

Limits: a list of words, looked for where the appointment is announced.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tourkarte.intake.pieces import Range

_CANCELLED: Final = re.compile(
    r"\b(?:abgesagt|entfällt|entfallen|fällt (?:leider )?aus|fallen (?:leider )?aus|gestrichen|abgesetzt|gecancelt)\b"
    r"|\bABSAGE\b|\bfinde(?:t|n)\b[^.;\n]{0,60}\bnicht statt\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"(?<![0-9])\.|[!?;(\n]")
_OTHER: Final = re.compile(
    r"(?:gebühr|kosten|anmeld|eintritt|pflicht|beschränkung|aufpreis|parkplatz|pause|bei |falls |sollte|wenn )",
    re.IGNORECASE,
)
"""What else is dropped, or under which condition something would be."""
_CLAUSE_LENGTH: Final = 160
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
    """Return the words of a passage that say that something is cancelled, or may be."""
    match = _CANCELLED.search(text, start, end)
    return match.span() if match else None


def is_sure(text: str, where: Range, floor: int, day: int | None) -> bool:
    """Whether words of a passage that begins at `floor` say that the appointment on the `day` of a month is cancelled.

    They may speak of a fee, of a condition or of another day, or be a quotation.
    """
    before = text[max(floor, where[0] - _CLAUSE_LENGTH) : where[0]]
    opened = max(before.rfind(mark) for mark in ("„", "»"))
    if opened >= 0 and not any(mark in before[opened + 1 :] for mark in ("“", "”", "«", '"')):
        return False
    clause = _CLAUSE.split(before)[-1] + text[where[0] : where[1]]
    if _OTHER.search(clause):
        return False
    named = re.findall(r"\b(?:am|vom|den)\s([0-9]{1,2})\.", clause)
    return not named or day is None or str(day) in {each.lstrip("0") for each in named}


def is_new_day(text: str, day: int) -> bool:
    """Whether the day that is named at `day` is the one that something is moved to."""
    return _NEW.search(text[max(day - _LOOKBACK, 0) : day]) is not None


def find_moved(text: str, start: int, end: int) -> Range | None:
    """Return the words of a passage that say that something is moved."""
    match = _MOVED.search(text, start, end)
    return match.span() if match else None
