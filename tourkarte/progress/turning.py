"""The moments at which something that is said of an appointment changes by itself, as time goes by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from tourkarte.clock import ZONE
from tourkarte.moments import last_days

if TYPE_CHECKING:
    import numpy.typing as npt

    Moments = npt.NDArray[np.int64]

_MICROSECOND: Final = dt.timedelta(microseconds=1)
_EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_DAY: Final = pd.Timedelta(days=1)


def turnings(frame: pd.DataFrame) -> Moments:
    """Return all moments at which the phase of a row changes (see `phases`), in microseconds since 1970, in order.

    One begins, one is over, and the days on which it takes place begin and end.
    """
    days = (frame["date"], last_days(frame))
    midnights = [each.dt.tz_localize(ZONE) for day in days for each in (day, day + _DAY)]
    moments = pd.concat([frame["starts_at"], frame["over_at"], *midnights])
    return np.unique(moments.astype(pd.DatetimeTZDtype("us", "UTC")).astype("int64").to_numpy())


def last_turning(found: Moments, now: dt.datetime) -> dt.datetime | None:
    """Return the last of these moments up to `now`: until the next one, all phases stay as they are."""
    at = int(np.searchsorted(found, (now - _EPOCH) // _MICROSECOND, side="right"))
    return _EPOCH + int(found[at - 1]) * _MICROSECOND if at else None
