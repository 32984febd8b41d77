"""Take a passage apart at its commas, brackets and lines, and say what each piece is.

The pieces keep their order and how they were parted, because that is what tells a title from a venue: what stands in
one run of commas with the address belongs to the place, what a colon, a bracket or a semicolon sets apart does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.intake.addresses import PostalCity, Street

Range = tuple[int, int]


class Kind(Enum):
    """What a piece is."""

    FREE = auto()
    STREET = auto()
    POSTAL = auto()
    ROOM = auto()
    ONLINE = auto()
    NOISE = auto()


class Gap(IntEnum):
    """What parts a piece from the one before, the weakest first."""

    NONE = auto()
    COMMA = auto()
    LINE = auto()
    COLON = auto()
    STRONG = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a passage.

    Attributes
    ----------
    gap
        What parts it from the piece before.
    depth
        How many brackets it stands in.
    """

    start: int
    end: int
    kind: Kind
    gap: Gap
    depth: int = 0
    sure: bool = True


_SEPARATOR: Final = re.compile(
    r"""
      (?P<quote>„[^“”"\n]{1,200}[“”"]|"[^"\n]{1,200}"|“[^”\n]{1,200}”|»[^«\n]{1,200}«)
    | (?P<strong>;
        | [.!?](?=\s+[A-ZÄÖÜ„("])(?<!\b(?:Dr|St|Nr|ca|Hl)\.)(?<!\b[A-Za-z]\.)(?<!\bProf\.)
          (?<!\b[Ss]tr\.)(?<![0-9]\.)
        | \.(?=\s*$)(?<!\b[A-Za-z]\.))
    | (?P<pipe>\|)
    | (?P<open>[(\[]) | (?P<close>[)\]])
    | (?P<colon>:(?=\s|$)(?<!Raum:)(?<!Saal:)(?<!Zimmer:))
    | (?P<comma>,)
    | (?P<line>[ ]*+\n\s*+)
    | (?P<dash>[ ][–—-][ ])
    """,
    re.VERBOSE,
)
_ROOM: Final = re.compile(
    r"""
    (?:im\s|in\sder\s|vor\sdem\s)?
    (?: [0-9]{1,2}\.\s?(?:etage|og|stock(?:werk)?|obergeschoss|untergeschoss|ug)\b
      | (?:eg|og|ug|erdgeschoss|obergeschoss|dachgeschoss|souterrain|tor\s[0-9]+|flur|etage|ebene|aufgang|
           gate|eingang\s\w|trakt|flügel|keller|hinterhaus|hinterhof|foyer|aula|innenhof|turnhalle|mensa|raum|halle\s[\w.]+|forum\s[0-9ivx]+)\b
      | [\w-]{0,40}(?:raum|räume|saal|säle|zimmer|foyer|auditorium|aula|lounge|haupteingang|
           hauptportal|geschoss|empfangshalle)\b
      | [A-ZÄÖÜ][\w-]+\sim\s(?:[0-9]{1,2}\.\s)?(?:[\w-]{0,20}geschoss|stock|og|etage|keller)\b
    )
    [^,]{0,60}
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ONLINE: Final = re.compile(
    r"(?:und\s)?(?:auch\s)?(?:im\s)?(?:remote-?)?(?:online\w*|digital|virtuell|videokonferenz|(?:live)?stream|zoom|webex|teams|internet)(?:\sper\s\w+)?",
    re.IGNORECASE,
)
_NOISE: Final = re.compile(
    r"""
      link|karte|siehe\b|anmeldung|anmelde|hinweise?\b|tel(?:efon)?\b\.?|fax|telefax|e-?mail|mail\b|optional\b|koordinaten|
      wort-?bild-?\s?termin|bild-?termin|presse-?termin|foto-?termin|infos?\b|hier\b|kalendereintrag|open\send|bitte\b|
      ende\b|einlass\b|eintritt|uhr\b|medien\b|pressestelle|geöffnet|\U0001f4c5
    | [\w.+-]{1,64}@
    | (?:vormittags|nachmittags|mittags|ganztägig|ganztags|c\.?\ ?t\.?|s\.?\ ?t\.?|[0-9]{1,2}\ ?h\ ?[0-9]{2}|
       und|jeweils|statt|um|von|bis|am|vom|den|dem|ab|gegen|abends|wochenende|diesen|zeit|entfällt|
       abgesagt|verschoben|neu|beginn|
       deutschland|deutschlandweit|morgen|heute|übermorgen|[0-9+./\s-]+|\W+)$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"[()]")
