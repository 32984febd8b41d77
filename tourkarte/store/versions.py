"""How the published appointments came to be what they are, from the log."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from tourkarte.model import Status
from tourkarte.store.records import VISIBLE, Kind, changed
from tourkarte.store.schema import CHANGE, REVISION
from tourkarte.versions import Deed, Event, Version, Versions

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_EVENTS: Final = 500
_UNSEEN: Final = {"document", "zone"}  # fields of an appointment that no visitor sees
_WHEN: Final = ("date", "end_date", "start")


def versions(connection: Connection) -> Versions:
    """Return the versions of all appointments, the latest events, and when visitors last got to see something new."""
    made = sa.select(
        REVISION.c.entity,
        sa.func.max(REVISION.c.number),
        sa.func.min(CHANGE.c.at, type_=CHANGE.c.at.type),
        sa.func.max(CHANGE.c.at, type_=CHANGE.c.at.type),
    ).join(CHANGE, CHANGE.c.id == REVISION.c.change)
    of = {
        key: Version(number=number, created=_utc(first), changed=_utc(last))
        for key, number, first, last in connection.execute(
            made.where(REVISION.c.kind == Kind.APPOINTMENT.value).group_by(REVISION.c.entity)
        )
    }
    return Versions(of=of, events=_events(connection), at=_last(connection))


def _last(connection: Connection) -> dt.datetime | None:
    last = sa.select(sa.func.max(REVISION.c.change)).where(REVISION.c.kind.in_([kind.value for kind in VISIBLE]))
    at = connection.scalar(sa.select(CHANGE.c.at).where(CHANGE.c.id == last.scalar_subquery()))
    return _utc(at) if at else None


def _events(connection: Connection) -> tuple[Event, ...]:
    query = (
        sa.select(REVISION, CHANGE.c.at)
        .join(CHANGE, CHANGE.c.id == REVISION.c.change)
        .where(REVISION.c.kind == Kind.APPOINTMENT.value)
        .order_by(REVISION.c.id.desc())
        .limit(MOST_EVENTS)
    )
    return tuple(event for row in connection.execute(query) if (event := _event(row._asdict())))


def _event(row: dict[str, Any]) -> Event | None:
    """Return what visitors see of a revision; None where that is nothing."""
    before, after = row["before"] or {}, row["after"]
    deed = _deed(before, after)
    if deed is None:
        return None
    last, start, end = (after.get(name) for name in ("end_date", "start", "end"))
    return Event(
        appointment=row["entity"],
        number=row["number"],
        deed=deed,
        at=_utc(row["at"]),
        title=after["title"],
        date=dt.date.fromisoformat(after["date"]),
        end_date=last and dt.date.fromisoformat(last),
        start=start and start[:5],
        end=end and end[:5],
        city=after.get("city"),
        moved_to=after.get("moved_to"),
    )


def _deed(before: dict[str, Any], after: dict[str, Any]) -> Deed | None:
    fields = set(changed(before, after)) - _UNSEEN
    if after.get("deleted") or not fields:
        return None
    if not before or before.get("deleted"):
        return Deed.NEW
    if "status" in fields:
        return {Status.CANCELLED: Deed.CANCELLED, Status.MOVED: Deed.MOVED}.get(after["status"], Deed.RESTORED)
    return Deed.MOVED if any(_is_another(before.get(name), after.get(name)) for name in _WHEN) else Deed.CHANGED


def _is_another(before: str | None, after: str | None) -> bool:
    """Return whether one known value became another; to say what was open moves nobody's appointment."""
    return bool(before and after and before != after)


def _utc(at: dt.datetime) -> dt.datetime:
    return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)  # SQLite keeps no zone
