"""Appointments without the time at which they are looked at: their phases follow in the reader's browser.

A document that is kept, sent to many or saved as a file would be wrong as soon as the next appointment begins. So it
says of each appointment when it changes its phase, and embed.js draws what is so at the moment of reading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from tourkarte.clock import FIRST_DAY, ZONE
from tourkarte.model import Status
from tourkarte.progress import Phase
from tourkarte.views.stops import order_of
from tourkarte.views.summing import sums

if TYPE_CHECKING:
    from collections.abc import Collection

    from tourkarte.views.stops import Turn
    from tourkarte.views.summing import Sum

_EARLIEST: Final = pd.Timestamp(FIRST_DAY, tz=ZONE)
_ALWAYS: Final = -(2**52)  # milliseconds; before everything
_PHASES: Final = {
    Status.SCHEDULED.value: Phase.UPCOMING,
    Status.CANCELLED.value: Phase.CANCELLED,
    Status.MOVED.value: Phase.MOVED,
}

Times = tuple[int, int, int, int]
"""In milliseconds since 1970: when the day begins, when it becomes the next one, when it begins and when it is over."""


def untimed_order(frame: pd.DataFrame) -> dict[str, Turn]:
    """Return the turn of each appointment of the whole `frame`, those that take place all being planned."""
    return {
        key: turn._replace(phase=Phase.UPCOMING) if turn.phase.is_on else turn
        for key, turn in order_of(frame, _EARLIEST).items()
    }


def untimed_phases(frame: pd.DataFrame) -> list[Phase]:
    """Return the phase of each row, as far as no clock is needed for it."""
    return [_PHASES[status] for status in frame["status"]]


def untimed_sums(frame: pd.DataFrame) -> list[Sum]:
    """Return the sums of a frame; of the phases they say only how many do not take place.

    How many are planned and how many are over is another number as soon as the next one is.
    """
    found = sums(frame, untimed_phases(frame))
    return [replace(each, phases=tuple(pair for pair in each.phases if not pair[0].is_on)) for each in found]


def times(frame: pd.DataFrame, wanted: Collection[str]) -> dict[str, Times]:
    """Return when the `wanted` ones that take place change their phase; `frame` has all appointments.

    What follows from them is what `tourkarte.progress.phases` says: one is next from the beginning of the last before
    it on.
    """
    on = frame[frame["status"] == Status.SCHEDULED]
    begins = _milliseconds(on["starts_at"])
    days = _milliseconds(on["date"].dt.tz_localize(ZONE, nonexistent="shift_forward", ambiguous=True))
    before = begins.cummax().shift(fill_value=_ALWAYS)
    over = _milliseconds(on["over_at"])
    kept = on["id"].isin(set(wanted))
    found = zip(on["id"][kept], days[kept], before[kept], begins[kept], over[kept], strict=True)
    return {key: (int(day), int(after), int(start), int(end)) for key, day, after, start, end in found}


def visits(frame: pd.DataFrame) -> dict[str, int]:
    """Return for each AGS with a visit when the first is over, in milliseconds since 1970."""
    on = frame[(frame["status"] == Status.SCHEDULED) & frame["district"].notna()]
    first = _milliseconds(on["over_at"]).groupby(on["district"]).min()
    return {str(ags): int(moment) for ags, moment in first.items()}


def _milliseconds(moments: pd.Series[pd.Timestamp]) -> pd.Series[int]:
    return moments.dt.tz_convert("UTC").dt.tz_localize(None).dt.as_unit("ms").astype("int64")
