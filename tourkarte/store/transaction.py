"""One change of the store: it happens as a whole or not at all, and the log says who did what."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa

from tourkarte.errors import InvalidValueError
from tourkarte.store import log
from tourkarte.store.errors import Conflict, ConflictError
from tourkarte.store.nouns import NOUNS
from tourkarte.store.queries import Reader
from tourkarte.store.records import Record, changed, from_json, to_json
from tourkarte.store.references import References
from tourkarte.store.rows import storable, to_row, valid
from tourkarte.store.schema import CHANGE, ORIGINAL, REVISION, TABLES

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tourkarte.store.records import Kind

R = TypeVar("R", bound=Record)

_LONG: Final = re.compile("„([^“]{120})[^“]+“")
"""A title in a summary that is too long for a list."""
_ITS_OWN: Final = frozenset(["id", "revision", "deleted"])
"""What the store says of a record."""


class Transaction(Reader):
    """A change that is under way. Its reads see its own writes; nobody else writes meanwhile."""

    def __init__(self, connection: Connection, change: dict[str, Any]) -> None:
        super().__init__(connection)
        self._values = change
        self._revisions: list[dict[str, Any]] = []
        self._references = References(connection)
        self.summary: str = change["summary"]
        self.change: int | None = None

    def add(self, record: R) -> R:
        """Put a new record into the store; return it at its first revision."""
        return self._write(None, valid(replace(record, revision=1)))

    def edit(self, record: type[R], key: str, base: int, **values: Any) -> R:
        """Change fields of a record; return its new revision, or the current one if nothing is different.

        Parameters
        ----------
        base
            The revision that the person saw.

        Raises
        ------
        ConflictError
            If somebody else has changed the record since.
        GoneError
            If there is no such record.
        InvalidValueError
            If one of the fields is the store's own, such as the id: the row would be another's afterwards.
        """
        if wrong := _ITS_OWN & values.keys():
            raise InvalidValueError(
                f"{', '.join(sorted(wrong))} lässt sich nicht ändern; das führt die Datenbank selbst. "
                "Es wurde nichts gespeichert; bitte neu laden."
            )
        current = self.get(record, key)
        if current.revision != base:
            raise ConflictError(self._said(record.kind, key, current), self._conflict(current, base, values))
        return self.put(replace(current, **values))

    def put(self, record: R) -> R:
        """Write a record as it is to be now, on top of the revision that it holds."""
        current = self.get(type(record), record.id, deleted=True)
        wanted = valid(record)
        if not changed(to_json(current), to_json(wanted)):
            return current
        if current.revision != record.revision:
            values = {name: getattr(wanted, name) for name in changed(to_json(current), to_json(wanted))}
            raise ConflictError(
                self._said(record.kind, record.id, current), self._conflict(current, record.revision, values)
            )
        return self._write(current, replace(wanted, revision=current.revision + 1))

    def remove(self, record: R) -> R:
        """Mark a record as deleted; the log keeps it."""
        return self.put(replace(record, deleted=True))

    def keep_original(self, document: str, content: bytes) -> None:
        """Keep the file that a document was read from."""
        self.connection.execute(sa.insert(ORIGINAL).values(document=document, content=content))

    def finish(self, at: dt.datetime) -> None:
        """Write the log. A change that changed nothing leaves no trace.

        Raises
        ------
        StillNeededError
            If something refers to what was deleted.
        GoneError
            If something refers to what was deleted before.
        """
        if not self._revisions:
            return
        self._references.check()
        summary = storable(_LONG.sub(r"„\1…“", self.summary))
        said = {"author": storable(self._values["author"]), "summary": summary}
        values = self._values | said | {"at": at.astimezone(dt.UTC)}
        self.change = self.connection.execute(sa.insert(CHANGE).values(values).returning(CHANGE.c.id)).scalar_one()
        rows = [row | {"change": self.change} for row in self._revisions]
        self.connection.execute(sa.insert(REVISION), rows)

    def _write(self, before: R | None, after: R) -> R:
        table, row = TABLES[after.kind], to_row(after)
        self._references.wrote(before, after)
        if before is None:
            self.connection.execute(sa.insert(table).values(row))
        else:
            self.connection.execute(sa.update(table).where(table.c.id == after.id).values(row))
        self._revisions.append(
            {
                "kind": after.kind.value,
                "entity": after.id,
                "number": after.revision,
                "before": to_json(before) if before else None,
                "after": to_json(after),
            }
        )
        return after

    def _conflict(self, current: Record, base: int, values: dict[str, Any]) -> Conflict:
        seen = log.revision(self.connection, current.kind, current.id, base)
        return Conflict(from_json(current.kind, seen.after) if seen else current, current, values)

    def _said(self, kind: Kind, key: str, current: Record) -> str:
        latest = log.changes(self.connection, limit=1, entity=(kind, key))
        who = latest[0].author if latest else "jemand"
        return (
            f"{NOUNS[kind].who} wurde inzwischen von {who} geändert (Fassung {current.revision}). "
            "Es wurde nichts überschrieben; bitte die Änderungen ansehen und zusammenführen oder neu laden."
        )
