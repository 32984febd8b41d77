"""The moments at which something that is said of an appointment changes by itself, as time goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tourkarte.clock import ZONE
from tourkarte.moments import last_days

if TYPE_CHECKING:
    import datetime as dt

    import numpy.typing as npt


def turnings(frame: pd.DataFrame) -> npt.NDArray[np.datetime64]:
    """Return in order all moments (UTC) at which a phase of a row changes: see `phases`.

    One begins, one is over, and the days on which it takes place begin and end.
    """
    day = pd.Timedelta(days=1)
    midnights = [
        (days + step).dt.tz_localize(ZONE) for days in (frame["date"], last_days(frame)) for step in (0 * day, day)
    ]
    columns = [frame["starts_at"], frame["over_at"], *midnights]
    moments = [column.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy() for column in columns]
    return np.unique(np.concatenate(moments).astype("datetime64[us]"))


def last_turning(found: npt.NDArray[np.datetime64], now: dt.datetime) -> dt.datetime | None:
    """Return the last of these moments up to `now`: until the next one, all phases stay as they are."""
    at = np.searchsorted(found, np.datetime64(pd.Timestamp(now).tz_convert("UTC").tz_localize(None)), side="right")
    return pd.Timestamp(found[at - 1]).tz_localize("UTC").to_pydatetime() if at else None
