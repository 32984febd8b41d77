"""How a table is written: its encoding, separator, line ends and decimal mark."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.geocoding.records import Dialect
from tourkarte.intake.tables.kinds.separated import SEPARATORS, notation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from tourkarte.geocoding.records import Record

LONGEST_LINE: Final = 2_000_000
"""Characters of a line; what is longer is no table, and would have to be held in memory."""
_SAMPLE_ROWS: Final = 60
_SAID: Final = re.compile(r"\s*\"?sep=", re.IGNORECASE)
_QUOTED: Final = r"(?:^|[{0}])'[^']*'(?:[{0}\r\n]|$)"
_WITH_COMMA: Final = re.compile(r"\s*-?[0-9]+,[0-9]+\s*")
_WITH_POINT: Final = re.compile(r"\s*-?[0-9]{1,3}\.[0-9]{4,}\s*")  # a thousand has three digits behind the point


def lines(file: TextIO) -> Iterator[str]:
    """Return the lines of a file, their ends as they are.

    Raises
    ------
    DocumentError
        If one is longer than is read.
    """
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), ""), 1):
        if len(line) == LONGEST_LINE:
            raise DocumentError(
                f"Zeile {number} hat mehr als {LONGEST_LINE // 1_000_000} Millionen Zeichen; das ist keine Tabelle, "
                "die sich lesen lässt."
            )
        yield line


def dialect_of(sample: str) -> Dialect:
    """Return how the cells of a table are told apart, from its beginning.

    A column alone may hold the separator that its table does not need: `Reichsweg 30, 52068 Aachen`. Apostrophes are
    quotes only where the header is in them: elsewhere they may be anything, also the guard against formulas.
    """
    separator, quote = notation(sample)
    first = next((line for line in _split(sample) if line.strip()), "")
    found = Dialect(separator=separator, quote=quote if re.search(_QUOTED.format(separator), first) else '"')
    if _SAID.match(first) or _widest(first, found) > 1:
        return found
    alone = [each for each in SEPARATORS if _widest(sample, Dialect(separator=each)) <= 1]
    return Dialect(separator=next((each for each in alone if each in sample), next(iter(alone), separator)))


def _widest(sample: str, dialect: Dialect) -> int:
    try:
        return max((len(each.cells) for each in islice(dialect.read(_split(sample)), _SAMPLE_ROWS)), default=0)
    except DocumentError:
        return 0


def _split(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text))


def has_decimal_comma(dialect: Dialect, records: Sequence[Record]) -> bool:
    """Whether numbers are written with a comma: where a semicolon stands between cells, unless its numbers say no."""
    if dialect.separator == ",":
        return False
    cells = [cell for record in records for cell in record.cells]
    commas, points = (any(map(pattern.fullmatch, cells)) for pattern in (_WITH_COMMA, _WITH_POINT))
    return commas or not points if dialect.separator == ";" else commas and not points
