"""A tour with appointments, for tests and benches that do not mind which."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tourkarte.store.records import AppointmentRecord, TourRecord

if TYPE_CHECKING:
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction

TOUR = "sommertour"
TOUR_RECORD = TourRecord(id=TOUR, title="Sommertour", planned=14)


def appointment(key: str = "sommertour-herne", **values: Any) -> AppointmentRecord:
    """Return an appointment that may be published."""
    plain: dict[str, Any] = {"tour": TOUR, "date": dt.date(2017, 8, 3), "title": "Besuch in Herne", "city": "Herne"}
    return AppointmentRecord(id=key, **(plain | values))


def add(store: Store, *keys: str, author: str = "Anna") -> list[AppointmentRecord]:
    """Put appointments into a store, and their tour if it is not there."""
    with store.write(author, "add", "Termine angelegt") as change:
        if change.find(TourRecord, TOUR) is None:
            change.add(TOUR_RECORD)
        return [change.add(appointment(key)) for key in keys]


def fill(change: Transaction) -> None:
    """Begin a new store with a tour."""
    change.add(TOUR_RECORD)
