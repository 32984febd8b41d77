"""Reading a street with its house number as people write it.

The number is what stands at the end. There may be more than one reading, the likeliest first: `Ring 3` is the third
house of a street, or a street by that name; the register decides. What only looks like an address, such as `Rathaus`
in `Rathaus, Am Markt 1`, is a loose reading: it counts if there is exactly such a street. Floors, times, distances and
telephone numbers are no house numbers: of `Königsallee 3. OG` only the street is read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_HOUSE: Final = r"\s*\.\s*[^\W\d_]|[.,:][0-9]|\s*(?:Uhr|km|OG|Etage|Stock|Obergescho)"  # a floor, a time, a distance
_HOUSE: Final = rf"[1-9][0-9]{{0,4}}(?![0-9]|{_NO_HOUSE})(?:\s?[a-z](?!\w))?(?:\s?[1-9]/[2-9](?!\w))?"
_MORE: Final = rf"(?:\s?(?:-|/|\+|&|,|bis|und|u\.)\s?(?:{_HOUSE}|[a-z](?!\w)))"
_SIGN: Final = r"(?:(?:haus)?n(?:r\.?|ummer)\s?)?"
_AT_END: Final = re.compile(
    rf"(?P<street>.*?[^\W\d_][.)]?,?|.*?\d\s)\s?{_SIGN}(?P<number>{_HOUSE}{_MORE}*)[\s.,]*", re.IGNORECASE
)
_INSIDE: Final = re.compile(
    rf"(?P<street>.*?[^\W\d_][.)]?)\s?{_SIGN}(?P<number>{_HOUSE}{_MORE}{{0,3}})(?=[\s.,(])(?P<rest>.+)",
    re.IGNORECASE,
)
_IN_FRONT: Final = re.compile(r"(?P<number>[1-9][0-9]{0,3}\s?[a-z]?)\s*,\s*(?P<street>\D+)", re.IGNORECASE)
_ADDITION: Final = (
    r"(?:(?:hinter|vorder|seiten|garten)?haus|eingang|aufgang|raum|zimmer|zi|saal|halle|etage|stock(?:werk)?|[eoud]g"
    r"|(?:erd|ober|unter|dach)gescho(?:ss|ß)|gebäude|geb)\b\.?"
)
_KNOWN_REST: Final = re.compile(
    rf"[\s.,]*(?:$|\(|(?:[0-9]{{1,2}}\.\s?)?{_ADDITION}|(?:D-)?[0-9]{{5}}\s+[^\W\d_])", re.IGNORECASE
)
_ONLY_ADDITION: Final = re.compile(_ADDITION, re.IGNORECASE)
_BEFORE_DIGITS: Final = re.compile(
    rf"(?P<street>\D*?[^\W\d_][.)]?)[\s,/-]*(?:\b(?:{_ADDITION}|nr\.?|tel\.?:?)\s*)?[0-9].*", re.IGNORECASE
)
_PART: Final = re.compile(r"(?P<number>[0-9]{1,5})?\s?(?P<suffix>[a-z])?(?!\w)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s?(?:-|/|\+|&|,|bis|und|u\.)\s?", re.IGNORECASE)
_FRACTION: Final = re.compile(r"\s([1-9]/[2-9])")
_DASHES: Final = re.compile(r"\s*[‐-―−-]\s*")
_NO_TEXT: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\xad]+")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_PIECE: Final = re.compile(  # also at the dash of `Niederwall 23 - Raum 5`
    r"(?<!\d),|,(?!\d)|[;|]|(?:(?<=\d)|(?<=\d[a-z])|(?<=\d [a-z]))\s+[‐-―−-]\s+(?=[^\W\d_]{2})", re.IGNORECASE
)
_CROSSING: Final = re.compile(r"(?<=[^\W\d_.])\s*(?:/|\bEcke\b)\s*(?=[^\W\d_])|\.\s*/\s*(?=[^\W\d_])", re.IGNORECASE)
_MOST_PIECES: Final = 5
_LEADING_SIGN: Final = re.compile(r"^[-/+.,\s]+")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The house number of an address, which may name several houses.

    Attributes
    ----------
    text
        As it was written: `2– 4`.
    first
        The first number: 2.
    suffix
        What follows it, as `suffix_key` writes it: `4`. Some registers have a house 2 with this suffix.
    houses
        Each house that is named, number and suffix: (2, ""), (4, "").
    """

    text: str
    first: int
    suffix: str
    houses: tuple[tuple[int, str], ...]

    @property
    def range(self) -> tuple[int, int] | None:
        """The first and the last number, if several are named."""
        numbers = [number for number, _ in self.houses]
        return (min(numbers), max(numbers)) if min(numbers) < max(numbers) else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take an address line apart.

    Attributes
    ----------
    street
        The street's name as it was written.
    loose
        Whether it counts only if there is exactly such a street.
    crossing
        Whether the line names two streets that meet.
    partly
        Whether the line tells more than the street, which could not be read.
    """

    street: str
    numbers: Numbers | None = None
    loose: bool = False
    crossing: bool = False
    partly: bool = False


def suffix_key(text: str) -> str:
    """Return what follows a number in one form: `A` is `a`, `-4` is `4`, ` 1/2` is `1/2`."""
    compact = "".join(_composed(text).casefold().split())
    return _LEADING_SIGN.sub("", compact)


def read_numbers(text: str) -> Numbers | None:
    """Return the numbers in the part of a line that holds nothing else; None if it is no house number."""
    line = plain(text)
    start = re.match("[0-9]{1,5}", line)
    if not start or not int(start[0]):
        return None
    if fraction := _FRACTION.fullmatch(line, start.end()):
        house = (int(start[0]), fraction[1])
        return Numbers(text.strip(), *house, houses=(house,))
    houses: list[tuple[int, str]] = []
    number = first = int(start[0])
    for part in _BETWEEN.split(line):
        if (found := _PART.match(part)) and (found["number"] or found["suffix"]):
            number = int(found["number"] or number)
            house = (number, (found["suffix"] or "").casefold())
            if number >= first and house not in houses:  # 12/3 is a flat in house 12
                houses.append(house)
    return Numbers(text.strip(), first, suffix_key(line[start.end() :]), tuple(houses))


def readings(line: str) -> tuple[Reading, ...]:
    """Return the ways to read a line with street and number, the likeliest first."""
    found: dict[tuple[str, Numbers | None], Reading] = {}
    for reading in _readings(line):
        if reading.street:
            found.setdefault((reading.street, reading.numbers), reading)
    return tuple(found.values())


def _readings(line: str) -> Iterator[Reading]:
    whole, outside = plain(line), _BRACKETS.sub(" ", _composed(line))
    bare = plain(outside)
    for text in dict.fromkeys((whole, bare)):
        yield from _reading(_AT_END.fullmatch(text), loose=False)
    yield Reading(bare.rstrip(" .,"))
    pieces = [plain(piece) for piece in _PIECE.split(outside)[:_MOST_PIECES]]
    numbered = [reading for piece in pieces for reading in _numbered(piece)]
    yield from numbered
    yield from _reading(_IN_FRONT.fullmatch(bare), loose=True)
    if any(map(str.isdigit, bare)):
        yield from _streets_only(pieces, numbered)
        return
    for piece in pieces:
        yield Reading(piece, loose=True)
    if len(streets := _CROSSING.split(bare)) > 1:
        for street in streets[:_MOST_PIECES]:
            yield Reading(street.strip(), loose=True, crossing=True)


def _numbered(piece: str) -> Iterator[Reading]:
    """Yield a piece as street and number; of the street alone if something unknown stands behind the number."""
    yield from _reading(_AT_END.fullmatch(piece), loose=False)
    if found := _INSIDE.fullmatch(piece + " "):
        if _KNOWN_REST.match(found["rest"]):
            yield from _reading(found, loose=True)
        else:
            yield Reading(found["street"].strip(" ,"), loose=True, partly=True)


def _streets_only(pieces: list[str], numbered: list[Reading]) -> Iterator[Reading]:
    """Yield what may be streets in a line whose numbers are no house numbers."""
    for piece in pieces:
        if found := _BEFORE_DIGITS.fullmatch(piece):
            yield Reading(found["street"].strip(" ,"), loose=True, partly=True)
    if all(_ONLY_ADDITION.fullmatch(each.street) for each in numbered):
        # Otherwise a number is given, and whoever gives one does not mean a street elsewhere in the line.
        for piece in pieces:
            if not any(map(str.isdigit, piece)):
                yield Reading(piece, loose=True, partly=True)


def _reading(found: re.Match[str] | None, *, loose: bool) -> Iterator[Reading]:
    if found and (numbers := read_numbers(found["number"])):
        yield Reading(found["street"].strip(" ,"), numbers, loose=loose)


def plain(text: str) -> str:
    """Return a text with one kind of dash and of blank, and nothing that cannot be seen."""
    return _NO_TEXT.sub(" ", _DASHES.sub("-", _composed(text))).strip()


def _composed(text: str) -> str:
    """Return a text in compatible letters, without footnote marks and the like: `2²` is not 22, `8¼` is 8 1/4."""
    if text.isascii():
        return text
    letters = (_digits(each) if unicodedata.category(each) == "No" else each for each in text)
    return unicodedata.normalize("NFKC", "".join(letters))


def _digits(letter: str) -> str:
    number = unicodedata.normalize("NFKC", letter)
    return f" {number.replace('⁄', '/')}" if "⁄" in number else ""
