"""Who refers to whom: nothing that is there may belong to something that is not.

The database's own keys hold as well between what is there and what is marked as deleted, so they do not see that.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from tourkarte.store.errors import GoneError, StillNeededError
from tourkarte.store.nouns import NOUNS
from tourkarte.store.records import Kind
from tourkarte.store.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from tourkarte.store.records import Record


@dataclass(frozen=True, slots=True)
class Reference:
    """A field of one kind of records that holds the id of one of another."""

    of: Kind
    field: str
    to: Kind


@dataclass(frozen=True, slots=True)
class Loose:
    """A record that is there and refers to one that is deleted; both by id and name."""

    reference: Reference
    of: str
    of_name: str
    to: str
    to_name: str


_ALL: Final = tuple(
    Reference(kind, column.name, Kind(key.column.table.name))
    for kind, table in TABLES.items()
    for column in table.columns
    for key in column.foreign_keys
)
_PAST: Final = Reference(Kind.DRAFT, "appointment", Kind.APPOINTMENT)
"""What a draft became says what happened, and stays true when that is deleted."""
_PRESENT: Final = tuple(reference for reference in _ALL if reference != _PAST)
_OWN: Final = {kind: table.alias("own") for kind, table in TABLES.items()}
_OTHER: Final = {kind: table.alias("other") for kind, table in TABLES.items()}
_MANY: Final = 1000
"""So many ids at most are asked for by name: databases do not take any number of them."""


def loose(connection: Connection) -> Iterator[Loose]:
    """Yield all records that refer to deleted ones."""
    for reference in _PRESENT:
        yield from _loose(connection, reference, sa.true())


def _loose(connection: Connection, reference: Reference, where: sa.ColumnElement[bool]) -> Iterator[Loose]:
    own, other = _OWN[reference.of], _OTHER[reference.to]
    query = (
        sa.select(own.c.id, _name(own), other.c.id, _name(other))
        .join(other, own.c[reference.field] == other.c.id)
        .where(own.c.deleted.is_(False), other.c.deleted.is_(True), where)
        .order_by(own.c.id)
    )
    for of, of_name, to, to_name in connection.execute(query):
        yield Loose(reference, of, of_name or of, to, to_name or to)


def _name(table: sa.FromClause) -> sa.ColumnElement[str | None]:
    return table.c.title if "title" in table.c else table.c.name


class References:
    """Looks after the references that one transaction makes, and after those to what it deletes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._there: set[tuple[Kind, str]] = set()
        self._made: defaultdict[Reference, set[str]] = defaultdict(set)
        self._deleted: defaultdict[Kind, set[str]] = defaultdict(set)

    def wrote(self, before: Record | None, after: Record) -> None:
        """Take note of a record that is about to be written.

        Raises
        ------
        GoneError
            If it refers to what was never there.
        """
        self._there.add((after.kind, after.id))
        if after.deleted:
            if before and not before.deleted:
                self._deleted[after.kind].add(after.id)
            return
        self._deleted[after.kind].discard(after.id)
        known = None if before is None or before.deleted else before
        for reference in _ALL:
            if reference.of is not after.kind:
                continue
            target = getattr(after, reference.field)
            if target is not None and target != getattr(known, reference.field, None):
                self._find(reference.to, target)
                self._made[reference].add(after.id)

    def _find(self, kind: Kind, key: str) -> None:
        if (kind, key) in self._there:
            return
        table = TABLES[kind]
        if self._connection.scalar(sa.select(table.c.id).where(table.c.id == key)) is None:
            raise GoneError(gone(kind, key))
        self._there.add((kind, key))

    def check(self) -> None:
        """Look at what there is in the end.

        Raises
        ------
        StillNeededError
            If something refers to what was deleted.
        GoneError
            If something refers to what was deleted before.
        """
        for reference in _PRESENT:
            found = [*self._broken(reference)]
            if still := [each for each in found if each.to in self._deleted[reference.to]]:
                raise StillNeededError(_needed(still))
            if found:
                raise GoneError(gone(reference.to, found[0].to))

    def _broken(self, reference: Reference) -> Iterator[Loose]:
        made, deleted = self._made[reference], self._deleted[reference.to]
        if not made and not deleted:
            return
        if len(made) + len(deleted) > _MANY:
            where: sa.ColumnElement[bool] = sa.true()
        else:
            where = sa.or_(_OWN[reference.of].c.id.in_(made), _OTHER[reference.to].c.id.in_(deleted))
        for each in _loose(self._connection, reference, where):
            if each.of in made or each.to in deleted:
                yield each


def gone(kind: Kind, key: str) -> str:
    """Return a sentence on a record that is not there."""
    return f"{NOUNS[kind].whom} „{key}“ gibt es nicht oder nicht mehr. Bitte neu laden."


def _needed(found: Sequence[Loose]) -> str:
    first, count = found[0], len({each.of for each in found})
    who, to = NOUNS[first.reference.of], NOUNS[first.reference.to]
    what = f"{count} {who.many} verweisen" if count > 1 else f"{_within(who.who)} „{first.of_name}“ verweist"
    return (
        f"{to.who} „{first.to_name}“ lässt sich nicht löschen: {what} noch darauf. "
        "Es wurde nichts gespeichert; bitte zuerst dort ändern oder löschen."
    )


def _within(beginning: str) -> str:
    return beginning[0].lower() + beginning[1:]
