"""The product's own exports: what it wrote itself, it reads back exactly, and restores what it guarded.

Other tables lose blanks at the ends of their cells and the like; a file that one of our formats accepts as its
own, unchanged, is read by that format. Once edited in a spreadsheet it is a table like any other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import TourkarteError
from tourkarte.intake.tables.cells import as_text
from tourkarte.intake.tables.reading import RowDraft
from tourkarte.model import BETWEEN_PEOPLE, Point, Precision, Status, Venue

if TYPE_CHECKING:
    from collections.abc import Mapping as Columns

    from tourkarte.intake.tables.grid import Cell, Sheet
    from tourkarte.intake.tables.mapping import Mapping
    from tourkarte.intake.tables.render import Rendered

_MARKS: Final = ("id", "tour", "precision", "point_source")
"""Fields that together nobody else's table has."""


def looks_own(mapping: Mapping) -> bool:
    """Whether a table has the columns of an export of ours."""
    return all(field in mapping for field in _MARKS)


def read_own(data: bytes, sheet: Sheet, mapping: Mapping, rendered: Rendered, file: str) -> tuple[RowDraft, ...] | None:
    """Return the appointments of an export; None if no format of ours takes it for its own."""
    from tourkarte.export import formats  # noqa: PLC0415 - brings pandas; only our exports need it

    rows = {as_text(row.cell(mapping.index("id"))): row.number for row in sheet.rows}
    for form in formats().values():
        if form.read is None:
            continue
        try:
            found = form.read(data)
        except (TourkarteError, UnicodeError):
            continue
        drafts = [_draft(values) for values in found.where(found.notna(), None).to_dict("records")]
        return tuple(
            replace(draft, row=number, file=file, sheet=sheet.name, source=rendered.row(number))
            for draft in drafts
            for number in [rows.get(draft.id, 0)]
        )
    return None


def _draft(values: Columns[Any, Any]) -> RowDraft:
    known = {name: value for name, value in values.items() if value is not None and value == value}  # noqa: PLR0124 - NaN
    point = Point(lat=known["lat"], lon=known["lon"]) if "lat" in known else None
    status = Status(known["status"])
    return RowDraft(
        date=known["date"].date(),
        start=_time(known.get("start")),
        end=_time(known.get("end")),
        title=known["title"],
        centre=known.get("centre"),
        venue=Venue(
            name=known.get("venue"),
            room=known.get("room"),
            street=known.get("street"),
            postal_code=known.get("postal_code"),
            city=known.get("city"),
        ),
        status=status,
        end_date=known["end_date"].date() if "end_date" in known else None,
        people=tuple(known["people"].split(BETWEEN_PEOPLE)) if "people" in known else (),
        cancelled=status is Status.CANCELLED,
        moved=status is Status.MOVED,
        id=known["id"],
        tour=known["tour"],
        district=known.get("district"),
        point=point,
        precision=Precision(known["precision"]) if point else None,
        radius_m=known.get("radius_m"),
        point_source=known.get("point_source"),
    )


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def unguarded(sheet: Sheet) -> Sheet:
    """Return a sheet with the apostrophes taken away that our guard against formulas put before texts."""
    texts = {cell for row in sheet.rows for cell in row.cells if isinstance(cell, str) and cell.startswith("'")}
    if not texts:
        return sheet
    restored = _restored(sorted(texts))
    return replace(sheet, rows=tuple(replace(row, cells=_each(row.cells, restored)) for row in sheet.rows))


def _each(cells: tuple[Cell, ...], restored: Columns[str, str]) -> tuple[Cell, ...]:
    return tuple(restored.get(cell, cell) if isinstance(cell, str) else cell for cell in cells)


def _restored(texts: list[str]) -> dict[str, str]:
    import pandas as pd  # noqa: PLC0415 - as above

    from tourkarte.export.guard import unguard  # noqa: PLC0415
    from tourkarte.frame import TEXT  # noqa: PLC0415

    cells = unguard(pd.DataFrame({"cell": pd.Series(texts, dtype=TEXT)}))["cell"]
    return dict(zip(texts, cells.tolist(), strict=True))
