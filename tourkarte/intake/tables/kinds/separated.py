"""CSV and TSV: which separator and which quotes a file has is told by which of them make a table of it.

Limits: quotes inside of quotes are doubled, as spreadsheets write them, not escaped by a backslash.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.grid import collect
from tourkarte.intake.tables.headings import header_score
from tourkarte.intake.tables.kinds import FALLBACK, register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.intake.tables.grid import Content, Sheet

SEPARATORS: Final = (";", ",", "\t", "|")
_QUOTES: Final = ('"', "'")
_SAMPLE: Final = 40_000
"""Characters from which the separator is told."""
_SAMPLE_ROWS: Final = 60
_LONGEST_CELL: Final = 32_767
"""Characters of a cell, as many as Excel allows."""
_SAID: Final = re.compile(r"\s*\"?sep=(?P<separator>[;,\t|])\"?\r?\n", re.IGNORECASE)  # Excel's own first line


@register(name=FALLBACK, label="CSV oder TSV", recognises=lambda _: False, suffixes=("csv", "tsv", "tab"))
def open_separated(content: Content) -> list[Sheet]:
    """Return the table."""
    text = content.text
    separator, quote = notation(text)
    sheet = collect(_rows(text, separator, quote))
    if text.count(quote) % 2 and sheet.rows and any("\n" in str(cell) for cell in sheet.rows[-1].cells):
        return [replace(sheet, notes=(f"In Zeile {sheet.rows[-1].number} fehlt wohl ein schließendes {quote}.",))]
    return [sheet]


def notation(text: str) -> tuple[str, str]:
    """Return the separator and the quotes of a table, told from its beginning."""
    if said := _SAID.match(text):
        return said["separator"], '"'
    sample = text[:_SAMPLE]
    quotes = [quote for quote in _QUOTES if quote == '"' or re.search(r"(?:^|[;,\t|])'", sample, re.MULTILINE)]
    return max(product(SEPARATORS, quotes), key=lambda each: _score(sample, *each))


def _score(sample: str, separator: str, quote: str) -> tuple[float, float]:
    """Return how much a notation makes a table: how good its best header is, and how even its rows are."""
    try:
        rows = [row for row in islice(_rows(sample, separator, quote), _SAMPLE_ROWS) if any(row)]
    except DocumentError:
        return -1, 0
    widths = [len(row) for row in rows if len(row) > 1]
    even = max((widths.count(width) for width in set(widths)), default=0)
    unquoted = sum(cell[:1] in _QUOTES and cell[-1:] == cell[:1] and len(cell) > 1 for row in rows for cell in row)
    return max((header_score(row) for row in rows), default=0.0), even - unquoted


def _rows(text: str, separator: str, quote: str) -> Iterator[Sequence[str]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote):
            if max(map(len, row), default=0) > _LONGEST_CELL:
                raise _unquoted()
            yield row
    except csv.Error as error:
        raise _unquoted() from error


def _unquoted() -> DocumentError:
    return DocumentError(
        "Die Tabelle lässt sich nicht in Zellen teilen, vermutlich fehlt ein schließendes Anführungszeichen; "
        "bitte als CSV neu speichern."
    )
