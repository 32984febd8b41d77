"""In which order appointments are read: today's, what is still to come, and then what is over, the latest first."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from tourkarte.language import N_, _
from tourkarte.moments import last_days

if TYPE_CHECKING:
    import datetime as dt


class Part(IntEnum):
    """Where an appointment lies, seen from the present day."""

    TODAY = 0
    COMING = 1
    OVER = 2

    @property
    def label(self) -> str:
        """What stands above those of this part."""
        return _(_LABELS[self])


_LABELS: Final = {Part.TODAY: N_("Heute"), Part.COMING: N_("Kommende Tage"), Part.OVER: N_("Vergangene Tage")}


def part_of(first: dt.date, last: dt.date, today: dt.date) -> Part:
    """Return where an appointment from the day `first` to `last` lies."""
    if last < today:
        return Part.OVER
    return Part.COMING if first > today else Part.TODAY


def to_read(frame: pd.DataFrame, today: dt.date, *, most: int, chosen: str | None = None) -> pd.DataFrame:
    """Return at most so many rows in the order in which they are read, with the `chosen` one among them."""
    day = pd.Timestamp(today)
    first, last = frame["date"].to_numpy(), last_days(frame).to_numpy()
    parts = np.select([last < day, first > day], [Part.OVER, Part.COMING], default=Part.TODAY)
    days = first.astype("datetime64[D]").astype(int)
    order = np.lexsort((np.arange(len(frame)), np.where(parts == Part.OVER, -days, days), parts))
    listed = order[:most]
    wanted = np.flatnonzero((frame["id"] == chosen).to_numpy())
    if len(wanted) and wanted[0] not in listed:
        place = np.flatnonzero(order == wanted[0])[0]
        listed = order[np.sort(np.append(np.arange(most - 1), place))]
    return frame.iloc[listed]
