"""The cases of the reader: each a text with what must be read from it. A new case is a new pair of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tourkarte.model import Draft

FOLDER: Final = Path(__file__).with_name("cases")
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.md"))
_EMPTY: Final[dict[str, Any]] = {
    "date": None,
    "end_date": None,
    "start": None,
    "end": None,
    "title": None,
    "people": [],
    "centre": None,
    "venue": None,
    "room": None,
    "street": None,
    "postal_code": None,
    "city": None,
    "cancelled": False,
    "moved": False,
    "doubts": [],
}


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


def expected(name: str) -> list[dict[str, Any]]:
    document = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return [_EMPTY | appointment for appointment in document["appointments"]]


def as_expected(draft: Draft) -> dict[str, Any]:
    """Return a draft in the form that the expectations have."""
    return {
        "date": draft.date.isoformat() if draft.date else None,
        "end_date": draft.end_date.isoformat() if draft.end_date else None,
        "start": f"{draft.start:%H:%M}" if draft.start else None,
        "end": f"{draft.end:%H:%M}" if draft.end else None,
        "title": draft.title,
        "people": list(draft.people),
        "centre": draft.centre,
        "venue": draft.venue.name,
        "room": draft.venue.room,
        "street": draft.venue.street,
        "postal_code": draft.venue.postal_code,
        "city": draft.venue.city,
        "cancelled": draft.cancelled,
        "moved": draft.moved,
        "doubts": [doubt.field for doubt in draft.doubts],
    }
