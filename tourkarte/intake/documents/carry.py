"""Carry what was found in a document from the process that read it: as what JSON can hold, and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tourkarte.intake.documents import Content, Part
from tourkarte.intake.tables import carry as tables
from tourkarte.model import Span


def as_json(content: Content) -> dict[str, Any]:
    """Return a content as JSON has it; `from_json` reads it back."""
    return {
        "text": content.text,
        "date_hint": content.date_hint.isoformat() if content.date_hint else None,
        "parts": [[part.name, part.kind, part.span.start, part.span.end] for part in content.parts],
        "tables": [tables.as_json(table) for table in content.tables],
        "notes": content.notes,
    }


def from_json(values: dict[str, Any]) -> Content:
    """Return the content that `as_json` wrote down."""
    return Content(
        text=values["text"],
        date_hint=dt.date.fromisoformat(values["date_hint"]) if values["date_hint"] else None,
        parts=tuple(Part(name=name, kind=kind, span=Span(start, end)) for name, kind, start, end in values["parts"]),
        tables=tuple(tables.from_json(table) for table in values["tables"]),
        notes=tuple(values["notes"]),
    )
