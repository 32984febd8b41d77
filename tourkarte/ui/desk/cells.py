"""Between the cells of the table to edit in and the fields of an appointment.

All cells are text, days and times too: what is pasted from a German spreadsheet would be read as English by the
browser, which makes 03.08. the 8th of March without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tourkarte.desk.words import label
from tourkarte.errors import InvalidValueError
from tourkarte.frame import TEXT
from tourkarte.model import Media, Status
from tourkarte.selection import STATUS_WORDS
from tourkarte.ui.desk.values import read_day, read_text, read_time, time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Cells = dict[str, str | None]

FIELDS: Final = (
    *("city", "date", "start", "end", "title", "venue", "room", "street", "postal_code", "status", "media"),
    "id",
)
"""The columns of the table, in their order; the last one is to be read only."""
STATUS_OF: Final = {word: status for status, word in STATUS_WORDS.items()}
MEDIA_OF: Final = {media.label: media for media in Media}


def of(values: Mapping[str, Any]) -> Cells:
    """Return the cells of an appointment, whose fields may be those of a record or a row of the store."""
    return {name: _cell(name, values[name]) for name in FIELDS}


def _cell(name: str, value: Any) -> str | None:
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN
        return None
    match name:
        case "date":
            return f"{value:%d.%m.%Y}"
        case "start" | "end":
            return time_text(value)
        case "status":
            return STATUS_WORDS[Status(value)] if value in set(Status) else str(value)
        case "media":
            return Media(value).label if value in set(Media) else str(value)
        case _:
            return str(value)


def read(typed: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the fields that cells stand for.

    Raises
    ------
    InvalidValueError
        If one cannot be read.
    """
    return {name: _READERS.get(name, _text)(cell or "", label(name)) for name, cell in typed.items()}


def _text(text: str, _name: str) -> str | None:
    return read_text(text)


def _status(text: str, name: str) -> Status:
    return Status(_choice(text, name, STATUS_OF))


def _media(text: str, name: str) -> Media | None:
    return Media(_choice(text, name, MEDIA_OF)) if text.strip() else None


def _choice(text: str, name: str, allowed: Mapping[str, str]) -> str:
    found = allowed.get(text.strip())
    if found is None:
        raise InvalidValueError(f"{name}: „{text}“ gibt es nicht; erlaubt ist {', '.join(allowed)}.")
    return found


_READERS: Final[Mapping[str, Callable[[str, str], Any]]] = {
    "date": read_day,
    "start": read_time,
    "end": read_time,
    "status": _status,
    "media": _media,
}


def frame(rows: Sequence[Cells]) -> pd.DataFrame:
    """Return rows of cells as the table wants them: each column text, also where all of it is empty."""
    return pd.DataFrame([[row[name] for name in FIELDS] for row in rows], columns=list(FIELDS), dtype=TEXT)
