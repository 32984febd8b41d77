"""Running a tour: add, edit, cancel, move and remove appointments, and the tours themselves.

Each of these names the revision that the person saw; if it is not the current one, nothing is written and
`ConflictError` tells what somebody else changed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk import places, validation
from tourkarte.desk.changing import edit_appointments, placed
from tourkarte.desk.identifiers import new_id, slug
from tourkarte.desk.moving import check_no_target, check_not_moved, move
from tourkarte.desk.words import label
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.store.records import AppointmentRecord, TourRecord
from tourkarte.text import fold, one_line

if TYPE_CHECKING:
    from tourkarte.model import Point
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction


_MOST_PLANNED: Final = 9999
_LONGEST: Final = {"title": 200, "subtitle": 500}

__all__ = [
    "add_appointment",
    "add_tour",
    "cancel",
    "edit_appointment",
    "edit_tour",
    "move",
    "remove",
    "set_point",
]


def add_appointment(store: Store, *, author: str, tour: str, **values: Any) -> AppointmentRecord:
    """Publish an appointment that stands in no document.

    Raises
    ------
    FieldsError
        If it is not as it must be.
    """
    if not values.get("date") or not values.get("title"):
        raise InvalidValueError("Ein Termin braucht mindestens einen Tag und einen Titel. Bitte beides eintragen.")
    if values.get("status") is Status.MOVED:
        raise InvalidValueError("Ein neuer Termin kann nicht verschoben sein. Bitte „geplant“ oder „abgesagt“ wählen.")
    draft = AppointmentRecord(id="", tour=tour, **values)
    if draft.lat is None:
        draft = placed(store, draft)
    with store.write(author, "add", f"Termin „{draft.title}“ hinzugefügt") as transaction:
        taken = transaction.ids(AppointmentRecord)
        record = replace(draft, id=new_id(tour, draft.city or draft.title, taken=taken))
        validation.check(transaction, record)
        return transaction.add(record)


def edit_appointment(store: Store, key: str, base: int, *, author: str, **values: Any) -> AppointmentRecord:
    """Change fields of an appointment; where its address changes, it is placed anew unless a point is given.

    Raises
    ------
    ConflictError
        If somebody else changed it since.
    FieldsError
        If it would not be as it must be.
    """
    (record,) = edit_appointments(store, {key: (base, values)}, author=author)
    return record


def set_point(store: Store, key: str, base: int, point: Point, *, author: str) -> AppointmentRecord:
    """Set the pin of an appointment; the point is remembered for its venue."""
    values = places.pin(point)
    with store.write(author, "pin", "Punkt gesetzt") as transaction:
        record = transaction.edit(AppointmentRecord, key, base, **values)
        transaction.summary = f"Punkt von „{record.title}“ gesetzt"
        validation.check(transaction, record)
        places.remember(transaction, record)
        return record


def cancel(store: Store, key: str, base: int, *, author: str, note: str | None = None) -> AppointmentRecord:
    """Cancel an appointment; it stays visible and says so. The note is told before what was noted already.

    Raises
    ------
    InvalidValueError
        If it was moved: the one that takes its place is meant.
    ConflictError
        If somebody else changed it since.
    """
    with store.write(author, "cancel", "Termin abgesagt") as transaction:
        seen = transaction.get(AppointmentRecord, key)
        check_not_moved(transaction, seen, "absagen")
        values: dict[str, Any] = {"status": Status.CANCELLED, "moved_to": None}
        if note and note != seen.note:
            values["note"] = f"{note}\n{seen.note}" if seen.note else note
        record = transaction.edit(AppointmentRecord, key, base, **values)
        transaction.summary = f"Termin „{record.title}“ abgesagt"
        return record


def remove(store: Store, key: str, base: int, *, author: str) -> None:
    """Take an appointment out, such as one that was published by mistake; the log keeps it.

    Raises
    ------
    InvalidValueError
        If another one was moved to it.
    ConflictError
        If somebody else changed it since.
    """
    with store.write(author, "remove", "Termin gelöscht") as transaction:
        record = transaction.get(AppointmentRecord, key)
        check_no_target(transaction, record)
        record = transaction.remove(replace(record, revision=base))
        transaction.summary = f"Termin „{record.title}“ gelöscht"


def add_tour(store: Store, *, author: str, title: str, subtitle: str = "", planned: int = 0) -> TourRecord:
    """Add a tour.

    Raises
    ------
    InvalidValueError
        If it has no title, one with the same words is there, or it is not to have from 0 to 9999 visits.
    """
    title, subtitle = one_line(title), one_line(subtitle)
    with store.write(author, "add-tour", f"Tour „{title}“ angelegt") as transaction:
        key = new_id(title, taken=transaction.ids(TourRecord))
        record = TourRecord(id=key, title=title, subtitle=subtitle, planned=planned)
        _check_tour(transaction, record)
        return transaction.add(record)


def edit_tour(store: Store, key: str, base: int, *, author: str, **values: Any) -> TourRecord:
    """Change the title, the subtitle or the number of planned visits of a tour.

    Raises
    ------
    InvalidValueError
        As `add_tour`.
    ConflictError
        If somebody else changed it since.
    """
    values |= {name: one_line(values[name]) for name in _LONGEST if name in values}
    with store.write(author, "edit-tour", "Tour geändert") as transaction:
        _check_tour(transaction, replace(transaction.get(TourRecord, key), **values))
        record = transaction.edit(TourRecord, key, base, **values)
        transaction.summary = f"Tour „{record.title}“ geändert"
        return record


def _check_tour(transaction: Transaction, record: TourRecord) -> None:
    for name, longest in _LONGEST.items():
        text = getattr(record, name)
        if len(text) > longest:
            raise InvalidValueError(
                f"Der {label(name)} hat {len(text)} Zeichen; erlaubt sind höchstens {longest}. Bitte kürzen."
            )
    if not slug(record.title):
        raise InvalidValueError("Eine Tour braucht einen Titel mit mindestens einem Buchstaben. Bitte eintragen.")
    titles = {
        tuple(fold(tour.title).split()): tour.title for tour in transaction.all(TourRecord) if tour.id != record.id
    }
    if same := titles.get(tuple(fold(record.title).split())):
        raise InvalidValueError(f"Eine Tour „{same}“ gibt es schon. Bitte einen anderen Titel wählen.")
    if not 0 <= record.planned <= _MOST_PLANNED:
        raise InvalidValueError(
            f"{record.planned} geplante Besuche gibt es nicht; erlaubt ist 0 bis {_MOST_PLANNED}. "
            "Bitte eine Anzahl eintragen."
        )
