"""The cases of the table reader: each a file with what must be read from it. A new case is a new pair of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.intake.cases import as_expected

if TYPE_CHECKING:
    from tourkarte.intake.tables import RowDraft, TableReading

FOLDER: Final = Path(__file__).with_name("cases")
EXPECTED: Final = ".expected.json"
NAMES: Final = sorted(path.name for path in FOLDER.iterdir() if not path.name.endswith(EXPECTED))


def data_of(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def expected(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((FOLDER / f"{name}{EXPECTED}").read_text("utf-8"))
    return document


def reading_as_expected(reading: TableReading) -> dict[str, Any]:
    """Return a reading in the form that the expectations have: only what is there."""
    return {
        "kind": reading.kind,
        "mapping": {choice.field: choice.column for choice in reading.mapping.choices},
        "drafts": [draft_as_expected(draft) for draft in reading.drafts],
        "problems": [[problem.row, problem.field] for problem in reading.problems],
    }


def draft_as_expected(draft: RowDraft) -> dict[str, Any]:
    more = {
        "row": draft.row,
        "end_date": draft.end_date.isoformat() if draft.end_date else None,
        "status": draft.status.value,
        "id": draft.id,
        "point": [draft.point.lat, draft.point.lon] if draft.point else None,
    }
    return {name: value for name, value in (as_expected(draft) | more).items() if value not in (None, False, [])}
