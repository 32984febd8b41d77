"""Days, weeks, months or years with appointments: as fine as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from tourkarte import language
from tourkarte.moments import last_days
from tourkarte.views.whens import month, shortest_date

if TYPE_CHECKING:
    import datetime as dt

    import numpy.typing as npt

    Days = npt.NDArray[np.datetime64]

Unit = Literal["D", "W", "M", "Y"]
UNITS: Final[tuple[Unit, ...]] = ("D", "W", "M", "Y")
_FROM_MONDAY: Final = np.datetime64("1970-01-05")


class Period(NamedTuple):
    """A day, week, month or year, from its first to its last day."""

    first: dt.date
    last: dt.date
    unit: Unit

    @property
    def label(self) -> str:
        """„Mi 2.8.“, „31.7.–6.8.“, „August 2017“ or „2017“."""
        match self.unit:
            case "D":
                return shortest_date(self.first)
            case "W":
                return f"{_numbers(self.first)}–{_numbers(self.last)}"
            case "M":
                return month(self.first)
        return str(self.first.year)

    @property
    def short(self) -> str:
        """The same where room is scarce: a week by its Monday, a month by its first letters."""
        match self.unit:
            case "W":
                return _numbers(self.first)
            case "M":
                return month(self.first, short=True)
        return self.label


def _numbers(day: dt.date) -> str:
    return f"{day.day}/{day.month}" if language.current() == "en" else f"{day.day}.{day.month}."


def periods(frame: pd.DataFrame, *, most: int) -> list[Period]:
    """Return the periods in which appointments of `frame` begin or end: the finest that are not more than `most`."""
    if frame.empty:
        return []
    days = np.unique(np.concatenate(spans(frame)))
    for unit in UNITS:
        starts = np.unique(_start(days, unit))
        if len(starts) <= most or unit == UNITS[-1]:
            break
    return [Period(_day(start), _day(_last(start, unit)), unit) for start in starts]


def _day(moment: np.datetime64) -> dt.date:
    return pd.Timestamp(moment).date()


def spans(frame: pd.DataFrame) -> tuple[Days, Days]:
    """Return the first and the last day of each appointment."""
    first, last = frame["date"].to_numpy(), last_days(frame).to_numpy()
    return first.astype("datetime64[D]"), last.astype("datetime64[D]")


def counts(frame: pd.DataFrame, found: list[Period]) -> list[int]:
    """Return how many appointments fall into each period, which is what a filter by it shows."""
    first, last = spans(frame)
    return [
        int(((first <= np.datetime64(period.last)) & (last >= np.datetime64(period.first))).sum()) for period in found
    ]


def _start(days: Days, unit: Unit) -> Days:
    match unit:
        case "D":
            return days
        case "W":
            weeks = (days - _FROM_MONDAY) // np.timedelta64(7, "D")
            return _FROM_MONDAY + weeks * np.timedelta64(7, "D")
    return days.astype(f"datetime64[{unit}]").astype("datetime64[D]")


def _last(start: np.datetime64, unit: Unit) -> np.datetime64:
    match unit:
        case "D":
            return start
        case "W":
            return start + np.timedelta64(6, "D")
    following: np.datetime64 = (start.astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]")
    return following - np.timedelta64(1, "D")
