"""Between what people type into a form and what a record holds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from tourkarte.errors import InvalidValueError

_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?: ?h| ?uhr)?", re.IGNORECASE)


def time_text(time: dt.time | None) -> str:
    """Return a time as it stands in a form."""
    return f"{time:%H:%M}" if time else ""


def read_time(text: str, name: str) -> dt.time | None:
    """Return the time that somebody typed: `11`, `11.30 Uhr`; None for nothing.

    Raises
    ------
    InvalidValueError
        If it is none.
    """
    plain = " ".join(text.split())
    if not plain:
        return None
    found = _TIME.fullmatch(plain)
    if not found:
        raise InvalidValueError(f"{name}: „{plain}“ ist keine Uhrzeit; erlaubt ist eine wie 11, 11:30 oder 11.30 Uhr.")
    return dt.time(int(found[1]), int(found[2] or 0))


def read_text(text: str | None) -> str | None:
    """Return what somebody typed without blanks around it; None for nothing."""
    return (text or "").strip() or None
