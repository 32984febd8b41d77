"""The only place that asks what time it is; everything else is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


def now(fixed: datetime | None = None) -> datetime:
    """Return the present moment in Europe/Berlin, or `fixed` where an operator looks at another day.

    A `fixed` moment without zone is local time.
    """
    if fixed is None:
        return datetime.now(ZONE)
    return fixed.replace(tzinfo=ZONE) if fixed.tzinfo is None else fixed.astimezone(ZONE)
