"""The only place that asks what time it is, everything else is told; and the days that the product knows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")

FIRST_DAY: Final = date(2000, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)
"""The last day of an appointment. What lies beyond is a slip of the keyboard, and near the ends of the calendar a day
has no next one."""


def now(fixed: datetime | None = None) -> datetime:
    """Return the present moment in Europe/Berlin, or `fixed` where an operator looks at another day.

    A `fixed` moment without zone is local time.
    """
    if fixed is None:
        return datetime.now(ZONE)
    return fixed.replace(tzinfo=ZONE) if fixed.tzinfo is None else fixed.astimezone(ZONE)
