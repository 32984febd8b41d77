"""The days of a tour as steps, from the eve of its first visit to the day on which the last one is over."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

import pandas as pd

from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE
from tourkarte.model import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_LAST_MINUTE: Final = dt.time(23, 59)
_ONE_DAY: Final = dt.timedelta(days=1)


def steps(frame: pd.DataFrame) -> tuple[dt.date, ...]:
    """Return the days on which visits begin or are over, and before them the eve; none where there are no visits."""
    on = frame[frame["status"] == Status.SCHEDULED]
    if on.empty:
        return ()
    # What is over at midnight was over on the day before.
    ends = (on["over_at"].dt.tz_localize(None) - pd.Timedelta(seconds=1)).dt.normalize()
    days = {*on["date"].dt.date, *ends.dt.date}
    return tuple(sorted(day for day in {*days, min(days) - _ONE_DAY} if FIRST_DAY <= day <= LAST_DAY))


def end_of(day: dt.date) -> dt.datetime:
    """Return the last minute of a day, which in an address stands for its end."""
    return dt.datetime.combine(day, _LAST_MINUTE, tzinfo=ZONE)


def is_end_of_day(moment: dt.datetime) -> bool:
    """Whether a moment of an address stands for the end of its day."""
    return moment.timetz().replace(tzinfo=None) == _LAST_MINUTE


def whole(moment: dt.datetime) -> dt.datetime:
    """Return the moment up to which an address that names this one looks.

    The last minute of a day is looked at from its end: else a visit without a known time, which is over when its day
    is, would never be over on it.
    """
    return moment.replace(second=59, microsecond=999_999) if is_end_of_day(moment) else moment


def place(days: Sequence[dt.date], now: dt.datetime) -> int:
    """Return the last of the `days` that is over at the moment `now`, as an index; the first where none is."""
    return max(bisect_right(days, now, key=end_of) - 1, 0)


def before(days: Sequence[dt.date], now: dt.datetime) -> int | None:
    """Return the last of the `days` whose end is earlier than the minute of `now`, as an index."""
    found = bisect_left(days, now.replace(second=0, microsecond=0), key=end_of) - 1
    return found if found >= 0 else None


def after(days: Sequence[dt.date], now: dt.datetime) -> int | None:
    """Return the first of the `days` whose end is later than `now`, as an index."""
    found = bisect_right(days, now, key=end_of)
    return found if found < len(days) else None
