"""The layout of a text: lines, headings, list items, table cells and the blocks that they form.

Layout says which date a time belongs to, so it is read before any of them. Works on the plain text of `normalise`.

Limits: a heading is what is marked as one. Short lines that merely look like headings are judged where dates are
known, in `stops`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_MARKS: Final = re.compile(
    r"(?P<indent>(?>(?: *+>)*) *+)(?P<heading>#{1,6}(?= ))?"
    r"(?P<bullet>[-*+•·▪‣○–](?= )|[0-9]{1,2}\)(?= ))?[ ]*+(?P<pipe>\|)?[ |]*+"
)
_FILLED: Final = re.compile(r"\w|[^\w\s=*_~-]")
_FRONT_MATTER: Final = re.compile(r"\s*+---\n(?P<body>(?>(?:(?!---)[^\n]*+\n){0,60}))---[ ]*+(?:\n|$)")
_META: Final = re.compile(r"^(?P<key>title|date): *(?P<value>[^\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something.

    Attributes
    ----------
    start, end
        The content, without indent, bullet and heading marks.
    block
        Number of the block: what stands between two blank lines or headings.
    heading
        Level of a heading, 0 for other lines.
    row
        Whether the line is part of a table that was flattened to pipes.
    """

    start: int
    end: int
    block: int
    indent: int
    heading: int
    bullet: bool
    row: bool


@dataclass(frozen=True)
class Layout:
    """The lines of a text.

    Attributes
    ----------
    body
        Where the text begins, behind a front matter if there is one.
    meta
        `title` and `date` of the front matter.
    """

    text: str
    lines: tuple[Line, ...]
    body: int = 0
    meta: dict[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _headings(self) -> list[int]:
        return [line.start for line in self.lines if line.heading]

    def heading_above(self, position: int) -> Line | None:
        """Return the heading that `position` stands under, or in."""
        number = bisect_right(self._headings, position) - 1
        return self.line_at(self._headings[number]) if number >= 0 else None

    def section_end(self, position: int) -> int:
        """Return where the next heading begins behind `position`."""
        number = bisect_right(self._headings, position)
        return self._headings[number] if number < len(self._headings) else len(self.text)

    def number_at(self, position: int) -> int:
        """Return the number of the line at `position`, or of the nearest one before it; 0 if there is none."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def line_at(self, position: int) -> Line:
        """Return the line at `position`."""
        return self.lines[self.number_at(position)]

    def between(self, start: int, end: int) -> tuple[Line, ...]:
        """Return the lines that begin in `start` to `end`."""
        first = bisect_right(self._starts, start - 1)
        return self.lines[first : bisect_right(self._starts, end - 1)]


def segment(text: str) -> Layout:
    """Return the layout of a plain text."""
    meta: dict[str, tuple[int, int]] = {}
    body = 0
    if front := _FRONT_MATTER.match(text):
        body = front.end()
        meta = {found["key"]: found.span("value") for found in _META.finditer(text, 0, body)}
    return Layout(text, tuple(_lines(text, body)), body, meta)


def _lines(text: str, body: int) -> list[Line]:
    lines: list[Line] = []
    block = 0
    fresh = True
    position = body
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        marks = _MARKS.match(text, position, stop)
        start = marks.end() if marks else position
        if marks and _FILLED.search(text, start, stop):
            heading = len(marks["heading"] or "")
            block += fresh or heading > 0
            fresh = heading > 0
            lines.append(
                Line(
                    start=start,
                    end=stop,
                    block=block,
                    indent=len(marks["indent"]),
                    heading=heading,
                    bullet=marks["bullet"] is not None,
                    row=marks["pipe"] is not None or text[position:stop].rstrip().endswith("|"),
                )
            )
        elif not (marks and marks["pipe"]):
            fresh = True
        position = stop + 1
    return lines
