"""Tables and columns that only white parts: programmes set with tabulators, letterheads, pages of a newsletter.

A stretch of lines with the same gaps is a table if its rows can be told; else each column is read by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import mean
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents.lines import row
from tourkarte.intake.documents.pages.layout import Flow, Line, Word, has_room, lines_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE: Final = 1.5
"""Gap that parts columns, in parts of the size; wider than any blank in justified text."""
_NARROW: Final = 0.7
"""Gap that must remain through all lines."""
_NEXT: Final = 3.0
"""Most distance of a table's lines, in parts of the size."""
_CLOSE: Final = 1.6
_PADDING: Final = 0.6
_FULL: Final = 28
"""Characters in a line of running text, on average."""
_MOST_IN_ROW: Final = 6
_FEWEST_IN_COLUMNS: Final = 6

_Gutters = tuple[tuple[float, float], ...]


def flows_of_lines(lines: Sequence[Line]) -> list[Flow]:
    """Return lines as flows, in the order of reading."""
    flows: list[Flow] = []
    at = 0
    while at < len(lines):
        end, gutters = _grown(lines, at)
        if gutters and end - at > 1:
            flows += _Stretch(tuple(lines[at:end]), gutters).flows()
            at = end
            continue
        if not flows or flows[-1].rows or _is_closed(flows[-1]):
            flows.append(Flow())
        flows[-1].lines.append(lines[at])
        at += 1
    return flows


def _is_closed(flow: Flow) -> bool:
    return isinstance(flow, _Column)


class _Column(Flow):
    """A column of running text, which takes no further line."""


def _grown(lines: Sequence[Line], first: int) -> tuple[int, _Gutters]:
    """Return where the stretch that begins with a line ends, and the white through all of it."""
    gutters = _gaps(lines[first], _WIDE)
    last, at = first, first + 1
    while gutters and at < len(lines):
        line = lines[at]
        if line.y - lines[at - 1].y > _NEXT * line.size:
            break
        left = tuple(gap for gutter in gutters if (gap := _narrowed(gutter, line)))
        if not left or (len(left) < len(gutters) and at - first > 1):
            break
        gutters = left
        if _gaps(line, _WIDE):
            last = at
        at += 1
    end = last + 1
    while last > first and end < at and lines[end].y - lines[end - 1].y <= _CLOSE * lines[end].size:
        end += 1
    return end, gutters if last > first else ()


def _gaps(line: Line, width: float) -> _Gutters:
    gaps = []
    reach = line.words[0].x1
    for word in line.words[1:]:
        if word.x0 - reach > width * line.size:
            gaps.append((reach, word.x0))
        reach = max(reach, word.x1)
    return tuple(gaps)


