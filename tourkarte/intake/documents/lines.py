"""Build a text from blocks: what the readers of HTML, Word and PDF have in common.

Layout is written as the reader of invitations knows it: `#` before headings, `-` before list items, pipes around the
cells of a row, a blank line between blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_MOST_LEVELS: Final = 6
_MOST_IN_CELL: Final = 7
"""Most lines of a cell that is one; with more it is a part of a page."""
BLOCK: Final = ""
"""The line that parts two blocks."""


def tidy(text: str) -> str:
    """Return a text with a single blank for each run of blanks; protected blanks stay."""
    return _BLANKS.sub(" ", text).strip(" ")


def heading(text: str, level: int) -> str:
    """Return the line of a heading."""
    return f"{'#' * min(max(level, 1), _MOST_LEVELS)} {tidy(text)}"


def item(text: str) -> str:
    """Return the line of a list item."""
    return f"- {text}"


def cell(lines: Iterable[str]) -> str:
    """Return the lines of a cell as one; where a line ended on purpose, a comma says so."""
    joined = ""
    for line in lines:
        text = tidy(line.lstrip("#").removeprefix("- ") if line.startswith(("#", "- ")) else line)
        if text:
            joined += ("" if not joined else " " if joined[-1] in ",;:.–-|/(" else ", ") + text
    return joined.replace("|", "/")


def row(cells: Sequence[str]) -> str:
    """Return the line of a table's row; a row of blanks is no line."""
    return f"| {' | '.join(cells)} |" if any(cells) else BLOCK


def table(rows: Sequence[Sequence[Sequence[str]]], *, nested: bool = False) -> list[str]:
    """Return the lines of a table, whose cells are lines; one that only arranges a page gives its cells in their order.

    Parameters
    ----------
    nested
        Whether there are tables in its cells.
    """
    filled = [[lines for lines in cells if any(lines)] for cells in rows]
    widest = max(map(len, filled), default=0)
    longest = max((sum(map(bool, lines)) for cells in filled for lines in cells), default=0)
    if nested or widest <= 1 or longest > _MOST_IN_CELL:
        return [line for cells in filled for lines in cells for line in (*lines, BLOCK)]
    return [row([cell(lines) for lines in cells]) for cells, some in zip(rows, filled, strict=True) if some]


def join(lines: Iterable[str]) -> str:
    """Return the text of lines, never with two blank ones in a row."""
    kept: list[str] = []
    for line in lines:
        text = line.rstrip(" \t")
        if text or (kept and kept[-1]):
            kept.append(text)
    while kept and not kept[-1]:
        kept.pop()
    return "\n".join(kept) + "\n" if kept else ""
