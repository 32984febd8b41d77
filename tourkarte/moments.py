"""From the days and clock times of appointments to the moments at which they begin and are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from tourkarte.clock import FIRST_DAY, LAST_DAY, ZONE

if TYPE_CHECKING:
    Days = pd.Series[pd.Timestamp]


def last_days(frame: pd.DataFrame) -> Days:
    """Return the last day of each appointment, which for most is the first."""
    return frame["end_date"].fillna(frame["date"])


def moments(frame: pd.DataFrame) -> dict[str, Days]:
    """Return `starts_at` and `over_at` of each appointment, from `date`, `end_date`, `start` and `end`.

    Where a day is missing or too far away, which the contract refuses, they are some moment.
    """
    near = frame.assign(date=_near(frame["date"]).fillna(pd.Timestamp(FIRST_DAY)), end_date=_near(frame["end_date"]))
    return {"starts_at": _local(near["date"], near["start"]), "over_at": _over(near)}


def _near(days: Days) -> Days:
    return days.where((days >= pd.Timestamp(FIRST_DAY)) & (days <= pd.Timestamp(LAST_DAY)))


def _over(frame: pd.DataFrame) -> Days:
    """Return the end on the last day, or the end of that day where no end is known.

    Without a last day and an end, the start has to do for one. An end that is earlier than the start, on the same day,
    is one after midnight.
    """
    start, end, last = frame["start"], frame["end"], last_days(frame)
    clock = end.fillna(start.where(frame["end_date"].isna()))
    overnight = clock.isna() | ((end < start) & (last == frame["date"]))
    return _local(last + pd.to_timedelta(overnight.astype(int), unit="D"), clock)


def _local(days: Days, clock: pd.Series[str]) -> Days:
    hours = pd.to_timedelta(clock.fillna("00:00") + ":00", errors="coerce")
    local: Days = (days + hours.fillna(pd.Timedelta(0))).dt.tz_localize(
        ZONE, ambiguous=True, nonexistent="shift_forward"
    )
    return local
