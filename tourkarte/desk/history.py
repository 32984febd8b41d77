"""The log and the way back: any change can be undone as long as nobody has changed the same fields since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tourkarte.desk.words import label
from tourkarte.store.errors import ConflictError, GoneError, StoreError
from tourkarte.store.records import AppointmentRecord, DocumentRecord, TourRecord, from_json, to_json

if TYPE_CHECKING:
    from tourkarte.store.log import Change, Revision
    from tourkarte.store.records import Record
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

STAYS: Final = "fill"
"""The action of the change that filled a new store, before which there was nothing."""


class UndoError(StoreError):
    """A change cannot be taken back."""


def undo(store: Store, change: int, *, author: str) -> int | None:
    """Take a change back, as a change of its own; undoing that one does it again.

    Raises
    ------
    UndoError
        If it is what the store began with, is taken back already, or others hang on it.
    ConflictError
        If somebody has changed the same fields since.
    """
    with store.write(author, "undo", "Rückgängig", undoes=change) as transaction:
        done = transaction.change_of(change)
        if done is None:
            raise GoneError(f"Eine Änderung {change} gibt es nicht. Bitte neu laden.")
        if done.action == STAYS:
            raise UndoError("Der Anfangsbestand lässt sich nicht zurücknehmen. Einzelne Termine lassen sich löschen.")
        if done.undone_by:
            raise UndoError(f"Die Änderung „{done.summary}“ ist schon zurückgenommen. Bitte neu laden.")
        transaction.summary = f"Rückgängig: {done.summary}"
        for revision in reversed(transaction.revisions_of(change)):
            _undo(transaction, done, revision)
    return transaction.change


def _undo(transaction: Transaction, done: Change, revision: Revision) -> None:
    after = from_json(revision.kind, revision.after)
    current = transaction.get(type(after), revision.entity, deleted=True)
    if revision.before is None:
        if current.revision != revision.number:
            raise _later(transaction, done, current)
        _check_unused(transaction, done, current)
        transaction.put(replace(current, deleted=True))
        return
    now = to_json(current)
    if contested := [name for name in revision.fields if now.get(name) != revision.after.get(name)]:
        raise _later(transaction, done, current, contested)
    before = from_json(revision.kind, revision.before)
    transaction.put(replace(current, **{name: getattr(before, name) for name in revision.fields}))


def _check_unused(transaction: Transaction, done: Change, record: Record) -> None:
    """Refuse to take away a tour that has got something since: nobody would see that any more."""
    if isinstance(record, TourRecord):
        found = [*transaction.all(AppointmentRecord, tour=record.id), *transaction.all(DocumentRecord, tour=record.id)]
        if found:
            raise UndoError(
                f"„{done.summary}“ lässt sich nicht zurücknehmen: Die Tour hat inzwischen Termine oder Dokumente. "
                "Bitte diese zuerst löschen."
            )


def _later(transaction: Transaction, done: Change, current: Record, fields: list[str] | None = None) -> ConflictError:
    latest = transaction.changes(limit=1, entity=(current.kind, current.id))
    who = f" von {latest[0].author} („{latest[0].summary}“)" if latest else ""
    what = f" in {', '.join(map(label, fields))}" if fields else ""
    return ConflictError(
        f"„{done.summary}“ lässt sich nicht zurücknehmen: Dasselbe wurde danach{what} noch einmal geändert{who}. "
        "Bitte zuerst diese spätere Änderung zurücknehmen."
    )
