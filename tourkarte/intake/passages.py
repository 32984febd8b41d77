"""Say where an appointment was read, in the terms of the file that a person has.

A text has lines and a spreadsheet rows. A PDF, a page or a message has neither, only the words that stand there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.intake.read import FileReading, tables_of
from tourkarte.intake.tables import RowDraft

if TYPE_CHECKING:
    from tourkarte.intake.invitation import Reading
    from tourkarte.model import Draft, Span

_SHOWN: Final = 60
"""Characters of a passage that are quoted."""


def passage(draft: Draft, reading: Reading) -> str:
    """Return where a draft was read, to stand behind „gelesen aus“."""
    if isinstance(draft, RowDraft):
        return _row(draft, reading)
    if isinstance(reading, FileReading) and not reading.verbatim:
        return _quoted(draft.source.of(reading.text))
    return _lines(reading.text, draft.source)


def _row(draft: RowDraft, reading: Reading) -> str:
    """Return the row of a spreadsheet, or which of the entries it is where a file has no rows."""
    own = [table for table in tables_of(reading) if (table.name, table.sheet) == (draft.file, draft.sheet)]
    numbered = "Eintrag" if own and not own[0].mapping.header_row else "Zeile"
    sheet = f" des Blattes „{draft.sheet}“" if draft.sheet else ""
    attached = f" des Anhangs „{draft.file}“" if own and own[0].text != reading.text else ""
    return f"{numbered} {draft.row}{sheet}{attached}"


def _quoted(text: str) -> str:
    line = " ".join(text.split()).strip("|#*- ")
    return f"„{line}“" if len(line) <= _SHOWN else f"„{line[:_SHOWN].rstrip()}…“"


def _lines(text: str, span: Span) -> str:
    first = text.count("\n", 0, span.start) + 1
    last = first + text.count("\n", span.start, span.end)
    return f"Zeile {first}" if first == last else f"Zeile {first}–{last}"
