"""Tables whose cells have lines drawn around them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents.lines import row
from tourkarte.intake.documents.pages.layout import Rule, Word, lines_of, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NEAR: Final = 4.0
"""Distance in points within which lines touch, or are the same."""
MAX_RULES: Final = 20_000
MAX_CELLS: Final = 20_000
_LONGEST_REPEATED: Final = 300


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns and rows have their borders, and the lines that are drawn of them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    flat: dict[int, list[tuple[float, float]]]
    upright: dict[int, list[tuple[float, float]]]

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        return self.xs[0] <= (word.x0 + word.x1) / 2 <= self.xs[-1] and self.ys[0] <= _middle(word) <= self.ys[-1]

    def rows(self, words: Iterable[Word]) -> list[str]:
        """Return the table as text; a cell that spans rows is repeated in each."""
        owner = self._owners()
        cells: dict[tuple[int, int], list[Word]] = {}
        for word in filter(self.holds, words):
            line = _band(self.ys, _middle(word))
            column = _band(self.xs, (word.x0 + word.x1) / 2)
            cells.setdefault(owner[line][column], []).append(word)
        texts = {key: wrapped(lines_of(found), self._right(key, owner)) for key, found in cells.items()}
        written = []
        for line, owners in enumerate(owner):
            if line and all(own[0] != line for own in owners):
                continue  # all of it belongs to the row above
            keys = list(dict.fromkeys(owners))
            written.append(row([self._shown(texts.get(key, ""), key, line) for key in keys]))
        return [text for text in written if text]

    @staticmethod
    def _shown(text: str, key: tuple[int, int], line: int) -> str:
        return text if key[0] == line or len(text) <= _LONGEST_REPEATED else ""

    def _right(self, key: tuple[int, int], owner: list[list[tuple[int, int]]]) -> float:
        line, column = key
        last = max(at for at, own in enumerate(owner[line]) if own == key) if key in owner[line] else column
        return self.xs[last + 1] - _NEAR

    def _owners(self) -> list[list[tuple[int, int]]]:
        """Return for each field of the grid the first field of its cell: no line is drawn between them."""
        owner: list[list[tuple[int, int]]] = []
        for line in range(len(self.ys) - 1):
            middle = (self.ys[line] + self.ys[line + 1]) / 2
            owners: list[tuple[int, int]] = []
            for column in range(len(self.xs) - 1):
                if column and not _covered(self.upright.get(column, ()), middle):
                    owners.append(owners[-1])
                elif line and not _covered(self.flat.get(line, ()), (self.xs[column] + self.xs[column + 1]) / 2):
                    owners.append(owner[-1][column])
                else:
                    owners.append((line, column))
            owner.append(owners)
        return owner


def find_grids(rules: Sequence[Rule], words: Sequence[Word]) -> list[Grid]:
    """Return the tables of a page from the top, none over another."""
    if len(rules) > MAX_RULES:  # a drawing
        return []
    grids = [grid for part in _connected(list(rules)) if (grid := _grid(part)) and sum(map(grid.holds, words)) > 1]
    chosen: list[Grid] = []
    for grid in sorted(grids, key=lambda grid: grid.top):
        if not chosen or grid.top >= chosen[-1].ys[-1] - _NEAR:
            chosen.append(grid)
    return chosen


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Return the groups of lines that white parts from each other, by cutting across and down in turn."""
    done: list[list[Rule]] = []
    todo = [(rules, 0)]
    while todo:
        group, failed = todo.pop()
        across = failed % 2 == 0
        parts = _cut(group, _vertical if across else _horizontal)
        if len(parts) > 1:
            todo += [(part, 0 if not across else 1) for part in parts]
        elif failed < 2:  # noqa: PLR2004 - once in each direction
            todo.append((group, failed + 1))
        else:
            done.append(group)
    return done


def _cut(rules: list[Rule], extent: Callable[[Rule], tuple[float, float]]) -> list[list[Rule]]:
    parts: list[list[Rule]] = []
    reach = float("-inf")
    for rule in sorted(rules, key=extent):
        start, end = extent(rule)
        if start > reach + _NEAR:
            parts.append([])
        parts[-1].append(rule)
        reach = max(reach, end)
    return parts


def _vertical(rule: Rule) -> tuple[float, float]:
    return (rule.at, rule.at) if rule.flat else (rule.start, rule.end)


def _horizontal(rule: Rule) -> tuple[float, float]:
    return (rule.start, rule.end) if rule.flat else (rule.at, rule.at)


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """Return the table that connected lines form; a box or a lone line is none."""
    flat = [rule for rule in rules if rule.flat]
    upright = [rule for rule in rules if not rule.flat]
    if not flat or not upright:
        return None
    edges = [min(rule.start for rule in flat), max(rule.end for rule in flat)]
    ends = [min(rule.start for rule in upright), max(rule.end for rule in upright)]
    xs = _levels([rule.at for rule in upright] + edges)
    ys = _levels([rule.at for rule in flat] + ends)
    columns, lines = len(xs) - 1, len(ys) - 1
    if columns < 2 or lines < 1 or columns * lines > MAX_CELLS:  # noqa: PLR2004 - one column is a frame
        return None
    return Grid(xs, ys, _drawn(flat, ys), _drawn(upright, xs))


def _levels(values: list[float]) -> tuple[float, ...]:
    """Return values without those that are as good as the same."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _NEAR:
            levels.append(value)
    return tuple(levels)


def _drawn(rules: Iterable[Rule], levels: tuple[float, ...]) -> dict[int, list[tuple[float, float]]]:
    """Return by number of the border where it is drawn."""
    drawn: dict[int, list[tuple[float, float]]] = {}
    for rule in rules:
        drawn.setdefault(bisect_right(levels, rule.at + 0.01) - 1, []).append((rule.start, rule.end))
    return {level: _merged(found) for level, found in drawn.items()}


def _merged(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1] + _NEAR:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _covered(stretches: Sequence[tuple[float, float]], at: float) -> bool:
    number = bisect_right(stretches, (at, float("inf"))) - 1
    return number >= 0 and stretches[number][1] >= at


def _band(levels: Sequence[float], at: float) -> int:
    return min(max(bisect_right(levels, at) - 1, 0), len(levels) - 2)


def _middle(word: Word) -> float:
    return word.y - word.size * 0.3
