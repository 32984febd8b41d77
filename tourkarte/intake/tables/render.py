"""A table as text, so that a person sees the passage that a draft was read from, as in any other document.

Line n of the text is row n of the table; line breaks within a cell are blanks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.intake.tables.cells import as_text
from tourkarte.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.intake.tables.grid import GridRow, Sheet

_BETWEEN: Final = " | "


@dataclass(frozen=True, slots=True)
class Rendered:
    """A table as text, and where in it each cell stands: spans by row number and column."""

    text: str
    spans: Mapping[int, tuple[Span, ...]]

    def row(self, number: int) -> Span:
        """Return where a row stands."""
        cells = self.spans.get(number)
        return Span(cells[0].start, cells[-1].end) if cells else Span(0, 0)

    def cell(self, number: int, index: int) -> Span | None:
        """Return where a cell stands; None if it is empty."""
        cells = self.spans.get(number, ())
        span = cells[index] if index < len(cells) else None
        return span if span and span.start < span.end else None


def render(sheet: Sheet) -> Rendered:
    """Return a sheet as text."""
    parts: list[str] = []
    spans: dict[int, tuple[Span, ...]] = {}
    line, at = 1, 0
    for row in sheet.rows:
        parts.append("\n" * (row.number - line))
        at += row.number - line
        line = row.number
        text, spans[row.number] = _line(row, at)
        parts.append(text)
        at += len(text)
    return Rendered("".join(parts), spans)


def _line(row: GridRow, at: int) -> tuple[str, tuple[Span, ...]]:
    texts = [as_text(cell) or "" for cell in row.cells]
    spans = []
    for text in texts:
        spans.append(Span(at, at + len(text)))
        at += len(text) + len(_BETWEEN)
    return _BETWEEN.join(texts), tuple(spans)
