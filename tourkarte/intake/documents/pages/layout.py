"""From words on pages to text: lines, blocks, headings, columns and tables.

Pure geometry, so that it can be tried without any PDF. Tables are found by the lines that are drawn around their cells
(`grids`), or else by the white between columns (`columns`).

Limits: a title page in large letters makes headings of what it says; columns of running text are told from tables by
how full they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents.lines import BLOCK, heading, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WRAPPED: Final = re.compile(r"[A-Za-zÄÖÜäöüß]-$")
_CONTINUED: Final = re.compile(r"(?!(?:und|oder|sowie|bzw|bis|als|wie)\b)[a-zäöüß]")
_COMPOUND: Final = re.compile(r"[A-ZÄÖÜ]")
_OPENING: Final = re.compile(
    r"[-–•*▪#|] |\W{0,2}(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]{0,12}\b"
    r"|\d{1,2}\.|\d{1,2}:\d\d|\d{1,2} Uhr|[A-ZÄÖÜ][\w-]{1,15}:)"
)
"""How lines begin that are no continuation even where the one above is full."""
_UNFINISHED: Final = re.compile(
    r"(?:,|[-–]|\b(?:am|und|bis|von|vom|um|in|im|an|der|des|den|dem|die|das|zu|zum|zur|mit|für))$"
)
_FULL_STOP: Final = re.compile(r"[^\W\d][)“]?[.!?]$")
_SENTENCE_END: Final = re.compile(r"[.!?:]$")
_NUMBER: Final = re.compile(r"\d+")
_HEADING: Final = 1.15
"""How much larger than the text a heading is."""
_MOST_IN_HEADING: Final = 120
_RUNNING: Final = 32
"""Characters of the longest line in running text; where all are shorter, they are lines of an address or a list."""
_SPACED: Final = 0.35
"""Extra space before a new block, in parts of the size."""
_TIGHT: Final = 0.95
_LEADING: Final = 1.6
"""Least and most distance of lines in one block, in parts of the size."""
_MARGIN: Final = 0.09
"""Part of a page, at its head and foot, that may repeat on each."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `y` is its baseline, all in points."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: `at` is its y if it is flat, else its x; `start` and `end` the other coordinate."""

    at: float
    start: float
    end: float
    flat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page; `plain` is its text where the words are not to be laid out."""

    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    plain: str = ""
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with blanks between."""
        return " ".join(word.text for word in self.words)

    @property
    def y(self) -> float:
        """The baseline."""
        return self.words[0].y

    @property
    def size(self) -> float:
        """The size of most of it."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)


@dataclass(slots=True)
class Flow:
    """Lines that follow each other, or the finished lines of a table."""

    lines: list[Line] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Return the lines that words stand on, from the top."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if found and word.y - found[-1][0].y < min(word.size, found[-1][0].size) * 0.4:
            found[-1].append(word)
        else:
            found.append([word])
    return [Line(tuple(sorted(each, key=lambda word: word.x0))) for each in found]


def wrapped(lines: Sequence[Line], right: float) -> str:
    """Return the lines of a cell as one; where the next word would have fitted, the line ended on purpose."""
    joined = ""
    for number, line in enumerate(lines):
        if not joined:
            joined = line.text
            continue
        if divided := _undivided(joined, line.text):
            joined = divided
        else:
            on_purpose = has_room(lines[number - 1], line, right) and joined[-1] not in ",;:.–-/("
            joined += (", " if on_purpose and line.text[0].isalnum() else " ") + line.text
    return joined.replace("|", "/")


def pages_to_text(pages: Sequence[Page]) -> str:
    """Return the text of a document."""
    from tourkarte.intake.documents.pages.columns import flows_of_lines  # noqa: PLC0415 - they import what is above
    from tourkarte.intake.documents.pages.grids import find_grids  # noqa: PLC0415

    body = _body_size(pages)
    leading = _leading(pages)
    repeated = _repeated(pages)
    lines: list[str] = []
    for page in pages:
        if page.plain:
            lines += [BLOCK, *page.plain.splitlines(), BLOCK]
            continue
        words = [word for line in _without(page, repeated) for word in line.words]
        flows: list[Flow] = []
        for grid in find_grids(page.rules, words):
            above = [word for word in words if word.y < grid.top]
            flows += flows_of_lines(lines_of(above))
            flows.append(Flow(rows=grid.rows(words)))
            words = [word for word in words if word.y >= grid.top and not grid.holds(word)]
        flows += flows_of_lines(lines_of(words))
        text = [line for flow in flows for line in _written(flow, body, leading)]
        while lines and not lines[-1]:
            lines.pop()
        while text and not text[0]:
            text.pop(0)
        goes_on = lines and text and text[0][0].islower() and not _SENTENCE_END.search(lines[-1])
        lines += text if goes_on else [BLOCK, *text]
    return join(lines)


