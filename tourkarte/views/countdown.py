"""What stands at the head of the page: the appointment that is under way, else the next, and how long it is to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd
from babel.dates import format_timedelta
from babel.units import format_unit

from tourkarte import language
from tourkarte.clock import ZONE
from tourkarte.language import _
from tourkarte.model import Status

if TYPE_CHECKING:
    import datetime as dt

_MINUTE: Final = 60  # seconds
_DAY: Final = 24 * 3600


class Head(NamedTuple):
    """An appointment with what is to be said of its time.

    Attributes
    ----------
    id
        Of the appointment.
    words
        „in 2 Tagen“, „in 3 Std. 20 Min.“ or „läuft gerade“.
    at
        When it begins, in milliseconds since 1970; 0 where the words do not change with every minute.
    """

    id: str
    words: str
    at: int = 0


def head(frame: pd.DataFrame, upcoming: str | None, now: dt.datetime) -> Head | None:
    """Return what stands at the head of the page; `upcoming` is the id of the first that has not begun."""
    if running := _running(frame, now):
        return Head(running, _("läuft gerade"))
    if upcoming is None:
        return None
    (row,) = frame[frame["id"] == upcoming].to_dict("records")
    at = row["starts_at"].to_pydatetime()
    days = (at.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
    if pd.isna(row["start"]) and not days:
        return Head(upcoming, _("heute"))
    ticking = not days
    return Head(upcoming, countdown(at, now), int(at.timestamp() * 1000) if ticking else 0)


def _running(frame: pd.DataFrame, now: dt.datetime) -> str | None:
    """Return the one of a known time that is under way; one of several days would hide all that comes meanwhile."""
    moment = pd.Timestamp(now)
    under_way = (frame["starts_at"] <= moment) & (moment < frame["over_at"]) & (frame["status"] == Status.SCHEDULED)
    found = frame.loc[under_way & frame["start"].notna() & frame["end_date"].isna(), "id"]
    return None if found.empty else str(found.iloc[-1])


def countdown(at: dt.datetime, now: dt.datetime) -> str:
    """Return how long it is until `at`: to the minute on its day, in days before it."""
    days = (at.astimezone(ZONE).date() - now.astimezone(ZONE).date()).days
    locale = language.locale()
    if days == 1:
        return _("morgen")
    if days > 1:
        return format_timedelta(days * _DAY, granularity="day", threshold=days + 1, add_direction=True, locale=locale)
    minutes = -(-(at - now).total_seconds() // _MINUTE)
    if minutes <= 0:
        return _("jetzt")
    hours, rest = divmod(int(minutes), 60)
    parts = [
        *([format_unit(hours, "duration-hour", "short", locale=locale)] if hours else []),
        *([format_unit(rest, "duration-minute", "short", locale=locale)] if rest else []),
    ]
    return _("in {duration}").format(duration=" ".join(parts))
