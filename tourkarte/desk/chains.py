"""Appointments that were moved, and where to: each row leads to the next one, the last one takes place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tourkarte.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tourkarte.store.records import AppointmentRecord


def targets(record: AppointmentRecord, known: Mapping[str, AppointmentRecord]) -> Iterator[AppointmentRecord]:
    """Return the appointments that one was moved to, one after the other, as far as they are known."""
    passed = {record.id}
    while record.status is Status.MOVED and (found := known.get(record.moved_to or "")) and found.id not in passed:
        passed.add(found.id)
        yield found
        record = found
