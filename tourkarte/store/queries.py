"""What can be asked of the store; all answers of one reader are of the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from tourkarte.store import log, said, versions
from tourkarte.store.errors import GoneError
from tourkarte.store.records import VISIBLE, Record
from tourkarte.store.references import gone
from tourkarte.store.rows import from_row
from tourkarte.store.schema import CHANGE, ORIGINAL, REVISION, STORE, TABLES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from tourkarte.store.log import Change, Revision
    from tourkarte.store.records import DraftRecord, Kind
    from tourkarte.versions import Versions

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state the store is in: another after every change and after every restore.

    Attributes
    ----------
    number, published
        Ids of the last change of all, and of the last one to something that visitors see.
    """

    identity: str
    number: int
    published: int

    def __str__(self) -> str:
        return f"{self.identity}-{self.number}"

    @property
    def visible(self) -> str:
        """What visitors see, as a word that is another when that is; work at the desk leaves it as it is."""
        return f"{self.identity}-{self.published}"


class Reader:
    """Asks the store on an open connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def stamp(self) -> Stamp:
        """Return which state of the store this is."""
        latest = [sa.select(sa.func.max(CHANGE.c.id)).scalar_subquery()]
        latest += [
            sa.select(sa.func.max(REVISION.c.change)).where(REVISION.c.kind == kind.value).scalar_subquery()
            for kind in VISIBLE
        ]
        identity, number, *visible = self.connection.execute(sa.select(STORE.c.identity, *latest)).one()
        return Stamp(identity, number or 0, max((each or 0 for each in visible), default=0))

    def get(self, record: type[R], key: str, *, deleted: bool = False) -> R:
        """Return one record.

        Raises
        ------
        GoneError
            If there is none, or it is deleted and deleted ones are not wanted.
        """
        found = self.find(record, key)
        if found is None or (found.deleted and not deleted):
            raise GoneError(gone(record.kind, key))
        return found

    def find(self, record: type[R], key: str) -> R | None:
        """Return one record, also a deleted one; None if there is none."""
        table = TABLES[record.kind]
        row = self.connection.execute(sa.select(table).where(table.c.id == key)).one_or_none()
        return from_row(record, row) if row else None

    def all(self, record: type[R], *, deleted: bool = False, **where: Any) -> list[R]:
        """Return all records of a type whose fields have the given values, ordered by id."""
        table = TABLES[record.kind]
        plain = {name: value.value if isinstance(value, Enum) else value for name, value in where.items()}
        query = sa.select(table).order_by(table.c.id).filter_by(**plain)
        if not deleted:
            query = query.where(table.c.deleted.is_(False))
        return [from_row(record, row) for row in self.connection.execute(query)]

    def ids(self, record: type[R]) -> set[str]:
        """Return all ids that were ever given."""
        return {*self.connection.scalars(sa.select(TABLES[record.kind].c.id))}

    def rows(self, kind: Kind, *columns: str) -> list[dict[str, Any]]:
        """Return columns of all records of a kind that are not deleted, as they are: much faster than records."""
        table = TABLES[kind]
        return self._rows(kind, columns or table.c.keys(), sa.true())

    def readable(self, kind: Kind) -> tuple[list[dict[str, Any]], list[str]]:
        """Return all rows as `rows` does, but for those that somebody broke past the product, whose ids come second.

        SQLite keeps anything in a column of days. Looked for by halves, so that one broken row costs few queries.
        """
        return self._readable(kind, None)

    def _readable(self, kind: Kind, keys: Sequence[str] | None) -> tuple[list[dict[str, Any]], list[str]]:
        table = TABLES[kind]
        these = sa.true() if keys is None else table.c.id.between(keys[0], keys[-1])
        try:
            return self._rows(kind, table.c.keys(), these), []
        except (ValueError, TypeError):
            if keys is None:
                keys = [row["id"] for row in self._rows(kind, ["id"], sa.true())]
            if len(keys) == 1:
                return [], list(keys)
        middle = len(keys) // 2
        (left, some), (right, others) = self._readable(kind, keys[:middle]), self._readable(kind, keys[middle:])
        return [*left, *right], [*some, *others]

    def _rows(self, kind: Kind, columns: Iterable[str], where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
        table = TABLES[kind]
        query = sa.select(*(table.c[name] for name in columns)).where(table.c.deleted.is_(False), where)
        return [dict(row) for row in self.connection.execute(query.order_by(table.c.id)).mappings()]

    def last_said(
        self, tour: str, *, since: dt.date | None = None, until: dt.date | None = None
    ) -> dict[str, tuple[DraftRecord, ...]]:
        """Return what documents said last about each appointment of a tour, as `said.last_said`."""
        return said.last_said(self.connection, tour, since=since, until=until)

    def versions(self) -> Versions:
        """Return how the published appointments came to be what they are."""
        return versions.versions(self.connection)

    def original(self, document: str) -> bytes | None:
        """Return the file that a document was read from."""
        return self.connection.scalar(sa.select(ORIGINAL.c.content).where(ORIGINAL.c.document == document))

    def changes(
        self,
        *,
        limit: int = 50,
        before: int | None = None,
        entity: tuple[Kind, str] | None = None,
        author: str | None = None,
        words: str = "",
    ) -> list[Change]:
        """Return the latest changes, as `log.changes`."""
        return log.changes(self.connection, limit=limit, before=before, entity=entity, author=author, words=words)

    def authors(self) -> list[str]:
        """Return everybody who changed something."""
        return log.authors(self.connection)

    def change_of(self, number: int) -> Change | None:
        """Return one change; None if there is none of this id."""
        return log.change(self.connection, number)

    def revisions_of(self, change: int, *, limit: int | None = None) -> list[Revision]:
        """Return what a change did to each record, the first few only where there is a limit."""
        return log.revisions(self.connection, of=[change], limit=limit)

    def touched(self, change: int) -> int:
        """Return how many revisions a change made."""
        return log.touched(self.connection, change)

    def history(self, kind: Kind, key: str) -> list[Revision]:
        """Return all revisions of a record, the first one first."""
        return log.revisions(self.connection, entity=(kind, key))
