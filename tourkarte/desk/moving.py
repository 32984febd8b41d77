"""Moving appointments and taking them up again: the old row stays, says so, and leads to the new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tourkarte.desk import validation
from tourkarte.desk.identifiers import new_id
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.store.records import AppointmentRecord, Kind, changed, to_json

if TYPE_CHECKING:
    import datetime as dt

    from tourkarte.store.queries import Reader
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction


def move(
    store: Store,
    key: str,
    base: int,
    *,
    author: str,
    date: dt.date,
    start: dt.time | None = None,
    end: dt.time | None = None,
) -> tuple[AppointmentRecord, AppointmentRecord]:
    """Move an appointment to another time; return it with its old time, and the new one that it links to.

    The new one takes place: what was said about a cancellation, or reported afterwards, is not about it.

    Raises
    ------
    InvalidValueError
        If it is moved already, or to the time that it has.
    ConflictError
        If somebody else changed it since.
    """
    with store.write(author, "move", "Termin verschoben") as transaction:
        old = transaction.get(AppointmentRecord, key)
        check_not_moved(transaction, old, "verschieben")
        if (date, start, end) == (old.date, old.start, old.end):
            raise InvalidValueError(
                "Der neue Zeitpunkt ist der alte; bitte einen anderen Tag oder eine andere Uhrzeit wählen."
            )
        taken = transaction.ids(AppointmentRecord)
        days = old.end_date - old.date if old.end_date else None
        new = replace(
            old,
            id=new_id(old.tour, old.city or old.title, f"{date:%d-%m}", taken=taken),
            revision=0,
            date=date,
            end_date=date + days if days else None,
            start=start,
            end=end,
            status=Status.SCHEDULED,
            moved_to=None,
            note=note_without_cancellation(transaction, old),
            report=None,
        )
        validation.check(transaction, new)
        new = transaction.add(new)
        old = transaction.edit(AppointmentRecord, key, base, status=Status.MOVED, moved_to=new.id)
        transaction.summary = f"Termin „{old.title}“ vom {old.date:%d.%m.%Y} auf den {date:%d.%m.%Y} verschoben"
        return old, new


def target_of(reader: Reader, record: AppointmentRecord) -> AppointmentRecord | None:
    """Return the appointment that one was moved to, if it is still there."""
    if record.status is not Status.MOVED or record.moved_to is None:
        return None
    found = reader.find(AppointmentRecord, record.moved_to)
    return None if found is None or found.deleted else found


def check_not_moved(reader: Reader, record: AppointmentRecord, what: str) -> None:
    """Refuse to do with an appointment what is to be done with the one that it was moved to.

    Raises
    ------
    InvalidValueError
        If it was moved to one that is there.
    """
    if target := target_of(reader, record):
        raise InvalidValueError(
            f"„{record.title}“ ist schon verschoben, auf den Termin „{target.id}“ am {target.date:%d.%m.%Y}. "
            f"Bitte diesen {what}."
        )


def check_no_target(reader: Reader, record: AppointmentRecord) -> None:
    """Refuse to take out an appointment that another one leads to.

    Raises
    ------
    InvalidValueError
        If one was moved to it.
    """
    for old in reader.all(AppointmentRecord, moved_to=record.id):
        if old.status is Status.MOVED:
            raise InvalidValueError(
                f"Auf „{record.title}“ am {record.date:%d.%m.%Y} ist der Termin „{old.id}“ vom {old.date:%d.%m.%Y} "
                "verschoben; der würde ins Leere führen. Bitte jenen wieder ansetzen, dann entfällt dieser von selbst; "
                "oder diesen absagen."
            )


def with_consequences(transaction: Transaction, record: AppointmentRecord, values: dict[str, Any]) -> dict[str, Any]:
    """Return new values of an appointment with what follows from another status; a target that is void is taken out.

    Raises
    ------
    InvalidValueError
        If it cannot have that status.
    """
    status = values.get("status", record.status)
    if status is record.status:
        return values
    if status is Status.MOVED:
        raise InvalidValueError(
            f"„{record.title}“: Der Stand „verschoben“ lässt sich nicht eintragen, denn er führt zum neuen Termin. "
            "Bitte den Termin verschieben."
        )
    if status is Status.CANCELLED:
        check_not_moved(transaction, record, "absagen")
    elif record.status is Status.CANCELLED:
        values = {"note": note_without_cancellation(transaction, record)} | values
    elif target := target_of(transaction, record):
        _take_out(transaction, record, target)
    return values | {"moved_to": None}


def _take_out(transaction: Transaction, record: AppointmentRecord, target: AppointmentRecord) -> None:
    """Take out what a move made, when that takes place at its old time after all."""
    made = transaction.history(Kind.APPOINTMENT, target.id)[0].after
    if changed(made, to_json(target)):
        raise InvalidValueError(
            f"„{record.title}“ ist auf den Termin „{target.id}“ am {target.date:%d.%m.%Y} verschoben, und der wurde "
            "seitdem bearbeitet. Bitte dort den alten Tag eintragen, oder diesen Termin verschoben lassen."
        )
    transaction.remove(target)
    transaction.summary = (
        f"Termin „{record.title}“ wieder am {record.date:%d.%m.%Y} angesetzt; der vom {target.date:%d.%m.%Y} entfällt"
    )


def note_without_cancellation(reader: Reader, record: AppointmentRecord) -> str | None:
    """Return the note that an appointment has if it takes place: without what came with its cancellation."""
    if record.status is not Status.CANCELLED:
        return record.note
    for revision in reversed(reader.history(Kind.APPOINTMENT, record.id)):
        before = revision.before or {}
        if before.get("status") != Status.CANCELLED:
            came_with_it = revision.after.get("note") == record.note and "note" in before
            return before["note"] if came_with_it else record.note
    return record.note
