"""The log of what was done: changes, and the revisions of records that each made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from tourkarte.store import undone
from tourkarte.store.records import Kind, changed
from tourkarte.store.schema import CHANGE, REVISION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody did, in one transaction.

    Attributes
    ----------
    at
        UTC.
    action
        One word for it, such as `publish`.
    summary
        A German sentence or phrase.
    undoes, undone_by
        Ids of the change that it takes back, and of the one that took it back and is in effect itself.
    again
        Whether to take it back is to do something again.
    """

    id: int
    at: dt.datetime
    author: str
    action: str
    summary: str
    undoes: int | None = None
    undone_by: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A record's new state; `before` is None where it is new."""

    change: int
    kind: Kind
    entity: str
    number: int
    before: dict[str, Any] | None
    after: dict[str, Any]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it changed."""
        return changed(self.before or {}, self.after)


def changes(
    connection: Connection,
    *,
    limit: int,
    before: int | None = None,
    entity: tuple[Kind, str] | None = None,
    author: str | None = None,
    words: str = "",
) -> list[Change]:
    """Return the latest changes, the last one first.

    Parameters
    ----------
    before
        Only those with a smaller id, for the next page.
    entity
        Only those of one record.
    author
        Only those of one person.
    words
        Only those whose summary or author holds each of them, capital letters or not.
    """
    query = sa.select(CHANGE).order_by(CHANGE.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(CHANGE.c.id < before)
    if entity:
        touched = sa.select(REVISION.c.change).where(REVISION.c.kind == entity[0].value, REVISION.c.entity == entity[1])
        query = query.where(CHANGE.c.id.in_(touched))
    if author is not None:
        query = query.where(CHANGE.c.author == author)
    for word in words.split():
        query = query.where(_mentions(word))
    rows = connection.execute(query).all()
    numbers = [row.id for row in rows]
    by, again = undone.undone_by(connection, numbers), undone.again(connection, numbers)
    return [_change(row, undone_by=by.get(row.id), again=row.id in again) for row in rows]


def _mentions(word: str) -> sa.ColumnElement[bool]:
    """Return the condition that a change is about a word; SQLite folds the case of English letters only."""
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    texts = (CHANGE.c.summary, CHANGE.c.author)
    return sa.or_(*(text.icontains(spelling, autoescape=True) for text in texts for spelling in sorted(spellings)))


def authors(connection: Connection) -> list[str]:
    """Return everybody who changed something."""
    return list(connection.scalars(sa.select(CHANGE.c.author).distinct().order_by(CHANGE.c.author)))


def change(connection: Connection, number: int) -> Change | None:
    """Return one change; None if there is none of this id."""
    found = changes(connection, limit=1, before=number + 1)
    return found[0] if found and found[0].id == number else None


def _change(row: sa.Row[Any], **undoing: Any) -> Change:
    values = row._asdict() | undoing
    at = values["at"] if values["at"].tzinfo else values["at"].replace(tzinfo=dt.UTC)  # SQLite keeps no zone
    return Change(**values | {"at": at.astimezone(dt.UTC)})


def revisions(
    connection: Connection,
    *,
    of: Sequence[int] | None = None,
    entity: tuple[Kind, str] | None = None,
    limit: int | None = None,
) -> list[Revision]:
    """Return the revisions of some changes or of one record, in the order in which they were made."""
    query = sa.select(REVISION).order_by(REVISION.c.id).limit(limit)
    if of is not None:
        query = query.where(REVISION.c.change.in_(of))
    if entity:
        query = query.where(REVISION.c.kind == entity[0].value, REVISION.c.entity == entity[1])
    return [_revision(row) for row in connection.execute(query)]


def touched(connection: Connection, number: int) -> int:
    """Return how many revisions a change made."""
    query = sa.select(sa.func.count()).select_from(REVISION).where(REVISION.c.change == number)
    return connection.execute(query).scalar_one()


def revision(connection: Connection, kind: Kind, entity: str, number: int) -> Revision | None:
    """Return one revision of one record."""
    query = sa.select(REVISION).where(
        REVISION.c.kind == kind.value, REVISION.c.entity == entity, REVISION.c.number == number
    )
    row = connection.execute(query).one_or_none()
    return _revision(row) if row else None


def _revision(row: sa.Row[Any]) -> Revision:
    return Revision(
        change=row.change,
        kind=Kind(row.kind),
        entity=row.entity,
        number=row.number,
        before=row.before,
        after=row.after,
    )
