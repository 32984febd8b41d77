"""Which centres have been visited at a given moment, and which are to be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tourkarte.model import Status
from tourkarte.progress.phase import over

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    import pandas as pd


class Coverage(StrEnum):
    """How far a centre is."""

    VISITED = "visited"
    ANNOUNCED = "announced"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Visit:
    """The appointment that makes a centre visited or announced.

    Attributes
    ----------
    id
        The first visit that is over, or, where there is none, the first that is to come.
    further
        How many more of the same kind there are.
    """

    state: Coverage
    id: str
    further: int


@dataclass(frozen=True, slots=True)
class Covered:
    """The visits of a tour.

    Attributes
    ----------
    visits
        By AGS; a centre without an appointment is not among them.
    elsewhere
        How many appointments belong to none of the centres.
    """

    visits: Mapping[str, Visit]
    elsewhere: int


def coverage(frame: pd.DataFrame, centres: Collection[str], now: dt.datetime) -> Covered:
    """Return which of the `centres`, given by the AGS of their district, are visited at the moment `now`.

    Cancelled and moved appointments count nowhere. An appointment belongs to the centre that it names, and where it
    names none to the one of its district.
    """
    rows = frame[frame["status"] == Status.SCHEDULED]
    known = rows.assign(ags=rows["centre"].fillna(rows["district"]), over=over(rows, now))[["id", "ags", "over"]]
    of_centres = known[known["ags"].isin(set(centres))]
    # Visited comes before announced, and of either the first in order of time, in which the frame is.
    kinds = of_centres.groupby(["ags", "over"], sort=False)["id"].agg(["first", "size"]).reset_index()
    best = kinds.sort_values("over", ascending=False, kind="stable").drop_duplicates("ags")
    visits = {
        ags: Visit(Coverage.VISITED if is_over else Coverage.ANNOUNCED, first, size - 1)
        for ags, is_over, first, size in best.itertuples(index=False, name=None)
    }
    return Covered(visits, len(known) - len(of_centres))
