"""What is known of how published appointments came to be what they are: calendars and feeds ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Which version of an appointment is published.

    Attributes
    ----------
    number
        Counts up with each change, from 1.
    created, changed
        When the first version and this one came into the store, UTC.
    """

    number: int
    created: dt.datetime
    changed: dt.datetime


class Deed(StrEnum):
    """What a change did to an appointment, as those who follow the tour see it."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of an appointment that visitors see.

    Attributes
    ----------
    appointment, number
        Its id and the version that came of it; together they are the event's id for life.
    at
        UTC.
    title, date, end_date, start, end, city
        What the appointment was after it; `start` and `end` are HH:MM, None is what is not known.
    moved_to
        Id of the appointment that takes the place of a moved one.
    """

    appointment: str
    number: int
    deed: Deed
    at: dt.datetime
    title: str
    date: dt.date
    end_date: dt.date | None = None
    start: str | None = None
    end: str | None = None
    city: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The versions of all published appointments.

    Attributes
    ----------
    of
        By id of the appointment.
    events
        The latest changes that visitors see, the last one first.
    at
        When the last change that visitors see was made, UTC; None where no change is known.
    """

    of: Mapping[str, Version] = field(default_factory=lambda: MappingProxyType({}))
    events: tuple[Event, ...] = ()
    at: dt.datetime | None = None


UNKNOWN: Final = Versions()
"""Of appointments that come from files: nothing is known of how they came to be."""
