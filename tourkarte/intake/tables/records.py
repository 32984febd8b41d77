"""From JSON to rows: what GeoJSON and lists of objects share.

Limits: what a property holds that is itself an object or a list is not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.grid import MAX_COLUMNS, MAX_ROWS, collect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.tables.grid import Cell, Sheet

_MAX_OPENINGS: Final = 1_000_000
"""Most objects and lists, within each other or not, of a document; a parser needs some hundred bytes for each."""


def load_json(text: str) -> Any:
    """Return a JSON document.

    Raises
    ------
    DocumentError
        If it is none, or holds too much.
    """
    if text.count("{") + text.count("[") > _MAX_OPENINGS:
        raise DocumentError(
            f"Die Datei enthält mehr als {MAX_ROWS} Objekte; so viele werden nicht gelesen. Bitte nur die Termine "
            "einlesen."
        )
    try:
        return orjson.loads(text.encode("utf-8", "replace"))
    except orjson.JSONDecodeError as error:
        raise DocumentError(
            f"Die Datei ist kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno}); bitte neu ausgeben."
        ) from error


def sheet_of(records: Sequence[dict[str, Any]], *, first: Sequence[str] = ()) -> Sheet:
    """Return the sheet with a row for each record and a column for each key, those of `first` at the front."""
    if len(records) > MAX_ROWS:
        raise DocumentError(
            f"Die Datei enthält mehr als {MAX_ROWS} Objekte; so viele werden nicht gelesen. Bitte nur die Termine "
            "einlesen."
        )
    keys = list(dict.fromkeys([*first, *(key for record in records for key in record)]))
    if len(keys) > MAX_COLUMNS:
        raise DocumentError(f"Die Objekte haben mehr als {MAX_COLUMNS} Felder; so viele werden nicht gelesen.")
    return collect(([_cell(record.get(key)) for key in keys] for record in records), headings=keys)


def _cell(value: Any) -> Cell:
    return value if isinstance(value, str | int | float | bool) else None
