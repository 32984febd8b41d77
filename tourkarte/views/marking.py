"""A text with marks that may lie over each other in any way, as HTML whose text is the text, unchanged.

The text is cut wherever a mark begins or ends, and each piece is one element that has the classes of all marks over
it. What is written beside the text (names of fields, numbers) stands in attributes that the style sheet shows, so it is
read out, but neither selected nor copied with the text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tourkarte.model import Span

_MOST_NOTES: Final = 5
"""Notes on one piece of text; more is more than a person reads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something to be seen of a passage.

    Attributes
    ----------
    look
        Class of the style sheet.
    field
        Name of the field that was read there.
    label
        A word that is shown where the passage begins.
    note
        What is to be said of the passage, for whoever points at it.
    """

    span: Span
    look: str
    field: str | None = None
    label: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An element without a text of its own that stands before the character `at`."""

    at: int
    markup: str


def marked(text: str, part: Span, marks: Iterable[Mark], anchors: Iterable[Anchor] = ()) -> str:
    """Return a part of a text as HTML: its characters are those of the part, its elements show the marks."""
    return "".join(_pieces(text, part, list(marks), list(anchors)))


def _pieces(text: str, part: Span, marks: Sequence[Mark], anchors: Sequence[Anchor]) -> Iterator[str]:
    begin: dict[int, list[Mark]] = {}
    end: dict[int, list[Mark]] = {}
    before: dict[int, list[str]] = {}
    for mark in marks:
        first, last = max(mark.span.start, part.start), min(mark.span.end, part.end)
        if first < last:
            begin.setdefault(first, []).append(mark)
            end.setdefault(last, []).append(mark)
    for anchor in anchors:
        if part.start <= anchor.at < part.end:
            before.setdefault(anchor.at, []).append(anchor.markup)
    over = _Over()
    for at, until in pairwise(sorted({part.start, part.end, *begin, *end, *before})):
        over.leave(end.get(at, ()))
        over.enter(begin.get(at, ()))
        yield from before.get(at, ())
        yield over.element(str(escape(text[at:until])), begin.get(at, ()))


class _Over:
    """The marks over one piece of the text; entering and leaving cost the same however many there are."""

    def __init__(self) -> None:
        self._looks: Counter[str] = Counter()
        self._fields: Counter[str] = Counter()
        self._notes: Counter[str] = Counter()

    def enter(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            for counter, key in self._keys(mark):
                counter[key] += 1

    def leave(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            for counter, key in self._keys(mark):
                counter[key] -= 1
                if not counter[key]:
                    del counter[key]

    def _keys(self, mark: Mark) -> Iterator[tuple[Counter[str], str]]:
        yield self._looks, mark.look
        if mark.field:
            yield self._fields, mark.field
        if mark.note:
            yield self._notes, mark.note

    def element(self, content: str, beginning: Iterable[Mark]) -> str:
        if not self._looks:
            return content
        values = {
            "class": " ".join(self._looks),
            "data-fields": " ".join(self._fields),
            "data-label": " · ".join(dict.fromkeys(mark.label for mark in beginning if mark.label)),
            "title": "\n".join(islice(self._notes, _MOST_NOTES)),
        }
        return f"<mark{attributes(values)}>{content}</mark>"


def attributes(values: dict[str, str]) -> str:
    """Return the attributes of an element, without those that are empty."""
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)
