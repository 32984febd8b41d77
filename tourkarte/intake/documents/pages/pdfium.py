"""One page of a PDF as words and rules, from PDFium's characters and paths.

Coordinates are points from the upper left corner, y downwards.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pypdfium2 import raw  # type: ignore[import-untyped]

from tourkarte.intake.documents.pages.layout import Page, Rule, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

MAX_CHARACTERS: Final = 100_000
"""Most characters of a page; a full one has 5 000."""
MAX_PATHS: Final = 10_000
_ASLANT: Final = 0.1
"""Angle in radians."""
_THIN: Final = 3.0
_SHORT: Final = 5.0
_MOST_NESTED: Final = 5
_HYPHENS: Final = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
_LIGATURES: Final = range(0xFB00, 0xFB07)
_GAP: Final = 0.25
"""Gap in parts of the size that parts two words, where no blank is written."""


def read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """Return a page; if its text is turned, only the lines that PDFium makes of it."""
    page = document[number]
    try:
        text = page.get_textpage()
        width, height = page.get_size()
        count = text.count_chars()
        turn = _Turn(page.get_rotation(), width, height)
        if not _is_upright(text, count, turn):
            return Page(width=width, height=height, plain=text.get_text_range(0, min(count, MAX_CHARACTERS)))
        words = tuple(_words(text, turn, min(count, MAX_CHARACTERS)))
        objects = 0 if words else sum(1 for _ in zip(page.get_objects(max_depth=1), range(1), strict=False))
        rules = tuple(_rules(page, turn)) if words else ()
        return Page(width=width, height=height, words=words, rules=rules, is_blank=not words and not objects)
    finally:
        page.close()


@dataclass(frozen=True, slots=True)
class _Turn:
    """How a page is turned before it is shown: degrees clockwise, and its size after that."""

    degrees: int
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is shown, from the upper left corner."""
        match self.degrees:
            case 90:
                return y, x
            case 180:
                return self.width - x, y
            case 270:
                return self.width - y, self.height - x
            case _:
                return x, self.height - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Return where a box is shown: left, top, right, bottom."""
        first, second = self.place(x0, y0), self.place(x1, y1)
        return min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1])


def _is_upright(text: pypdfium2.PdfTextPage, count: int, turn: _Turn) -> bool:
    """Whether at least half of some characters stand upright as the page is shown."""
    sample = range(0, count, max(count // 50, 1))
    upright = 0
    for at in sample:
        angle = raw.FPDFText_GetCharAngle(text, at)
        upright += abs(math.remainder(angle + math.radians(turn.degrees), 2 * math.pi)) < _ASLANT

    return upright * 2 >= len(sample)


def _words(text: pypdfium2.PdfTextPage, turn: _Turn, count: int) -> Iterator[Word]:
    box = raw.FS_RECTF()
    matrix = raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    signs = ""
    start = end = baseline = size = 0.0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        sign = _sign(code)
        if not sign or sign.isspace():
            if signs:
                yield Word(signs, start, end, baseline, size)
                signs = ""
            continue
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        level = turn.place(x.value, y.value)[1]
        left, _, right, _ = turn.box(box.left, box.bottom, box.right, box.top)
        if signs and (abs(level - baseline) > size / 2 or not -size < left - end < size * _GAP):
            yield Word(signs, start, end, baseline, size)
            signs = ""
        if not signs:
            scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, at, matrix) else 1.0
            size = max(raw.FPDFText_GetFontSize(text, at) * scale, 1.0)
            start, baseline = left, level
        signs += sign
        end = right
    if signs:
        yield Word(signs, start, end, baseline, size)


def _sign(code: int) -> str:
    """Return the character of a code; nothing for what is no character."""
    if code in _HYPHENS:
        return _HYPHENS[code]
    if code in _LIGATURES:
        return unicodedata.normalize("NFKC", chr(code))
    return "" if code < ord(" ") or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)  # noqa: PLR2004


def _rules(page: pypdfium2.PdfPage, turn: _Turn) -> Iterator[Rule]:
    """Yield the lines that are drawn; of a box its four sides."""
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MOST_NESTED)
    for path, _ in zip(paths, range(MAX_PATHS), strict=False):
        left, upper, right, lower = turn.box(*path.get_bounds())
        if lower - upper <= _THIN:
            if right - left >= _SHORT:
                yield Rule((upper + lower) / 2, left, right, flat=True)
        elif right - left <= _THIN:
            if lower - upper >= _SHORT:
                yield Rule((left + right) / 2, upper, lower, flat=False)
        else:
            yield Rule(upper, left, right, flat=True)
            yield Rule(lower, left, right, flat=True)
            yield Rule(left, upper, lower, flat=False)
            yield Rule(right, upper, lower, flat=False)
