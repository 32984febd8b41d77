"""Which tours are history."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT: Final = dt.timedelta(days=30)
"""How long after its last appointment a tour is still news."""


def archived(tours: Iterable[str], frame: pd.DataFrame, now: dt.datetime) -> tuple[str, ...]:
    """Return those of `tours`, in their order, whose last appointment was over long before `now`.

    A tour without any appointment is yet to come.
    """
    ends = frame.groupby("tour", observed=True)["over_at"].max()
    over = set(ends.index[ends < pd.Timestamp(now - KEPT)])
    return tuple(tour for tour in tours if tour in over)
