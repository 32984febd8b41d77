"""What a single cell says as a text or as a number, however the spreadsheet typed it."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Cell

NOTHING: Final = frozenset(
    {"", "-", "–", "—", "?", "k.a.", "k. a.", "n.n.", "n. n.", "tba", "tbd", "offen", "n/a", "null"}
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,30})?")


def as_text(cell: Cell) -> str | None:
    """Return a cell as a person sees it, in one line; None if it is empty."""
    if isinstance(cell, str):
        return " ".join(cell.split()) or None
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if isinstance(cell, dt.date | dt.time):
        return _clock_or_day(cell)
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    return None if cell is None else str(cell)


def _clock_or_day(moment: dt.date | dt.time) -> str:
    if isinstance(moment, dt.time):
        return f"{moment:%H:%M}"
    timed = isinstance(moment, dt.datetime) and moment.time() != dt.time()
    return f"{moment:%d.%m.%Y %H:%M}" if timed else f"{moment:%d.%m.%Y}"


def as_number(cell: Cell) -> float | None:
    """Return a cell as a number, written with a point or a comma; None if it is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if abs(cell) < 1e15 and math.isfinite(cell) else None  # noqa: PLR2004 - whatever is exact
    text = (as_text(cell) or "").removesuffix("°").strip()
    return float(text.replace(",", ".")) if isinstance(cell, str) and _NUMBER.fullmatch(text) else None


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is empty or says that nothing is known."""
    return cell is None or (isinstance(cell, str) and " ".join(cell.split()).lower() in NOTHING)