_FULL_STOP: Final = re.compile(r"\.\s+[A-ZÄÖÜ]")
_EDGE: Final = " .\t\n,;:|–—-•·*>"
_MARK: Final = 2
_GAPS: Final = {"comma": Gap.COMMA, "close": Gap.COMMA, "line": Gap.LINE, "colon": Gap.COLON}


class Scissors:
    """Takes passages of one text apart.

    Parameters
    ----------
    holes
        What says when: no pieces, but they part what is beside them.
    """

    def __init__(
        self, text: str, *, holes: Sequence[Range], streets: Sequence[Street], postals: Sequence[PostalCity]
    ) -> None:
        self._text = text
        marks = [_Mark(start, end, None) for start, end in holes]
        marks += [_Mark(each.start, each.end, Kind.POSTAL) for each in postals]
        marks += [_Mark(each.start, each.end, Kind.STREET, each.sure) for each in streets]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        self._marks: list[_Mark] = []
        for mark in marks:
            if not self._marks or mark.start >= self._marks[-1].end:
                self._marks.append(mark)

    def cut(self, start: int, end: int, *, table: bool) -> list[Piece]:
        """Return the pieces of `text[start:end]`; in a table, pipes part more than commas do."""
        pieces: list[Piece] = []
        gap, depth, position = Gap.STRONG, 0, start
        for mark in self._within(start, end):
            gap, depth = self._cut_free(position, mark.start, pieces, gap, depth, table=table)
            if mark.kind is None:
                gap = Gap.STRONG
            else:
                pieces.append(Piece(mark.start, mark.end, mark.kind, gap, depth, mark.sure))
                gap = Gap.STRONG if _FULL_STOP.match(self._text, mark.end, end) else Gap.NONE
            position = mark.end
        self._cut_free(position, end, pieces, gap, depth, table=table)
        return pieces

    def _within(self, start: int, end: int) -> Iterator[_Mark]:
        position = bisect_left(self._marks, start, key=lambda mark: mark.start)
        while position < len(self._marks) and self._marks[position].end <= end:
            yield self._marks[position]
            position += 1

    def _cut_free(
        self, start: int, end: int, pieces: list[Piece], gap: Gap, depth: int, *, table: bool
    ) -> tuple[Gap, int]:
        """Cut a stretch without marks; return the gap and the depth behind it."""
        position = start
        for match in _SEPARATOR.finditer(self._text, start, end):
            name = match.lastgroup
            if name == "quote" or (name == "dash" and not depth):
                continue
            gap = self._add(position, match.start(), pieces, gap, depth)
            depth += (name == "open") - (name == "close" and depth > 0)
            between = Gap.COMMA if name == "pipe" and not table else _GAPS.get(name or "", Gap.STRONG)
            gap = max(gap, between)
            position = match.end()
        return self._add(position, end, pieces, gap, depth), depth

    def _add(self, start: int, end: int, pieces: list[Piece], gap: Gap, depth: int) -> Gap:
        """Add what is left of a stretch without its edges; return the gap behind it."""
        found = trimmed(self._text, start, end)
        if found is None:
            return gap
        start, end = found
        mark = (
            depth > 0 and end - start <= _MARK and self._text[start:end].isupper()
        )  # `(P)` for what the press may see
        pieces.append(Piece(start, end, Kind.NOISE if mark else self._kind(start, end), gap, depth))
        return Gap.NONE

    def _kind(self, start: int, end: int) -> Kind:
        if _ROOM.fullmatch(self._text, start, end):
            return Kind.ROOM
        if _ONLINE.fullmatch(self._text, start, end):
            return Kind.ONLINE
        if _NOISE.match(self._text, start, end):
            return Kind.NOISE
        return Kind.FREE


def trimmed(text: str, start: int, end: int) -> Range | None:
    """Return a range without blanks and separators at its ends; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def balanced(text: str, start: int, end: int) -> Range:
    """Return a range that holds the bracket which closes the one it holds the beginning of."""
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    return start, end


def overlaps(taken: Sequence[Range], where: Range) -> bool:
    """Whether a range overlaps one of `taken`, which are sorted and apart from each other."""
    number = bisect_left(taken, where[1], key=lambda each: each[0]) - 1
    return number >= 0 and taken[number][1] > where[0]


def brackets(text: str, start: int, end: int) -> Iterator[Range]:
    """Return the brackets of a passage, those inside of others not apart."""
    depth, first = 0, start
    for match in _BRACKET.finditer(text, start, end):
        if match[0] == "(":
            first = first if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield first, match.start()


def depth_at(text: str, start: int, position: int) -> int:
    """Return in how many brackets a position stands that were opened since `start`."""
    return max(text.count("(", start, position) - text.count(")", start, position), 0)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch that is known before anything is cut; without a kind, it says when."""

    start: int
    end: int
    kind: Kind | None
    sure: bool = True
