"""The log and the way back: any change can be undone as long as nobody has changed the same fields since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tourkarte.desk import validation
from tourkarte.desk.words import label
from tourkarte.store.errors import ConflictError, GoneError, StoreError
from tourkarte.store.records import AppointmentRecord, changed, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tourkarte.store.log import Change, Revision
    from tourkarte.store.records import Record
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

STAYS: Final = "fill"
"""The action of the change that filled a new store, before which there was nothing."""
_UNDONE: Final = "Rückgängig: "
_DONE_AGAIN: Final = "Wiederholt: "


class UndoError(StoreError):
    """A change cannot be taken back."""


def undo(store: Store, change: int, *, author: str) -> int | None:
    """Take a change back, as a change of its own; undoing that one does it again.

    Raises
    ------
    UndoError
        If it is what the store began with, is taken back already, or an appointment would not be as it must be.
    StillNeededError
        If others refer to what it made.
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
        transaction.summary = _summary(done)
        _check(
            transaction, done, [_undo(transaction, done, each) for each in reversed(transaction.revisions_of(change))]
        )
    return transaction.change


def _summary(done: Change) -> str:
    what = done.summary.removeprefix(_UNDONE).removeprefix(_DONE_AGAIN) if done.undoes else done.summary
    return f"{_DONE_AGAIN if done.again else _UNDONE}{what}"


def _check(transaction: Transaction, done: Change, records: Iterable[Record]) -> None:
    """Refuse to leave appointments that may not be published: what came later may not fit what was before."""
    last = {each.id: each for each in records if isinstance(each, AppointmentRecord)}
    found = validation.problems(transaction, [each for each in last.values() if not each.deleted])
    if wrong := [problem for each in found.values() for problem in each]:
        raise UndoError(
            f"„{done.summary}“ lässt sich nicht zurücknehmen, denn was danach geändert wurde, passt nicht dazu. "
            f"{validation.FieldsError(wrong)} Bitte den Termin von Hand ändern."
        )


def _undo(transaction: Transaction, done: Change, revision: Revision) -> Record:
    after = from_json(revision.kind, revision.after)
    current = transaction.get(type(after), revision.entity, deleted=True)
    if revision.before is None:
        if changed_since := changed(to_json(after), to_json(current)):
            raise _later(transaction, done, current, changed_since)
        return transaction.put(replace(current, deleted=True))
    now = to_json(current)
    if contested := [name for name in revision.fields if now.get(name) != revision.after.get(name)]:
        raise _later(transaction, done, current, contested)
    before = from_json(revision.kind, revision.before)
    return transaction.put(replace(current, **{name: getattr(before, name) for name in revision.fields}))


def _later(transaction: Transaction, done: Change, current: Record, fields: Sequence[str]) -> ConflictError:
    latest = transaction.changes(limit=1, entity=(current.kind, current.id))
    who = f" von {latest[0].author} („{latest[0].summary}“)" if latest else ""
    what = ", ".join(map(label, fields))
    return ConflictError(
        f"„{done.summary}“ lässt sich nicht zurücknehmen: Dasselbe wurde danach in {what} noch einmal geändert{who}. "
        "Bitte zuerst diese spätere Änderung zurücknehmen."
    )
