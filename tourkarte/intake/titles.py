"""Find the title of an appointment among the pieces of its passage.

The first piece that is no place is where the title begins; it goes on over commas, colons and broken lines. In one run
with the address the title comes first. The gazetteer settles where the name of a centre ends.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tourkarte.intake.pieces import Gap, Kind, Piece, Range, balanced
from tourkarte.intake.words import names_house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.segment import Layout
    from tourkarte.places.gazetteer import Gazetteer

_WRAPPED: Final = re.compile(
    r"(?:\b(?:und|oder|der|die|das|des|dem|den|im|in|am|an|auf|für|mit|von|vom|zu|zum|zur|bei|beim|eine?|eine[rsm]|einen|"
    r"über|unter|aus|sowie)|[-–/&„])$",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"\s[–—-]\s(?=[^–—]{1,60}$)")
_LEADING_ON: Final = re.compile(
    r"(?:\s(?:am|vom|um|ab|bis|von|für|den|dem|zum|jeweils|kommenden|nächsten|diesen|– jeweils)){1,4}$"
)
_DANGLING: Final = re.compile(r"\b(?:für|und|es|er|sie|man|ist|sind|der|die|das|erst am|und am)$", re.IGNORECASE)
_PREPOSITION: Final = re.compile(r"(?:in|im|auf|am|an|vor|nach|bei|beim|hinter|zum|zur|von|vom|bis)\s", re.IGNORECASE)
_VERB: Final = re.compile(
    r"(?:(?:ist|sind|wird|werden|folgt|folgen|findet|finden|beginnt|beginnen|gibt es|heißt es|hält er|hält sie|hält es|"
    r"zusätzlich|ebenfalls|anschließend|danach|dann|und|sowie|auch)\s+)+(?:(?:der|die|das|den|dem|ein|eine|einen|einem)\s+)?"
)
_BETWEEN: Final = ' ,:|"“”„)('


class TitleFinder:
    """Finds titles in one text."""

    def __init__(self, layout: Layout, gazetteer: Gazetteer) -> None:
        self._layout = layout
        self._text = layout.text
        self._gazetteer = gazetteer

    def find(self, pieces: Sequence[Piece], place: Sequence[Piece], time: int) -> Range | None:
        """Return the title among the pieces outside of the place; the time stands at `time`."""
        best: Range | None = None
        for piece in pieces:
            if best is None:
                named = piece.kind is Kind.FREE and not self._only_leads(piece, time)
                best = (piece.start, piece.end) if named else None
            elif (
                piece.kind not in (Kind.FREE, Kind.NOISE, Kind.ROOM)
                or not self._goes_on(best[1], piece)
                or any(best[1] <= each.start < piece.start for each in place)
            ):
                break
            else:
                best = best[0], piece.end
        if best is None or self._tells_more(best, place):
            return None
        leading_on = _LEADING_ON.search(self._text, *best)
        end = leading_on.start() if leading_on and leading_on.start() > best[0] else best[1]
        return balanced(self._text, best[0], end)

    def tidied(self, start: int, end: int) -> Range | None:
        """Return a title without the verb that a sentence left in front of it; None if only such words are left."""
        if verb := _VERB.match(self._text, start, end):
            start = verb.end()
        words = self._text[start:end]
        return (start, end) if words and (verb is None or words[0].isupper() or words[0] in "„“\"«»'") else None

    def comes_after(self, title: Range, place: Sequence[Piece]) -> bool:
        """Whether a title stands behind the place, without a colon that would lead to it."""
        return title[0] > place[-1].end and ":" not in self._text[place[-1].end : title[0]]

    def split(self, free: Sequence[Piece]) -> tuple[Range | None, Sequence[Piece]]:
        """Part the title from the venue where both stand in one run: the title comes first, unless it is a place."""
        first = free[0]
        if _PREPOSITION.match(self._text, first.start, first.end) and self._text[first.start].islower():
            return None, free
        if dashed := self._at_dash(first):
            return (first.start, dashed.start()), [replace(first, start=dashed.end()), *free[1:]]
        count = 1
        while count < len(free) and self._joins(first, free[count - 1], free[count]):
            count += 1
        return balanced(self._text, first.start, free[count - 1].end), free[count:]

    def _only_leads(self, piece: Piece, time: int) -> bool:
        """Whether a part of a sentence says where, or only leads to the time: `In Kleve geht es`, `auf dem Markt`."""
        match = _PREPOSITION.match(self._text, piece.start, piece.end)
        if match and (match[0][0].islower() or piece.end <= time):
            return True
        return piece.end <= time and _DANGLING.search(self._text, piece.start, piece.end) is not None

    def _goes_on(self, end: int, piece: Piece) -> bool:
        if piece.gap is Gap.LINE:
            return self._wraps(end, piece.start)
        if piece.gap is Gap.STRONG:
            return False
        return not self._text[end : piece.start].strip(_BETWEEN)

    def _wraps(self, end: int, start: int) -> bool:
        """Whether a line break stands inside a phrase."""
        line = self._layout.line_at(end - 1)
        return bool(_WRAPPED.search(self._text, line.start, end)) or self._text[start : start + 1].islower()

    def _tells_more(self, title: Range, place: Sequence[Piece]) -> bool:
        """Whether what would be the title is a sentence that follows the place in a line of its own."""
        if not place or title[0] < place[-1].end:
            return False
        return "\n" in self._text[place[-1].end : title[0]] and self._text[title[1] : title[1] + 1] == "."

    def _at_dash(self, piece: Piece) -> re.Match[str] | None:
        """Return the dash that parts a title from a house: `Festakt der Stadt – Tonhalle`."""
        match = _DASH.search(self._text, piece.start, piece.end)
        return match if match and names_house(self._text[match.end() : piece.end]) else None

    def _joins(self, first: Piece, last: Piece, piece: Piece) -> bool:
        """Whether a name goes on in brackets or in the next line; the name of a centre does until it is one."""
        if piece.gap is not Gap.LINE:
            in_brackets = piece.depth > last.depth and self._text[last.end : piece.start].strip() == "("
            return in_brackets and not names_house(self._text[piece.start : piece.end])
        if self._wraps(last.end, piece.start):
            return True
        shorter, longer = (" ".join(self._text[first.start : end].split()) for end in (last.end, piece.end))
        return self._gazetteer.centre(shorter) is None and self._gazetteer.centre(longer) is not None