def _narrowed(gutter: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """Return the widest part of a gutter that a line leaves white, if it is wide enough."""
    start, end = gutter
    best = None
    for word in line.words:
        if word.x1 <= start or word.x0 >= end:
            continue
        if word.x0 > start and (best is None or word.x0 - start > best[1] - best[0]):
            best = start, word.x0
        start = max(start, word.x1)
    if end > start and (best is None or end - start > best[1] - best[0]):
        best = start, end
    return best if best and best[1] - best[0] >= _NARROW * line.size else None


@dataclass(frozen=True)
class _Stretch:
    """Lines with white between columns."""

    lines: tuple[Line, ...]
    gutters: _Gutters

    def flows(self) -> list[Flow]:
        columns = [[cells[number] for cells in self._cells if cells[number]] for number in range(len(self.gutters) + 1)]
        bands = self._bands()
        rows = [row for band in bands for row in self._rows(band)]
        if self._is_text(columns) or self._begins_with_text(bands) or len(self.lines) > _MOST_IN_ROW * len(rows):
            return [_Column(lines=[Line(tuple(words)) for words in column]) for column in columns if column]
        return [Flow(rows=self._written(rows))]

    @cached_property
    def _cells(self) -> list[list[list[Word]]]:
        """The words of each line by column."""
        cells: list[list[list[Word]]] = []
        for line in self.lines:
            split: list[list[Word]] = [[] for _ in range(len(self.gutters) + 1)]
            for word in line.words:
                split[sum((word.x0 + word.x1) / 2 > (gap[0] + gap[1]) / 2 for gap in self.gutters)].append(word)
            cells.append(split)
        return cells

    def _is_text(self, columns: Sequence[Sequence[Sequence[Word]]]) -> bool:
        """Whether the columns are running text, side by side."""
        if len(self.lines) < _FEWEST_IN_COLUMNS:
            return False
        return all(
            len(column) > 0.6 * len(self.lines)
            and mean(sum(len(word.text) + 1 for word in line) for line in column) > _FULL
            for column in columns
        )

    def _begins_with_text(self, bands: Sequence[range]) -> bool:
        """Whether the first column is running text whatever the others say: a letter beside the sender's address."""
        first = self._first_column
        if len(first) < _FEWEST_IN_COLUMNS or len(bands) * 3 > len(self.lines):
            return False
        full = sum(
            line.y - above.y < _CLOSE * line.size and not has_room(above, line, self._right(0))
            for above, line in pairwise(first)
        )
        return full * 2 >= len(first) and mean(len(line.text) for line in first) > _FULL / 2

    @property
    def _first_column(self) -> list[Line]:
        return [Line(tuple(split[0])) for split in self._cells if split[0]]

    def _right(self, column: int) -> float:
        """Return how far the lines of a column may go."""
        if column < len(self.gutters):
            return self.gutters[column][1] - _PADDING * self.lines[0].size
        return max(line.x1 for line in self.lines)

    def _bands(self) -> list[range]:
        """Return the lines between which there is no more than the usual space."""
        starts = [at for at in range(len(self.lines)) if not at or self._parts(at)]
        return [range(start, stop) for start, stop in pairwise([*starts, len(self.lines)])]

    def _rows(self, band: range) -> list[range]:
        """Return the rows of a band: each begins where the first column begins to say something."""
        starts = []
        above: Line | None = None
        for at in band:
            if words := self._cells[at][0]:
                line = Line(tuple(words))
                if above is None or self._cells[at - 1][0] == [] or has_room(above, line, self._right(0)):
                    starts.append(at)
                above = line
        if not starts or starts[0] != band.start:
            return [band]
        return [range(start, stop) for start, stop in pairwise([*starts, band.stop])]

    @cached_property
    def _pitches(self) -> list[float]:
        """The least distance of two lines in one cell, by column."""
        pitches = []
        for column in range(len(self.gutters) + 1):
            found = [Line(tuple(split[column])) for split in self._cells if split[column]]
            near = [below.y - above.y for above, below in pairwise(found) if below.y - above.y < _CLOSE * below.size]
            pitches.append(min(near, default=0.0))
        return pitches

    def _parts(self, at: int) -> bool:
        """Whether there is more than the usual space above a line, in each column that goes on."""
        line = self.lines[at]
        for column, words in enumerate(self._cells[at]):
            above = next((self.lines[other] for other in range(at - 1, -1, -1) if self._cells[other][column]), None)
            if words and above and line.y - above.y <= self._pitches[column] + 0.2 * line.size:
                return False
        return line.y - self.lines[at - 1].y > 0.8 * line.size

    def _written(self, rows: Sequence[range]) -> list[str]:
        cells = self._cells
        written = []
        for each in rows:
            texts = [
                wrapped(lines_of([word for at in each for word in cells[at][column]]), self._right(column))
                for column in range(len(cells[0]))
            ]
            written.append(texts)
        if all(texts[0].endswith(":") or not texts[0] for texts in written):  # labels and their values
            return [" ".join(filter(None, texts)) for texts in written]
        return [row(texts) for texts in written]
