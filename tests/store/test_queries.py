"""What can be asked of the store, and that all answers of one reader are of the same moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.store import samples
from tourkarte.model import Status
from tourkarte.store.errors import BrokenRecordError, GoneError, StoreUnavailableError
from tourkarte.store.records import AppointmentRecord, Kind, TourRecord
from tourkarte.store.schema import APPOINTMENT

if TYPE_CHECKING:
    from tourkarte.store.store import Store

KEYS = ["a", "b", "c"]


def test_all_answers_are_of_one_moment(store: Store) -> None:
    samples.add(store, "a")
    with store.read() as reader:
        seen = reader.stamp()
        with store.write("Bernd", "edit", "dazwischen") as change:
            change.edit(AppointmentRecord, "a", 1, note="neu")
            change.add(samples.appointment("b"))
        assert reader.stamp() == seen
        assert [(record.id, record.note) for record in reader.all(AppointmentRecord)] == [("a", None)]
        assert len(reader.changes()) == 1
    with store.read() as reader:
        assert [record.note for record in reader.all(AppointmentRecord)] == ["neu", None]


def test_a_reader_cannot_write_on_a_server(server_store: Store) -> None:
    with pytest.raises(StoreUnavailableError, match="schreibgeschützt"), server_store.read() as reader:
        reader.connection.execute(sa.delete(APPOINTMENT))


def test_records_are_found_by_their_fields(store: Store) -> None:
    samples.add(store, *KEYS)
    with store.write("Bernd", "cancel", "abgesagt") as change:
        change.edit(AppointmentRecord, "b", 1, status=Status.CANCELLED)
        change.remove(change.get(AppointmentRecord, "c"))
    with store.read() as reader:
        assert [each.id for each in reader.all(AppointmentRecord)] == ["a", "b"]
        assert [each.id for each in reader.all(AppointmentRecord, deleted=True)] == KEYS
        assert [each.id for each in reader.all(AppointmentRecord, tour=samples.TOUR, status=Status.CANCELLED)] == ["b"]
        assert reader.all(AppointmentRecord, tour="other") == []
        assert reader.ids(AppointmentRecord) == set(KEYS)
        assert [row["id"] for row in reader.rows(Kind.APPOINTMENT)] == ["a", "b"]
        assert reader.rows(Kind.TOUR, "planned", "title") == [{"planned": 14, "title": "Sommertour"}]


def test_what_was_never_there_is_said_to_be_gone(store: Store) -> None:
    with store.read() as reader:
        assert reader.find(TourRecord, "x") is None
        assert reader.change_of(1) is None
        assert reader.history(Kind.TOUR, "x") == []
        with pytest.raises(GoneError, match=r"Die Tour „x“ gibt es nicht oder nicht mehr\. Bitte neu laden\."):
            reader.get(TourRecord, "x")


def test_the_log_is_read_page_by_page_and_by_record(store: Store) -> None:
    samples.add(store, "a", "b")
    for number in range(1, 6):
        with store.write("Bernd", "edit", f"Änderung {number}") as change:
            change.edit(AppointmentRecord, "a", number, note=str(number))
    with store.read() as reader:
        first = reader.changes(limit=4)
        second = reader.changes(limit=4, before=first[-1].id)
        assert [change.summary for change in first] == [f"Änderung {number}" for number in (5, 4, 3, 2)]
        assert [change.summary for change in second] == ["Änderung 1", "Termine angelegt"]
        assert [change.action for change in reader.changes(entity=(Kind.APPOINTMENT, "b"))] == ["add"]
        assert len(reader.changes(entity=(Kind.APPOINTMENT, "a"))) == 6
        assert reader.change_of(first[0].id) == first[0]


def test_a_change_tells_what_it_takes_back_and_what_took_it_back(store: Store) -> None:
    (seen,) = samples.add(store, "a")
    with store.write("Bernd", "undo", "Rückgängig", undoes=1) as change:
        change.put(replace(seen, deleted=True))
    with store.read() as reader:
        undo, done = reader.changes()
    assert (undo.undoes, done.undone_by) == (done.id, undo.id)


def test_a_row_that_somebody_broke_is_named(store: Store) -> None:
    samples.add(store, *KEYS)
    with store.engine.begin() as connection:
        connection.execute(sa.update(APPOINTMENT).where(APPOINTMENT.c.id == "b").values(status="weird"))
    with store.read() as reader:
        assert reader.get(AppointmentRecord, "a").id == "a"
        with pytest.raises(BrokenRecordError, match=r"Der Eintrag „b“ der Tabelle „appointment“ ist nicht zu lesen"):
            reader.all(AppointmentRecord)


@pytest.mark.parametrize("broken", [[], ["a"], ["c"], ["a", "b", "c"], ["b"]], ids=str)
def test_rows_that_cannot_be_read_are_left_out_and_named(file_store: Store, broken: list[str]) -> None:
    """PostgreSQL keeps nothing but days in a column of days."""
    samples.add(file_store, *KEYS)
    with file_store.engine.begin() as connection:
        for key in broken:
            connection.exec_driver_sql("UPDATE appointment SET date = 'übermorgen' WHERE id = ?", (key,))
    with file_store.read() as reader:
        rows, named = reader.readable(Kind.APPOINTMENT)
    assert [row["id"] for row in rows] == [key for key in KEYS if key not in broken]
    assert named == broken
