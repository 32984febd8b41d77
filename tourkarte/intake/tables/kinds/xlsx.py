"""Excel: the values that were saved with the sheets.

Formulas are not worked out, macros not run, links not followed.
"""

from __future__ import annotations

import datetime as dt
import io
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.grid import MAX_COLUMNS, MAX_LINES, collect
from tourkarte.intake.tables.kinds import register
from tourkarte.intake.tables.workbook import inspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.intake.tables.grid import Cell, Content, Sheet

_ZIP: Final = b"PK\x03\x04"
_MAX_SHEETS: Final = 30
_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


@register(
    name="xlsx",
    label="Excel-Dokument (XLSX)",
    recognises=lambda content: _is_workbook(content.data),
    suffixes=("xlsx", "xlsm"),
    bounded=True,
)
def open_workbook(content: Content) -> list[Sheet]:
    """Return the sheets that are not hidden; all, if all are."""
    notes = inspect(content.data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl would lose on saving is nothing to us
            return _sheets(content.data, notes)
    except DocumentError:
        raise
    except Exception as error:  # openpyxl lets whatever a broken part causes through
        raise DocumentError(
            "Die Excel-Datei ist beschädigt. Bitte in Excel öffnen und neu als XLSX speichern."
        ) from error


def _is_workbook(data: bytes) -> bool:
    return data.startswith(_ZIP) and b"xl/" in data and b"xl/workbook.bin" not in data


def _sheets(data: bytes, notes: list[str]) -> list[Sheet]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes longer to load than a table to read

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        return _collected(shown[:_MAX_SHEETS], notes)
    finally:
        book.close()


def _collected(sheets: Sequence[Any], notes: list[str]) -> list[Sheet]:
    """Return the sheets that are small enough; raises only if none is."""
    found: list[Sheet] = []
    refused: list[DocumentError] = []
    for sheet in sheets:
        try:
            found.append(collect(_rows(sheet), name=str(sheet.title)))
        except DocumentError as error:
            refused.append(error)
            notes.append(f"Blatt „{sheet.title}“: {error}")
    if refused and not any(sheet.rows for sheet in found):
        raise refused[0]
    return [replace(sheet, notes=tuple(notes)) for sheet in found]


def _rows(sheet: Any) -> Iterator[Sequence[Cell]]:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    for row in sheet.iter_rows(max_row=MAX_LINES, max_col=MAX_COLUMNS + 1, values_only=True):
        if row.count(None) == len(row):
            yield ()
        else:
            width = next(index for index in range(len(row), 0, -1) if row[index - 1] is not None)
            yield [_cell(value) for value in row[:width]]


def _cell(value: Any) -> Cell:
    if isinstance(value, dt.timedelta):
        return _clock(value)
    return None if isinstance(value, str) and value in _ERRORS else value


def _clock(duration: dt.timedelta) -> Cell:
    """Return a duration, which is how Excel keeps 11:00 in a column `[h]:mm`, as hours and minutes."""
    minutes = round(duration.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}" if minutes >= 0 else None
