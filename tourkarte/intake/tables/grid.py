"""What every kind of table becomes before anybody asks what its columns mean: rows of cells, and their limits.

Limits: a tour has some dozens of appointments. What is a thousand times as large is a mistake or an attack, and is
refused with a sentence, so that time and memory are bounded whatever the file says about itself.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.errors import Problem
    from tourkarte.model import Doubt

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | None

MAX_BYTES: Final = 20_000_000
"""Largest file that is read, in bytes."""
MAX_ROWS: Final = 10_000
"""Most rows with anything in them."""
MAX_COLUMNS: Final = 500
MAX_LINES: Final = 200_000
"""Most rows, blank ones included."""
MAX_CELLS: Final = 50_000
"""Cells of a row that are looked at, blank ones included."""
_OPENING: Final = 400
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f\u0080-\u009f\ufffe\uffff]|[\ud800-\udfff]")


@dataclass(frozen=True)
class Content:
    """A file as it came: its bytes, and its name, which is only a hint."""

    data: bytes
    name: str

    @cached_property
    def text(self) -> str:
        """The bytes as text; raises `DocumentError` if they are none."""
        return decode(self.data)

    @cached_property
    def opening(self) -> str:
        """The first characters of the text that are no blanks; empty if the content is no text."""
        try:
            return self.text[:_OPENING].lstrip()
        except DocumentError:
            return ""

    @property
    def suffix(self) -> str:
        """The end of the name, such as `csv`; empty if there is none."""
        return PurePath(self.name).suffix.lower().removeprefix(".")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with anything in it.

    Attributes
    ----------
    number
        Counted from 1, as a spreadsheet shows it; in a calendar or a collection, which of its entries it is.
    doubts
        What is doubtful about it before its cells are read.
    """

    number: int
    cells: tuple[Cell, ...]
    doubts: tuple[Doubt, ...] = ()

    def cell(self, index: int | None) -> Cell:
        """Return the cell of a column; None where the row is shorter, or there is no such column."""
        return self.cells[index] if index is not None and index < len(self.cells) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table.

    Attributes
    ----------
    name
        Name of the sheet, if the file has several.
    headings
        What the columns are called, where the kind of file says it; else one of the rows does.
    fields
        What the columns mean, where the kind of file says that too.
    problems
        What could not be read at all.
    cleaned
        How many cells held control characters, which are gone.
    notes
        German sentences on the file as a whole.
    """

    rows: tuple[GridRow, ...]
    name: str | None = None
    headings: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    cleaned: int = 0
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file as the sheets in it, before anybody asks what its columns mean.

    Attributes
    ----------
    kind
        Name of the kind of file, as in `kinds.kinds()`.
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...]


def collect(
    rows: Iterable[Sequence[Cell]],
    *,
    name: str | None = None,
    headings: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Sheet:
    """Return the sheet of all `rows`, those with nothing in them left out but counted.

    Raises
    ------
    DocumentError
        If there are more rows or columns than are read.
    """
    found: list[GridRow] = []
    cleaned = 0
    for number, row in enumerate(rows, 1):
        if number > MAX_LINES or len(found) > MAX_ROWS:
            raise DocumentError(
                f"Die Tabelle hat mehr als {MAX_ROWS:_} Zeilen; gelesen werden höchstens so viele. "
                "Bitte nur die Zeilen mit den Terminen einlesen.".replace("_", " ")
            )
        cells = [cleaned_cell(cell) for cell in row[:MAX_CELLS]]
        cleaned += sum(isinstance(new, str) and new != old for new, old in zip(cells, row, strict=False))
        while cells and _is_blank(cells[-1]):
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            raise DocumentError(
                f"Die Tabelle hat mehr als {MAX_COLUMNS} Spalten (Zeile {number}); gelesen werden höchstens so viele. "
                "Bitte nur die Spalten mit den Terminen einlesen."
            )
        if cells:
            found.append(GridRow(number, tuple(cells)))
    return Sheet(rows=tuple(found), name=name, headings=tuple(headings), cleaned=cleaned, notes=tuple(notes))


def cleaned_cell(cell: Cell) -> Cell:
    """Return a cell without control characters."""
    return _CONTROL.sub("", cell) if isinstance(cell, str) and not cell.isprintable() else cell


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
