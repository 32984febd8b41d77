"""Show which column was read as which field: as a table for people, as JSON for programs; and read what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import InvalidValueError
from tourkarte.intake.tables.mapping import field_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.intake.tables.mapping import Mapping
    from tourkarte.intake.tables.reading import RowDraft

_HEADINGS: Final = ("Feld", "Spalte", "Sicherheit", "Grund")
_WIDEST: Final = 40


def mapping_as_table(mapping: Mapping) -> str:
    """Return the mapping as a table, one field a line, and the columns that are not read below it."""
    rows = [_HEADINGS]
    rows += [(each.label, each.column, f"{each.confidence:.0%}", each.reason) for each in mapping.choices]
    cells = [[cell if len(cell) <= _WIDEST else f"{cell[: _WIDEST - 1]}…" for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    if mapping.unused:
        lines.append(f"Nicht gelesen: {', '.join(mapping.unused)}")
    return "\n".join(lines)


def mapping_as_json(mapping: Mapping) -> list[dict[str, Any]]:
    """Return the mapping as JSON has it."""
    return [
        {
            "field": choice.field,
            "column": choice.column,
            "confidence": round(choice.confidence, 2),
            "reason": choice.reason,
        }
        for choice in mapping.choices
    ]


def draft_as_json(draft: RowDraft) -> dict[str, Any]:
    """Return what a row says beyond what any draft does, as JSON has it."""
    return {
        "status": draft.status.value,
        "id": draft.id,
        "tour": draft.tour,
        "district": draft.district,
        "lat": draft.point.lat if draft.point else None,
        "lon": draft.point.lon if draft.point else None,
        "precision": draft.precision.value if draft.precision else None,
        "radius_m": draft.radius_m,
        "point_source": draft.point_source,
        "table": draft.file,
        "sheet": draft.sheet,
        "row": draft.row,
    }


def read_columns(options: Iterable[str]) -> dict[str, str]:
    """Return what a person says of the columns, such as `datum=Wann`, by field.

    Raises
    ------
    InvalidValueError
        If one is not of that form.
    DocumentError
        If there is no such field.
    """
    pairs = [option.partition("=") for option in options]
    for field, mark, _ in pairs:
        if not mark or not field.strip():
            raise InvalidValueError(
                f"„{field}{mark}“ nennt keine Spalte; erlaubt ist Feld=Überschrift, zum Beispiel datum=Wann."
            )
    return {field_of(field.strip()): heading for field, _, heading in pairs}
