"""Documents for the desk, and what tests ask of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tests import folders
from tourkarte.desk.importing import drafts_of, import_file
from tourkarte.desk.publishing import plan
from tourkarte.store.records import AppointmentRecord, DraftRecord, Record

if TYPE_CHECKING:
    from tourkarte.desk.importing import Imported
    from tourkarte.desk.publishing import Plan
    from tourkarte.store.store import Store

R = TypeVar("R", bound=Record)

TOUR: Final = "herbsttour"
BEFORE: Final = dt.date(2017, 8, 1)
"""The day before the first visit."""
INVITATION: Final = (folders.OWN / "invitation.md").read_text("utf-8")
_SCHWELM: Final = (
    "**14:00 Uhr:** **Kommunales Integrationszentrum Ennepe-Ruhr Kreis,**  \nHauptstraße 92, 58332 Schwelm"
)
_UNNA: Final = "**16:00 Uhr:** **Kommunales Integrationszentrum Kreis Unna,**  \nParkstraße 40, 59425 Unna"
CORRECTED: Final = INVITATION.replace("11:00 Uhr", "11:30 Uhr").replace(_SCHWELM, _UNNA)
"""Aachen begins later, Schwelm is left out, Unna is new."""


def lay(store: Store, text: str = INVITATION, *, tour: str = TOUR, name: str = "einladung.md") -> Imported:
    """Lay a text on the desk."""
    return import_file(store, text.encode(), name, author="Anna", tour=tour)


def plan_of(store: Store, document: str) -> Plan:
    """Return what publishing a document would change."""
    with store.read() as reader:
        return plan(reader, document, today=BEFORE)


def drafts(store: Store, document: str) -> tuple[DraftRecord, ...]:
    """Return the drafts of a document as they are now."""
    with store.read() as reader:
        return drafts_of(reader, document)


def get(store: Store, record: type[R], key: str) -> R:
    """Return a record as it is now."""
    with store.read() as reader:
        return reader.get(record, key)


def published(store: Store, tour: str = TOUR, **where: Any) -> list[AppointmentRecord]:
    """Return the appointments of a tour in the order of time."""
    with store.read() as reader:
        found = reader.all(AppointmentRecord, tour=tour, **where)
    return sorted(found, key=lambda each: (each.date, str(each.start)))


def contents(store: Store) -> dict[tuple[str, str], dict[str, Any]]:
    """Return all that the store holds and that is not deleted, but for the revisions' numbers."""
    from tourkarte.store.records import RECORDS, to_json  # noqa: PLC0415 -- only here

    with store.read() as reader:
        records = [record for kind in RECORDS.values() for record in reader.all(kind)]
    return {(record.kind.value, record.id): to_json(record) | {"revision": 0} for record in records}
