"""What published documents said last about each appointment, also where somebody has changed the appointment since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from tourkarte.model import Precision, Status
from tourkarte.store.records import DraftRecord, DraftState, Kind, from_json
from tourkarte.store.schema import APPOINTMENT, DRAFT, REVISION, TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

_LEFT_OUT: Final = frozenset(["doubts", "candidates", "source", "spans"])
_COLUMNS: Final = tuple(column for column in TABLES[Kind.DRAFT].columns if column.name not in _LEFT_OUT)
_UNTOUCHED: Final = 2
"""The revision that publishing makes of a draft that nobody corrected."""


def last_said(
    connection: Connection, tour: str, *, since: dt.date | None = None, until: dt.date | None = None
) -> dict[str, tuple[DraftRecord, ...]]:
    """Return by id of the appointment the draft that was last published for it.

    Parameters
    ----------
    since, until
        Only drafts of these days.

    Returns
    -------
    A draft as it was published, and before it as it was read, if somebody corrected it in between.
    """
    found: dict[str, DraftRecord] = {}
    for row in connection.execute(_query(tour, since, until)):
        record = _record(row._asdict())
        found[str(record.appointment)] = record  # a later one replaces those before
    read = _first(connection, [record.id for record in found.values() if record.revision > _UNTOUCHED])
    return {
        key: (replace(read[record.id], appointment=key), record) if record.id in read else (record,)
        for key, record in found.items()
    }


def _query(tour: str, since: dt.date | None, until: dt.date | None) -> sa.Select[Any]:
    """Return the query for all published drafts of a tour, in the order in which their documents were published."""
    latest = (
        sa.select(REVISION.c.entity, sa.func.max(REVISION.c.change).label("change"))
        .where(REVISION.c.kind == Kind.DOCUMENT.value)
        .group_by(REVISION.c.entity)
        .subquery()
    )
    query = (
        sa.select(*_COLUMNS)
        .join(APPOINTMENT, APPOINTMENT.c.id == DRAFT.c.appointment)
        .outerjoin(latest, latest.c.entity == DRAFT.c.document)
        .where(APPOINTMENT.c.tour == tour, DRAFT.c.state == DraftState.PUBLISHED.value, DRAFT.c.deleted.is_(False))
        .order_by(latest.c.change, DRAFT.c.position, DRAFT.c.id)
    )
    if since:
        query = query.where(DRAFT.c.date >= since)
    return query.where(DRAFT.c.date <= until) if until else query


def _record(row: Mapping[str, Any]) -> DraftRecord:
    """Return a draft without its passages; not checked, for there are many and nothing is written of them."""
    precision = row["precision"] and Precision(row["precision"])
    plain = {name: value for name, value in row.items() if name not in {"status", "precision", "state"}}
    return DraftRecord(**plain, status=Status(row["status"]), precision=precision, state=DraftState.PUBLISHED)


def _first(connection: Connection, drafts: Sequence[str]) -> dict[str, DraftRecord]:
    """Return drafts as they were read."""
    found = {}
    for begin in range(0, len(drafts), 1000):
        query = sa.select(REVISION.c.entity, REVISION.c.after).where(
            REVISION.c.kind == Kind.DRAFT.value,
            REVISION.c.number == 1,
            REVISION.c.entity.in_(drafts[begin : begin + 1000]),
        )
        for row in connection.execute(query):
            record = from_json(Kind.DRAFT, row.after)
            assert isinstance(record, DraftRecord)  # noqa: S101 - of this kind
            found[row.entity] = record
    return found
