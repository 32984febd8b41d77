"""Whether a file is meant as a table, before anybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.cells import as_text
from tourkarte.intake.tables.grid import MAX_BYTES, Content
from tourkarte.intake.tables.kinds import FALLBACK, REFUSED, kind_of, kinds
from tourkarte.intake.tables.mapping import HEADER_WITHIN, find_mapping
from tourkarte.places.gazetteer import gazetteer
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.intake.tables.grid import Sheet

_OPENING: Final = 2_000
"""Characters from which a text is told to be a table."""
_LEAST_COLUMNS: Final = 3
"""Columns that a text must have to be taken for a table without being called one."""


def is_table(data: bytes, name: str) -> bool:
    """Whether a file is meant as a table: by its content or, where any text may be meant, by its name."""
    content = Content(data, name)
    if any(content.suffix in kind.suffixes for kind in kinds().values()):
        return not _is_document(data)
    if not data or len(data) > MAX_BYTES:
        return False
    if (name_of_kind := kind_of(content).name) != FALLBACK:
        return name_of_kind != REFUSED
    try:
        mapping = find_mapping(_beginning(content), {}, gazetteer())
    except DocumentError:
        return False
    sheet_like = all(mark not in content.opening for mark in ("|", "#"))  # a table inside of Markdown is not the file
    return sheet_like and len(mapping.choices) >= _LEAST_COLUMNS and mapping.header_row <= _LEAST_COLUMNS


def has_columns(data: bytes, name: str, headings: Iterable[str]) -> bool:
    """Whether a text is a table with columns of these names, which alone need not tell that it is one."""
    content = Content(data, name)
    if not data or len(data) > MAX_BYTES or kind_of(content).name != FALLBACK:
        return False
    try:
        rows = _beginning(content).rows[:HEADER_WITHIN]
    except DocumentError:
        return False
    wanted = {fold(heading) for heading in headings if heading.strip()}
    return any(wanted & {fold(as_text(cell) or "") for cell in row.cells} for row in rows if len(row.cells) > 1)


def _is_document(data: bytes) -> bool:
    """Whether a file is a document beyond doubt, whatever it is called."""
    return data.startswith(b"%PDF-") or (data.startswith(b"PK\x03\x04") and b"word/document" in data)


def _beginning(content: Content) -> Sheet:
    opening = Content(content.text[:_OPENING].encode("utf-8", "replace"), content.name)
    return kinds()[FALLBACK].open(opening)[0]
