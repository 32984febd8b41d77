"""A table of a page, row by row as the walk through the page meets its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents.lines import table

if TYPE_CHECKING:
    from bs4 import Tag

_MOST_SPANNED: Final = 100
_LONGEST_REPEATED: Final = 300


@dataclass(slots=True)
class Table:
    """A table that is being read.

    Attributes
    ----------
    rows
        Each a list of cells, each of those a list of lines.
    spanned
        By column, what a cell that spans rows says, and in how many more.
    """

    rows: list[list[list[str]]] = field(default_factory=list)
    spanned: dict[int, tuple[list[str], int]] = field(default_factory=dict)
    nested: bool = False

    def start_row(self) -> None:
        """Begin a row, with the cells that come from rows above."""
        self.rows.append([])
        self._repeat()

    def add(self, lines: list[str], tag: Tag) -> None:
        """Add the cell of a tag to the row."""
        if not self.rows:
            self.start_row()
        down = _number(tag.get("rowspan"))
        if down > 1 and sum(map(len, lines)) <= _LONGEST_REPEATED:
            self.spanned[len(self.rows[-1])] = lines, down - 1
        self.rows[-1].append(lines)
        self._repeat()

    def _repeat(self) -> None:
        """Put in the cells that come from rows above."""
        current = self.rows[-1]
        while found := self.spanned.pop(len(current), None):
            lines, left = found
            if left > 1:
                self.spanned[len(current)] = lines, left - 1
            current.append(lines)

    def lines(self) -> list[str]:
        """Return the table as lines."""
        return table(self.rows, nested=self.nested)


def _number(value: object) -> int:
    text = str(value or "")
    return min(int(text), _MOST_SPANNED) if text.isdecimal() and len(text) <= len(str(_MOST_SPANNED)) else 1
