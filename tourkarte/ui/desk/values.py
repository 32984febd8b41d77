"""Between what people type into a form and what a record holds."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Final

from babel.dates import format_date

from tourkarte.clock import ZONE
from tourkarte.errors import InvalidValueError

_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?: ?h| ?uhr)?", re.IGNORECASE)
_DAY: Final = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4}|\d{2})", re.ASCII)
_ISO_DAY: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_CENTURY: Final = 100


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


def read_day(text: str, name: str) -> dt.date | None:
    """Return the day that somebody typed: `2.8.2017`, `02.08.17`, `2017-08-02`; None for nothing.

    Raises
    ------
    InvalidValueError
        If it is none.
    """
    plain = "".join(text.split())
    if not plain:
        return None
    found = _DAY.fullmatch(plain) or _ISO_DAY.fullmatch(plain)
    with suppress(ValueError):
        if found:
            year = int(found["year"])
            return dt.date(year if year > _CENTURY else 2000 + year, int(found["month"]), int(found["day"]))
    raise InvalidValueError(f"{name}: „{plain}“ ist kein Tag; erlaubt ist einer wie 02.08.2017.")


def day_text(day: dt.date) -> str:
    """Return a day as people say it."""
    return format_date(day, "EEEE, d. MMMM y", locale="de")


def moment_text(at: dt.datetime) -> str:
    """Return a moment of the log in local time, as people say it."""
    local = at.astimezone(ZONE)
    return f"{day_text(local)}, {local:%H:%M} Uhr"
