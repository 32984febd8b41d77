"""Change fields of several appointments at once: all of it is one change of the log, or nothing happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk import places, validation
from tourkarte.desk.moving import with_consequences
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.store.store import Store

    Edits = Mapping[str, tuple[int, Mapping[str, Any]]]
    """By id of the appointment: the revision that the person saw, and the fields with their new values."""

_POINT: Final = ("lat", "lon", "precision", "radius_m", "point_source", "district")


def edit_appointments(store: Store, edits: Edits, *, author: str) -> tuple[AppointmentRecord, ...]:
    """Change fields of appointments; where an address changes, it is placed anew unless a point is given.

    Raises
    ------
    ConflictError
        If somebody else changed one of them since.
    InvalidValueError
        If one would not be as it must be; `FieldsError` names the fields.
    """
    with store.read() as reader:
        seen = {key: reader.get(AppointmentRecord, key) for key in edits}
    completed = {key: _completed(store, seen[key], values) for key, (_, values) in edits.items()}
    titles = [record.title for record in seen.values()]
    summary = f"Termin „{titles[0]}“ geändert" if len(titles) == 1 else f"{len(titles)} Termine geändert"
    with store.write(author, "edit", summary) as transaction:
        wanted = []
        for key, values in completed.items():
            current = transaction.get(AppointmentRecord, key)
            completed[key] = with_consequences(transaction, current, values)
            wanted.append(replace(current, **completed[key]))
        if len(edits) > 1:
            transaction.summary = summary
        found = validation.problems(transaction, wanted)
        if wrong := [problem for record in wanted for problem in found.get(record.id, ())]:
            raise validation.FieldsError(wrong)
        return tuple(
            transaction.edit(AppointmentRecord, key, base, **completed[key]) for key, (base, _) in edits.items()
        )


def _completed(store: Store, seen: AppointmentRecord, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with where the address is that they say."""
    found = dict(values)
    wanted = replace(seen, **found)
    if "lat" not in found and places.address_of(wanted) != places.address_of(seen):
        moved = placed(store, wanted)
        found |= {name: getattr(moved, name) for name in _POINT}
    return found


def placed(store: Store, record: AppointmentRecord) -> AppointmentRecord:
    """Return the record with the point that the geocoders know for its address, or with none."""
    hit = places.placed(record, places.geocoder(store))
    return replace(record, **places.point_of(hit), district=hit.district or record.centre)
