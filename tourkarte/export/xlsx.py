"""XLSX for spreadsheets: real days and times, a filter over each column, and a heading that stays in sight.

The headings and words are those of the CSV for Excel. Every text is written as a text, and guarded all the same:
whoever saves the sheet as CSV passes it on to programs that would run it.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from tourkarte.export import register
from tourkarte.export.csv_excel import HEADINGS, in_words
from tourkarte.export.guard import guard
from tourkarte.language import N_

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.export.edition import Edition

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONG_AGO: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the file has no zone
"""When a file of which nothing else is known says that it was made: the same rows give the same bytes."""
_SHEET: Final = "Termine"
_FORMATS: Final = {"day": "dd.mm.yyyy", "time": "hh:mm", "degrees": "0.000000", "metres": "0"}
_KINDS: Final = {
    "date": "day",
    "end_date": "day",
    "start": "time",
    "end": "time",
    "lat": "degrees",
    "lon": "degrees",
    "radius_m": "metres",
}
"""How the cells of a column look; the others are texts."""
_WIDTHS: Final = {
    "title": 50,
    "venue": 28,
    "room": 18,
    "street": 26,
    "city": 20,
    "district_name": 24,
    "region": 18,
    "precision": 18,
    "point_source": 22,
    "id": 28,
    "tour": 20,
    "people": 34,
    "media": 22,
    "note": 40,
    "report": 34,
    "moved_to": 28,
}
_USUAL_WIDTH: Final = 13


@register(
    name="xlsx",
    label=N_("Excel-Tabelle"),
    suffix="xlsx",
    media_type=_MEDIA_TYPE,
    hint=N_("für Excel und LibreOffice"),
    for_people=True,
    rank=1,
)
def write(frame: pd.DataFrame, edition: Edition) -> bytes:
    """Return the rows of `frame`."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        made = edition.at.replace(tzinfo=None) if edition.at else _LONG_AGO
        title = "".join(filter(str.isprintable, edition.title))
        book.set_properties({"title": title, "company": edition.publisher or "", "created": made})
        looks = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
        sheet = book.add_worksheet(_SHEET)
        sheet.write_row(0, 0, HEADINGS.values(), book.add_format({"bold": True}))
        columns = in_words(guard(frame))
        for at, name in enumerate(HEADINGS):
            sheet.set_column(at, at, _WIDTHS.get(name, _USUAL_WIDTH))
            _write(sheet, at, columns[name], looks.get(_KINDS.get(name, "")))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(frame), len(HEADINGS) - 1)
    return file.getvalue()


def _write(sheet: Any, at: int, column: pd.Series[Any], look: Any) -> None:
    """Write the known cells of a column."""
    write = sheet.write_string if look is None else sheet.write_number
    cells = _numbers(column)
    for row, (cell, missing) in enumerate(zip(cells.tolist(), cells.isna(), strict=True), start=1):
        if not missing:
            write(row, at, cell, *([look] if look else []))


_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day has no zone


def _numbers(column: pd.Series[Any]) -> pd.Series[Any]:
    """Return a column with its days and times as spreadsheets count them: days since the end of 1899."""
    match _KINDS.get(str(column.name)):
        case "day":
            return (column - _EPOCH).dt.days
        case "time":
            hours, minutes = (column.str[at].astype(float) for at in (slice(0, 2), slice(3, 5)))
            return (60 * hours + minutes) / (24 * 60)
        case _:
            return column
