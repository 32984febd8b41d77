"""What a row says in passing of an appointment that is called off: `abgesagt` in a column `Bemerkung`.

It may be said of the registration or of the buffet as well, so it changes nothing and is a doubt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tourkarte.intake.off import find_cancelled, find_moved
from tourkarte.intake.tables.cells import as_text
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tourkarte.intake.tables.grid import Cell

MOST_TEXT: Final = 4_000_000
"""Characters of a whole table that are looked at, which takes most of a second."""
_LONGEST: Final = 500
"""Characters of a cell that are looked at."""
_AROUND: Final = 40
"""Characters on either side of the words that are shown of a longer cell."""


def is_too_much(cells: Iterable[Cell]) -> bool:
    """Whether the cells of a table are too long together to be looked at."""
    return sum(min(len(cell), _LONGEST) for cell in cells if isinstance(cell, str)) > MOST_TEXT


def about_remarks(cells: Iterable[tuple[str, Cell]]) -> Iterator[Doubt]:
    """Return a doubt for each cell, given with its heading, that says that something is cancelled or moved."""
    for heading, cell in cells:
        if isinstance(cell, str) and (found := _called_off(cell)):
            said, question = found
            where = f"„{heading}“" if heading else "einer Spalte ohne Überschrift"
            yield Doubt("cancelled", f"In {where} steht „{said}“; {question}")


@lru_cache(maxsize=1024)
def _called_off(cell: str) -> tuple[str, str] | None:
    """Return the words that say so, and what is to be asked."""
    text = as_text(cell[:_LONGEST]) or ""
    for find, question in ((find_cancelled, "findet der Termin statt?"), (find_moved, "ist der Termin verschoben?")):
        if span := find(text, 0, len(text)):
            return _shown(text, *span), question
    return None


def _shown(text: str, start: int, end: int) -> str:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    return ("…" if first else "") + text[first:last].strip() + ("…" if last < len(text) else "")
