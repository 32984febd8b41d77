"""Several appointments changed at once: all or nothing, and what follows from a field."""

from __future__ import annotations

import pytest

from tourkarte.desk.changing import edit_appointments
from tourkarte.desk.validation import FieldsError
from tourkarte.errors import InvalidValueError
from tourkarte.store.errors import ConflictError
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord

AACHEN, HERNE = "sommertour-2017-aachen", "sommertour-2017-herne"


def get(key: str) -> AppointmentRecord:
    with store().read() as reader:
        return reader.get(AppointmentRecord, key)


def test_several_appointments_are_one_change() -> None:
    edit_appointments(store(), {AACHEN: (1, {"note": "A"}), HERNE: (1, {"note": "H"})}, author="Erika")
    with store().read() as reader:
        (change, *_) = reader.changes()
        assert (change.summary, change.author) == ("2 Termine geändert", "Erika")
        assert {revision.entity for revision in reader.revisions_of(change.id)} == {AACHEN, HERNE}
    assert get(AACHEN).note == "A"


@pytest.mark.parametrize(
    ("second", "error"),
    [
        ((1, {"postal_code": "Berlin"}), FieldsError),
        ((1, {"title": ""}), InvalidValueError),
        ((1, {"title": None}), InvalidValueError),
        ((1, {"date": None}), InvalidValueError),
        ((7, {"note": "H"}), ConflictError),
    ],
)
def test_nothing_happens_where_one_of_them_cannot_be(
    second: tuple[int, dict[str, str]], error: type[Exception]
) -> None:
    with pytest.raises(error):
        edit_appointments(store(), {AACHEN: (1, {"note": "A"}), HERNE: second}, author="Erika")
    assert get(AACHEN).note is None
    assert get(HERNE).revision == 1


def test_another_address_is_placed_anew_and_a_note_is_not() -> None:
    before = get(AACHEN)
    (noted,) = edit_appointments(store(), {AACHEN: (1, {"note": "x"})}, author="Erika")
    assert (noted.lat, noted.point_source) == (before.lat, before.point_source)
    address = {"street": "Rademachers Weg 15", "postal_code": "44649", "city": "Herne"}
    (moved,) = edit_appointments(store(), {AACHEN: (2, address)}, author="Erika")
    assert moved.district == "05916"
    assert moved.lat != before.lat
