"""Carry opened tables from one process to another: as what JSON can hold, and back.

JSON cannot execute anything, so nobody need trust the process that opened the file. A moment, which JSON does not know,
is an object whose key says what it is.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import Problem
from tourkarte.intake.tables.grid import GridRow, Opened, Sheet
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Cell

_MOMENTS: Final = {kind.__name__: kind.fromisoformat for kind in (dt.datetime, dt.date, dt.time)}


def as_json(opened: Opened) -> dict[str, Any]:
    """Return an opened table as JSON has it; `from_json` reads it back."""
    return {"name": opened.name, "kind": opened.kind, "sheets": [_sheet_as_json(sheet) for sheet in opened.sheets]}


def from_json(values: dict[str, Any]) -> Opened:
    """Return the opened table that `as_json` wrote down."""
    return Opened(name=values["name"], kind=values["kind"], sheets=tuple(_sheet(each) for each in values["sheets"]))


def _sheet_as_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "headings": sheet.headings,
        "fields": sheet.fields,
        "cleaned": sheet.cleaned,
        "notes": sheet.notes,
        "problems": [[each.message, each.file, each.row, each.field] for each in sheet.problems],
        "rows": [
            [
                row.number,
                [_cell_as_json(cell) for cell in row.cells],
                [[doubt.field, doubt.reason] for doubt in row.doubts],
            ]
            for row in sheet.rows
        ],
    }


def _sheet(values: dict[str, Any]) -> Sheet:
    return Sheet(
        name=values["name"],
        headings=tuple(values["headings"]),
        fields=tuple(values["fields"]),
        cleaned=values["cleaned"],
        notes=tuple(values["notes"]),
        problems=tuple(Problem(*each) for each in values["problems"]),
        rows=tuple(
            GridRow(number, tuple(map(_cell, cells)), tuple(Doubt(*doubt) for doubt in doubts))
            for number, cells, doubts in values["rows"]
        ),
    )


def _cell_as_json(cell: Cell) -> Any:
    if isinstance(cell, dt.date | dt.time):
        return {type(cell).__name__: cell.isoformat()}
    return cell


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        ((name, text),) = value.items()
        return _MOMENTS[name](text)
    cell: Cell = value
    return cell
