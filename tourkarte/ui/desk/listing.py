"""The appointments as the desk lists them: all of them, lightly, with the revision that each is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from tourkarte import clock
from tourkarte.frame import TEXT
from tourkarte.selection import MAX_WORDS, Selection
from tourkarte.settings import settings
from tourkarte.store.installed import store, watch
from tourkarte.store.records import Kind
from tourkarte.ui.desk.values import time_text

if TYPE_CHECKING:
    from tourkarte.store.queries import Stamp

_TEXTS: Final = ("id", "tour", "title", "venue", "room", "street", "postal_code", "city", "status", "media")
_COLUMNS: Final = (*_TEXTS, "revision", "date", "end_date", "start", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All appointments at one moment, in order of time.

    Attributes
    ----------
    tours
        Titles by id.
    labels
        By the id of an appointment, in a line.
    """

    stamp: Stamp
    frame: pd.DataFrame
    tours: dict[str, str]
    labels: dict[str, str]


def listing() -> Listing:
    """Return the appointments that the store holds now."""
    return _load(watch().stamp())


@lru_cache(maxsize=2)
def _load(_stamp: Stamp) -> Listing:
    with store().read() as reader:
        stamp, rows = reader.stamp(), reader.rows(Kind.APPOINTMENT, *_COLUMNS)
        tours = {row["id"]: row["title"] for row in reader.rows(Kind.TOUR, "id", "title")}
    rows.sort(key=lambda row: (row["date"], time_text(row["start"]), row["id"]))
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(dict.fromkeys(_TEXTS, TEXT))
    frame = frame.assign(**{name: pd.to_datetime(frame[name]) for name in ("date", "end_date")})
    labels = {
        row["id"]: " · ".join(
            filter(None, [f"{row['date']:%d.%m.%Y} {time_text(row['start'])}".strip(), row["city"], row["title"]])
        )
        for row in rows
    }
    return Listing(stamp=stamp, frame=frame, tours=tours, labels=labels)


def chosen(found: Listing, *, tour: str | None, words: str, upcoming: bool) -> pd.DataFrame:
    """Return the rows of a tour that hold all words; `upcoming` leaves out what was over before today."""
    today = clock.now(settings().now).date()
    selection = Selection(tour=tour, words=words[:MAX_WORDS], since=today if upcoming else None)
    return selection.apply(found.frame)
