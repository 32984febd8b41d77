"""The phase of each appointment at a given moment, and the figures of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from tourkarte.clock import ZONE
from tourkarte.frame import TEXT
from tourkarte.language import N_, _
from tourkarte.model import Status
from tourkarte.moments import last_days

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    import numpy.typing as npt

    from tourkarte.model import Centre, Tour


class Phase(StrEnum):
    """Where an appointment stands: its status, and for a scheduled one what follows from the clock."""

    DONE = "done"
    TODAY = "today"
    NEXT = "next"
    UPCOMING = "upcoming"
    CANCELLED = "cancelled"
    MOVED = "moved"

    @property
    def label(self) -> str:
        """The word for it."""
        return _(_LABELS[self])

    @property
    def is_on(self) -> bool:
        """Whether what stands so takes place at all."""
        return self not in {Phase.CANCELLED, Phase.MOVED}


_LABELS = {
    Phase.DONE: N_("erledigt"),
    Phase.TODAY: N_("heute"),
    Phase.NEXT: N_("als Nächstes"),
    Phase.UPCOMING: N_("geplant"),
    Phase.CANCELLED: N_("abgesagt"),
    Phase.MOVED: N_("verschoben"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a tour amounts to; cancelled and moved appointments count nowhere.

    Attributes
    ----------
    announced
        Appointments of the tour.
    planned
        Visits that the tours are to have; 0 where that is not known.
    centres
        Centres that exist.
    done, today
        Appointments that are over, and those of the present local day, which may be any of an appointment of several
        days; one that is over today counts in both.
    next
        Id of the first appointment that has not begun.
    covered
        AGS of the districts whose centre is visited, sorted.
    """

    announced: int
    planned: int
    centres: int
    done: int
    today: int
    next: str | None
    covered: tuple[str, ...]


def phases(frame: pd.DataFrame, now: dt.datetime) -> pd.Series[str]:
    """Return the `Phase` of each row of `frame` at the moment `now`.

    A scheduled appointment is done from its end on, or, where no end is known, from its start on, or, where no time
    is known, once its day is over. An end that is earlier than the start is one after midnight. The first that has not
    begun is next, even if it is today. Of the others, those of the present local day and those under way are today; one
    of several days is under way on all of them.
    """
    moment, today = _local(now)
    ahead = (frame["status"] == Status.SCHEDULED) & (frame["starts_at"] > moment)
    conditions = {
        Phase.CANCELLED: frame["status"] == Status.CANCELLED,
        Phase.MOVED: frame["status"] == Status.MOVED,
        Phase.DONE: over(frame, now),
        Phase.NEXT: ahead & (ahead.cumsum() == 1),
        Phase.TODAY: (frame["date"] == today) | ~ahead,
    }
    found = np.select([*conditions.values()], [phase.value for phase in conditions], default=Phase.UPCOMING.value)
    return pd.Series(found, index=frame.index, name="phase", dtype=TEXT)


def figures(frame: pd.DataFrame, tours: Collection[Tour], centres: Collection[Centre], now: dt.datetime) -> Figures:
    """Return the figures of all rows of `frame` at the moment `now`; `tours` say how many visits are planned."""
    moment, today = _local(now)
    on = (frame["status"] == Status.SCHEDULED).to_numpy()
    ahead = frame["id"].to_numpy()[on & (frame["starts_at"] > moment).to_numpy()]
    visited = set(frame["centre"].fillna(frame["district"]).to_numpy()[on])
    return Figures(
        announced=int(on.sum()),
        planned=sum(tour.planned for tour in tours),
        centres=len(centres),
        done=int((on & over(frame, now).to_numpy()).sum()),
        today=int((on & _falls_on(frame, today)).sum()),
        next=ahead[0] if len(ahead) else None,
        covered=tuple(sorted(visited & {centre.district for centre in centres})),
    )


def over(frame: pd.DataFrame, now: dt.datetime) -> pd.Series[bool]:
    """Return which rows are over at the moment `now`, which may be the last microsecond of a day to be its end."""
    return frame["over_at"] <= _local(now)[0].ceil("ms")


def _falls_on(frame: pd.DataFrame, day: pd.Timestamp) -> npt.NDArray[np.bool_]:
    return ((frame["date"] <= day) & (day <= last_days(frame))).to_numpy()


def _local(now: dt.datetime) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the moment in local time, and midnight of its day as the frame's `date` has it."""
    moment = pd.Timestamp(now).tz_convert(ZONE)
    return moment, moment.tz_localize(None).normalize()
