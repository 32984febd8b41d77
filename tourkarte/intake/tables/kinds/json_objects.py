"""JSON: a list of objects, alone or as the one list inside of an object, as `tourkarte parse --json` prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.kinds import register
from tourkarte.intake.tables.records import load_json, sheet_of

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Content, Sheet

_OPENS: Final = re.compile(r"\{\s*(?:[\"}]|\Z)|\[\s*(?:[{\]]|\Z)")


@register(name="json", label="JSON", recognises=lambda content: bool(_OPENS.match(content.opening)), suffixes=("json",))
def open_objects(content: Content) -> list[Sheet]:
    """Return the objects as one table."""
    return [sheet_of(_objects(load_json(content.text)))]


def _objects(document: Any) -> list[dict[str, Any]]:
    lists = [document] if isinstance(document, list) else []
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
    for candidate in sorted(lists, key=len, reverse=True):
        if candidate and all(isinstance(each, dict) for each in candidate):
            return candidate
    raise DocumentError(
        "Das JSON enthält keine Liste von Objekten; erwartet wird eine Liste, in der jedes Objekt ein Termin ist."
    )
