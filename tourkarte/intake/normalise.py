"""Take the markup out of a text without losing where each character came from.

Invitations arrive with Markdown emphasis, HTML tags, links, protected blanks and hard line breaks that cut names in
two. All later steps look at a plain text; what they find is reported as a span of the text that was sent. One
pass over the source, no copy per rule: `Normal` keeps the pieces of which the plain text is made.

Limits: markup is recognised, not parsed. An HTML attribute that holds `>` ends its tag early.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from html import unescape
from typing import Final

from tourkarte.model import Span

# Possessive quantifiers (*+) throughout, around groups atomic ones (Python before 3.11.5 gets the others wrong there):
# a piece of markup that does not close costs one look, not one per length.
_MARKUP: Final = re.compile(
    r"""
      (?P<gone> <!--(?>(?:[^-<]|-(?!->)|<(?!!--))*)-->
              | <(?P<hidden>script|style)\b[^<>]*+>(?>(?:[^<]|<(?!/?(?:script|style)\b))*)</(?:script|style)\s*+>
              | [ ]?!\[[^\[\]\n]*+\]\([^()\n]*+\)
              | ^[ \t]*+\[[^\[\]\n]++\]:[ \t][^\n]*+
              | \[(?=[^\[\]\n]{1,300}\][(\[])
              | \]\((?>(?:[^()\n]|\([^()\n]*+\))*)\)
              | \]\[[^\[\]\n]*+\]
              | [ ]?(?:https?://|www\.)[^\s<>|)\]]++
              | \*{2,3}+ | __ | ~~
              | (?<![\w*])[*_](?=[^\s*_]) | (?<=[^\s*_])[*_](?![\w*])
              | \+{2,}+[ ]?  # `+++10:30 Uhr+++` and `+++ FÄLLT AUS +++`
              | \\(?=[^\w\s]|\n)
              | [\u00ad\u200b-\u200f\u2060\ufeff]++
      )
    | <(?P<tag>/?[A-Za-z][A-Za-z0-9]*+)[^<>]*+>
    | (?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});)
    | (?P<composed>\w[\u0300-\u036f]++)
    | (?P<newline>\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])
    | (?P<blank>[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000][ \t\u00a0\u1680\u2000-\u200f\u202f\u205f\u3000]*+)
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_HEADING_TAG: Final = re.compile(r"h([1-6])")
_BREAKING_TAGS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ]
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of plain text that stands for a stretch of the source, character by character if `literal`."""

    at: int
    start: int
    end: int
    literal: bool


@dataclass(frozen=True, slots=True)
class Normal:
    """A text without markup.

    Attributes
    ----------
    text
        Plain text: lines end in a single newline, blanks are single except at the start of a line, headings start with
        `#` and list items with a bullet, whatever markup they were made of.
    source
        The text as it was sent.
    """

    text: str
    source: str
    _pieces: tuple[_Piece, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the passage of the source that `text[start:end]` was made of."""
        if start >= end:
            point = self._origin(start)[0] if start < len(self.text) else len(self.source)
            return Span(point, point)
        return Span(self._origin(start)[0], self._origin(end - 1)[1])

    def _origin(self, at: int) -> tuple[int, int]:
        piece = self._pieces[bisect_right(self._pieces, at, key=lambda each: each.at) - 1]
        if not piece.literal:
            return piece.start, piece.end
        start = piece.start + at - piece.at
        return start, start + 1


def normalise(source: str) -> Normal:
    """Return `source` without its markup."""
    parts: list[str] = []
    pieces: list[_Piece] = []
    length = done = 0

    def add(text: str, start: int, end: int, *, literal: bool) -> None:
        nonlocal length
        if text:
            pieces.append(_Piece(length, start, end, literal))
            parts.append(text)
            length += len(text)

    for match in _MARKUP.finditer(source):
        add(source[done : match.start()], done, match.start(), literal=True)
        add(_plain(match), match.start(), match.end(), literal=False)
        done = match.end()
    add(source[done:], done, len(source), literal=True)
    return Normal("".join(parts), source, tuple(pieces))


def plain(source: str) -> str:
    """Return `source` as a value: without markup, everything that separates words a single blank."""
    return " ".join(normalise(source).text.split())


def _plain(match: re.Match[str]) -> str:
    """Return what takes the place of one piece of markup."""
    found = match[0]
    match match.lastgroup:
        case "tag":
            return _tag(match["tag"].lower())
        case "entity":
            return " ".join(unescape(found).split()) or " "
        case "composed":
            return unicodedata.normalize("NFC", found)
        case "newline":
            return "\n"
        case "blank":
            return _blank(match)
        case _:
            return " " if found.startswith("++") else ""


def _blank(match: re.Match[str]) -> str:
    """Return the blanks that a run of them becomes: the indent of a line is kept, the end of one dropped."""
    source, start, end = match.string, match.start(), match.end()
    if end == len(source) or source[end] in "\r\n":
        return ""
    if start == 0 or source[start - 1] in "\r\n":
        return " " * len(match[0].expandtabs(4))
    return " "


def _tag(name: str) -> str:
    if heading := _HEADING_TAG.fullmatch(name):
        return "\n\n" + "#" * int(heading[1]) + " "
    if name == "li":
        return "\n- "
    if name in ("td", "th"):
        return " | "
    return "\n" if name.removeprefix("/") in _BREAKING_TAGS or _HEADING_TAG.fullmatch(name.removeprefix("/")) else ""
