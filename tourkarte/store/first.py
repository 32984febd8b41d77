"""What a new database begins with: the tours, centres and appointments of the data folder."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte import dataset
from tourkarte.settings import settings
from tourkarte.store.records import AppointmentRecord, CentreRecord, TourRecord, checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tourkarte.dataset import Dataset
    from tourkarte.store.transaction import Transaction

_LOGGER: Final = logging.getLogger(__name__)
_DERIVED: Final = frozenset(["starts_at", "over_at", "district_name", "region"])


def fill(transaction: Transaction) -> None:
    """Put the data folder's tours, centres and appointments into a new database; what cannot be used is told."""
    data = dataset.load(settings().data_dir)
    for problem in data.problems:
        _LOGGER.warning("%s", problem)
    put(transaction, data)


def put(transaction: Transaction, data: Dataset) -> None:
    """Put tours, centres and appointments into the store; an appointment's target stands in it before itself."""
    for tour in data.tours.values():
        transaction.add(TourRecord(id=tour.id, title=tour.title, subtitle=tour.subtitle, planned=tour.planned))
    for centre in data.centres:
        transaction.add(CentreRecord(id=centre.district, name=centre.name))
    records = [appointment(row) for row in data.appointments.to_dict("records")]
    for unknown in sorted({record.tour for record in records} - set(data.tours)):
        transaction.add(TourRecord(id=unknown, title=unknown))
    for record in _targets_first(records):
        transaction.add(record)


def _targets_first(records: Sequence[AppointmentRecord]) -> Iterator[AppointmentRecord]:
    """Yield each record behind the one that it was moved to; where that is not there, or a circle begins, to none."""
    known = {record.id: record for record in records}
    done: set[str] = set()
    for record in records:
        chain: dict[str, AppointmentRecord] = {}
        following: AppointmentRecord | None = record
        while following and following.id not in done and following.id not in chain:
            chain[following.id] = following
            following = known.get(following.moved_to or "")
        for each in reversed(chain.values()):
            yield each if each.moved_to in done else replace(each, moved_to=None)
            done.add(each.id)


def appointment(row: Mapping[Any, Any]) -> AppointmentRecord:
    """Return the record that a row of the appointments frame stands for."""
    known = {str(name): value for name, value in row.items() if value == value and value is not None}  # noqa: PLR0124 - NaN
    values = {name: value for name, value in known.items() if name not in _DERIVED}
    for name in ("date", "end_date"):
        if name in values:
            values[name] = values[name].date()
    for name in ("start", "end"):
        if name in values:
            values[name] = dt.time.fromisoformat(values[name])
    return checked(AppointmentRecord, values)