def _body_size(pages: Sequence[Page]) -> float:
    """Return the size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _leading(pages: Sequence[Page]) -> float:
    """Return the usual distance of lines in one block, in parts of the size."""
    ratios = []
    for page in pages:
        lines = lines_of(page.words)
        for above, line in pairwise(lines):
            ratio = (line.y - above.y) / line.size
            if above.size == line.size and _TIGHT <= ratio <= _LEADING:
                ratios.append(ratio)
    return sorted(ratios)[len(ratios) // 10] if ratios else _LEADING


def _repeated(pages: Sequence[Page]) -> Counter[str]:
    """Count what stands at the head or foot of several pages, such as their number."""
    seen: Counter[str] = Counter()
    for page in pages:
        edge = {_NUMBER.sub("0", line.text) for line in lines_of(page.words) if _is_at_edge(line, page)}
        seen.update(edge)
    return Counter({text: 0 for text, count in seen.items() if count > 1 and count * 2 >= len(pages)})


def _without(page: Page, repeated: Counter[str]) -> list[Line]:
    """Return the lines of a page without those that an earlier one had at its head or foot already."""
    kept = []
    for line in lines_of(page.words):
        text = _NUMBER.sub("0", line.text)
        if text in repeated and _is_at_edge(line, page):
            repeated[text] += 1
            if repeated[text] > 1:
                continue
        kept.append(line)
    return kept


def _is_at_edge(line: Line, page: Page) -> bool:
    return not page.height * _MARGIN < line.y < page.height * (1 - _MARGIN)


def _written(flow: Flow, body: float, leading: float) -> list[str]:
    """Return a flow as lines of text."""
    if flow.rows:
        return [BLOCK, *flow.rows, BLOCK]
    right = max(line.x1 for line in flow.lines)
    runs = max(len(line.text) for line in flow.lines) >= _RUNNING
    text: list[str] = []
    above: Line | None = None
    for line in flow.lines:
        new_block = above is not None and (
            line.y - above.y > (leading + _SPACED) * line.size or abs(line.size - above.size) > line.size * 0.1
        )
        goes_on = above is not None and runs and not new_block and not has_room(above, line, right)
        if new_block or above is None:
            text.append(BLOCK)
        above = line
        if _is_heading(line, body):
            if not new_block and text[-1].startswith("#"):
                text[-1] += f" {line.text}"
            else:
                text.append(heading(line.text, _level(line.size / body)))
        elif not new_block and (undivided := _undivided(text[-1], line.text)):
            text[-1] = undivided
        elif goes_on and not _starts_anew(text[-1], line.text):
            text[-1] += f" {line.text}"
        else:
            text.append(line.text)
    return [*text, BLOCK] if len(flow.lines) > 1 else text


def _starts_anew(above: str, below: str) -> bool:
    """Whether a line looks like one of its own, although the one above is full."""
    if _UNFINISHED.search(above):
        return False
    return _OPENING.match(below) is not None or _FULL_STOP.search(above) is not None


def has_room(above: Line, line: Line, right: float) -> bool:
    """Whether the first word of a line would have fitted in the one above, which then ended on purpose."""
    first = line.words[0]
    return right - above.x1 > first.x1 - first.x0 + 0.8 * line.size


def _is_heading(line: Line, body: float) -> bool:
    return line.size >= body * _HEADING and len(line.text) <= _MOST_IN_HEADING


def _level(ratio: float) -> int:
    return 1 if ratio >= 1.6 else 2 if ratio >= 1.3 else 3  # noqa: PLR2004


def _undivided(above: str, below: str) -> str:
    """Return two lines as one if they share a word: `Integrations-` and `zentrum`, but not `Vor-` and `und`."""
    if _WRAPPED.search(above):
        if _CONTINUED.match(below):
            return above[:-1] + below
        if _COMPOUND.match(below):
            return above + below
    return ""
