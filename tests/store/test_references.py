"""Nothing that is there belongs to something that is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from tests.store import samples
from tourkarte.model import Status
from tourkarte.store import references
from tourkarte.store.errors import GoneError, StillNeededError
from tourkarte.store.records import AppointmentRecord, DocumentRecord, DraftRecord, TourRecord
from tourkarte.store.references import loose
from tourkarte.store.schema import APPOINTMENT

if TYPE_CHECKING:
    from tourkarte.store.store import Store


def found(store: Store) -> list[tuple[str, str, str]]:
    with store.read() as reader:
        return [(each.of, each.reference.field, each.to) for each in loose(reader.connection)]


def remove(store: Store, *keys: str) -> None:
    with store.write("Bernd", "remove", "gelöscht") as change:
        for key in keys:
            change.remove(change.get(AppointmentRecord, key))


def move(store: Store) -> None:
    """Move `a` to `b`."""
    samples.add(store, "a", "b")
    with store.write("Bernd", "move", "verschoben") as change:
        change.edit(AppointmentRecord, "a", 1, status=Status.MOVED, moved_to="b")


def remove_tour(store: Store) -> None:
    with store.write("Bernd", "remove", "gelöscht") as change:
        change.remove(change.get(TourRecord, samples.TOUR))


def test_a_tour_with_appointments_is_not_deleted(store: Store) -> None:
    samples.add(store, "a", "b")
    before = store.stamp()
    with pytest.raises(StillNeededError, match=r"Die Tour „Sommertour“ .* nicht löschen: 2 Termine verweisen noch"):
        remove_tour(store)
    assert store.stamp() == before
    remove(store, "a", "b")
    remove_tour(store)


def test_the_target_of_a_moved_appointment_is_not_deleted_alone(store: Store) -> None:
    move(store)
    with pytest.raises(StillNeededError, match=r"Der Termin „Besuch in Herne“ .*: der Termin „Besuch in Herne“ ver"):
        remove(store, "b")
    remove(store, "b", "a")
    assert found(store) == []


def test_an_appointment_is_deleted_though_a_draft_became_it(store: Store) -> None:
    samples.add(store, "a")
    with store.write("Anna", "import", "eingelesen") as change:
        change.add(DocumentRecord(id="document", name="e.pdf", tour=samples.TOUR, text="", digest="0" * 64))
        change.add(DraftRecord(id="draft", document="document", position=1, appointment="a"))
    remove(store, "a")
    assert found(store) == []


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"tour": "nix"}, "Die Tour „nix“ gibt es nicht"),
        ({"moved_to": "nix"}, "Den Termin „nix“ gibt es nicht"),
        ({"moved_to": "gone"}, "Den Termin „gone“ gibt es nicht"),
        ({"document": "nix"}, "Das Dokument „nix“ gibt es nicht"),
    ],
)
def test_a_record_refers_to_nothing_that_is_not_there(store: Store, values: dict[str, Any], told: str) -> None:
    samples.add(store, "a", "gone")
    remove(store, "gone")
    with pytest.raises(GoneError, match=told), store.write("Bernd", "edit", "geändert") as change:
        change.edit(AppointmentRecord, "a", 1, **values)
    with pytest.raises(GoneError, match=told), store.write("Bernd", "add", "neu") as change:
        change.add(samples.appointment("new", **values))
    with store.read() as reader:
        assert [each.revision for each in reader.all(AppointmentRecord)] == [1]


def test_what_was_wrong_before_does_not_stand_in_the_way(store: Store) -> None:
    move(store)
    with store.engine.begin() as connection:
        connection.execute(sa.update(APPOINTMENT).where(APPOINTMENT.c.id == "b").values(deleted=True))
    assert found(store) == [("a", "moved_to", "b")]
    with store.write("Bernd", "edit", "geändert") as change:
        change.edit(AppointmentRecord, "a", 2, note="neu")


def test_however_many_are_written_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_MANY", 2)
    samples.add(store, "a", "b", "c")
    remove(store, "a", "b", "c")
    assert found(store) == []
    with pytest.raises(GoneError, match="Den Termin „a“ gibt es nicht"):
        add_moved(store, "d", "e", "f")


def add_moved(store: Store, *keys: str) -> None:
    with store.write("Bernd", "add", "neu") as change:
        for key in keys:
            change.add(samples.appointment(key, moved_to="a"))
