"""Lists for people: columns below each other, as wide as what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines whose cells stand below each other; what a title holds does not move the cursor."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
