from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests import folders
from tests.databases import opened
from tests.store import contents
from tourkarte.store.check import check
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.first import fill
from tourkarte.store.records import AppointmentRecord
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def faults(store: Store) -> list[str]:
    return list(check(store.engine, folders.OWN))


def tamper(store: Store, statement: str) -> None:
    """Write past the store, as somebody with a database tool would."""
    with store.engine.begin() as connection:
        connection.execute(sa.text(statement))


def test_what_the_product_wrote_is_in_order(database_url: str) -> None:
    with opened(database_url, fill=fill) as store:
        assert faults(store) == []


def test_some_of_everything_is_in_order(store: Store) -> None:
    contents.fill(store)
    assert faults(store) == []


def test_an_empty_database_is_told(database_url: str) -> None:
    store = Store(database_url)
    (told,) = faults(store)
    store.close()
    assert told.startswith("Die Datenbank ist leer, nötig ist das Schema 0001: bitte „tourkarte db upgrade“ aufrufen.")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE tour SET title = 'Wanderung'", "Tour „tour“ ist anders als im Protokoll: title."),
        ("UPDATE appointment SET lat = 1, lon = 2 WHERE id = 'b-target'",
         "Termin „b-target“ ist anders als im Protokoll: lat, lon."),
        ("UPDATE draft SET position = 7", "Entwurf „draft“ ist anders als im Protokoll: position."),
        ("UPDATE venue SET revision = 2", "Ort „venue“ hat die Fassung 2, im Protokoll stehen 1 bis zur Fassung 1."),
        ("DELETE FROM revision WHERE kind = 'centre' AND entity = '05111'",
         "Zentrum „05111“ hat die Fassung 1, im Protokoll stehen 0 bis zur Fassung 0."),
        ("DELETE FROM revision WHERE entity = 'a-moved' AND number = 1",
         "Termin „a-moved“ hat die Fassung 2, im Protokoll stehen 1 bis zur Fassung 2."),
        ("DELETE FROM venue", "Ort „venue“ steht im Protokoll, aber nicht in der Datenbank."),
        ("UPDATE appointment SET status = 'lost' WHERE id = 'a-moved'",
         "Termin „a-moved“ ist in der Datenbank oder im Protokoll nicht lesbar: status."),
        ("UPDATE revision SET after = '[]' WHERE kind = 'document'",
         "Dokument „document“ ist im Protokoll nicht lesbar."),
    ],
)  # fmt: skip
def test_what_was_written_past_the_log_is_told(statement: str, told: str, store: Store) -> None:
    contents.fill(store)
    tamper(store, statement)
    found = faults(store)
    assert [fault for fault in found if fault.startswith(told)], found
    assert all("\n" not in fault for fault in found)


def test_an_appointment_that_visitors_would_not_see_is_told(store: Store) -> None:
    contents.fill(store)
    with store.write("Anna", "edit", "Tippfehler") as change:
        change.edit(AppointmentRecord, "b-target", 1, postal_code="ABC")
    (told,) = faults(store)
    assert "b-target" in told
    assert "„ABC“ ist keine Postleitzahl" in told


def test_a_record_that_refers_to_a_deleted_one_is_told(store: Store) -> None:
    contents.fill(store)
    tamper(store, "UPDATE appointment SET moved_to = 'ä-gone' WHERE id = 'a-moved'")
    assert "Termin „a-moved“ verweist in „moved_to“ auf Gelöschtes: Termin „ä-gone“." in faults(store)


def test_rows_that_refer_to_nothing_are_told(tmp_path: Path) -> None:
    """PostgreSQL never lets it come to that; SQLite does where a tool leaves the keys unchecked."""
    with opened(f"sqlite:///{tmp_path / 'tourkarte.sqlite'}") as store:
        contents.fill(store)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("UPDATE original SET document = 'nowhere'")
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
            connection.exec_driver_sql("BEGIN")
        (told,) = faults(store)
    assert told.startswith("Zeile ")
    assert told.endswith("der Tabelle original verweist auf etwas, das in der Tabelle document fehlt.")


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'tourkarte.sqlite'}") as store:
        contents.fill(store)
        with store.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA writable_schema = ON")
            connection.exec_driver_sql("DELETE FROM sqlite_master WHERE name = 'ix_revision_change'")
        store.close()  # a connection of before knows the index still
        (told,) = faults(store)
    assert told.startswith("Die Datei ist beschädigt: ")
    assert "never used" in told


def test_a_file_that_cannot_be_read_any_more_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tourkarte.sqlite"
    with opened(f"sqlite:///{path}") as store:
        contents.fill(store)
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (path.stat().st_size - 8192))
    store = Store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailableError, match="die Datei ist beschädigt"):
        faults(store)
    store.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tourkarte.sqlite"
    path.write_text("Sehr geehrte Damen und Herren\n" * 100, encoding="utf-8")
    store = Store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailableError, match="die Datei ist keine Datenbank"):
        faults(store)
    store.close()
