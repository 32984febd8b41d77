"""Which parts of a long document are shown: those around its marks, so that a book does not stop the browser."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from tourkarte.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SHOWN: Final = 60_000
"""Characters of a document that are shown, some twenty pages; an invitation has two."""
_AROUND: Final = 1_000
"""Characters on either side of a mark."""
_LINE: Final = 200
"""Characters within which an excerpt is drawn out to begin and end with a line."""
_LONGEST: Final = 20_000
"""Characters of one mark that are shown."""


def excerpts(text: str, marks: Sequence[Span]) -> list[Span]:
    """Return the parts of a text to show, in its order, at most `MOST_SHOWN` characters of it.

    Parameters
    ----------
    marks
        What is to be seen, the most important first; where there is too much of it, the last are left out.
    """
    if len(text) <= MOST_SHOWN:
        return [Span(0, len(text))]
    wanted = [_around(text, mark) for mark in marks]
    fitting = bisect_right(range(len(wanted) + 1), MOST_SHOWN, key=lambda count: _size(_joined(wanted[:count]))) - 1
    return _joined(wanted[:fitting]) or [_drawn_out(text, 0, MOST_SHOWN - _LINE)]


def _around(text: str, mark: Span) -> Span:
    start = min(mark.start, len(text))
    end = min(mark.end, start + _LONGEST)
    return _drawn_out(text, max(start - _AROUND, 0), min(max(start, end) + _AROUND, len(text)))


def _drawn_out(text: str, start: int, end: int) -> Span:
    """Return a part that begins and ends with a line, if these are not far away."""
    before = text.rfind("\n", max(start - _LINE, 0), start) + 1
    after = text.find("\n", end, end + _LINE) + 1
    return Span(before or (0 if start < _LINE else start), after or end)


def _joined(parts: Iterable[Span]) -> list[Span]:
    """Return parts in the order of the text, those that touch as one."""
    joined: list[Span] = []
    for part in sorted(parts):
        if joined and part.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, part.end))
        else:
            joined.append(part)
    return joined


def _size(parts: Iterable[Span]) -> int:
    return sum(part.end - part.start for part in parts)
