"""How far a tour has travelled, as the crow flies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod

from tourkarte.model import Status
from tourkarte.progress.phase import over

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Travelled:
    """The way from visit to visit.

    Attributes
    ----------
    metres
        Length of the shortest lines on the ellipsoid from each visit to the next one of the same tour.
    visits
        Visits that are over and whose point is known.
    unplaced
        Visits that are over and whose point is not known; the way leaves them out.
    """

    metres: float
    visits: int
    unplaced: int


def travelled(frame: pd.DataFrame, now: dt.datetime) -> Travelled:
    """Return the way from visit to visit, as far as they are over at the moment `now`."""
    done = frame[(frame["status"] == Status.SCHEDULED) & over(frame, now)]
    placed = done[done["lat"].notna()].sort_values("tour", kind="stable")  # within a tour the order of time stays
    tour, lat, lon = (placed[name].to_numpy() for name in ("tour", "lat", "lon"))
    same = tour[1:] == tour[:-1]
    _, _, legs = _earth().inv(lon[:-1][same], lat[:-1][same], lon[1:][same], lat[1:][same])
    return Travelled(metres=float(np.sum(legs)), visits=len(placed), unplaced=len(done) - len(placed))


@cache
def _earth() -> Geod:
    return Geod(ellps="WGS84")
