from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from tests import folders
from tests.databases import opened
from tests.store import contents
from tests.store.test_backup import lines, never
from tests.store.test_backup_source import HEADER, ROW, write
from tourkarte.desk.history import UndoError, undo
from tourkarte.store.backup import backup
from tourkarte.store.check import check
from tourkarte.store.engines import reading, writing
from tourkarte.store.errors import BackupError, NotEmptyError, StoreVersionError
from tourkarte.store.records import AppointmentRecord, TourRecord
from tourkarte.store.restore import restore
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

NOW = dt.datetime(2017, 8, 2, 12, tzinfo=dt.UTC)
DRAFT = {"id": "draft", "document": "nowhere"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a backup of a store with some of everything."""
    path = tmp_path / "source.gz"
    with opened(f"sqlite:///{tmp_path / 'source.sqlite'}") as store:
        contents.fill(store)
        backup(store.engine, path, now=NOW)
    return path


def tables(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        return set(sa.inspect(connection).get_table_names())


def test_the_store_goes_on_from_there(database_url: str, source: Path) -> None:
    store = Store(database_url)
    done = restore(store.engine, source, aside=never, now=NOW)
    assert done.saved is None
    assert done.schema == "0001"
    with store.write("Anna", "edit", "weiter") as change:
        moved = change.get(AppointmentRecord, "a-moved")
        assert moved.moved_to == "b-target"
        change.edit(AppointmentRecord, moved.id, moved.revision, note="neu")
    with store.read() as reader:
        assert [change.id for change in reader.changes()] == [6, 5, 4, 3, 2, 1]
        assert reader.changes()[2].undoes == 3
        assert reader.original("document") == bytes(range(256))
        assert reader.changes()[0].at.tzinfo == dt.UTC
    assert list(check(store.engine, folders.OWN)) == []
    store.close()


def test_nothing_kept_from_before_is_taken_for_current(database_url: str, source: Path) -> None:
    store = Store(database_url)
    restore(store.engine, source, aside=never, now=NOW)
    first = store.stamp()
    restore(store.engine, source, aside=lambda: source.with_name("aside.gz"), now=NOW, force=True)
    second = store.stamp()
    store.close()
    assert len({first.identity, second.identity, lines(source)[0]["identity"]}) == 3
    assert first.number == second.number


def test_the_log_tells_who_restored_what(store: Store, source: Path) -> None:
    restore(store.engine, source, aside=never, now=NOW, author="Anna")
    with store.read() as reader:
        latest, before = reader.changes(limit=2)
    assert (latest.id, latest.at, latest.author, latest.action) == (6, NOW, "Anna", "restore")
    assert latest.summary == "Sicherung „source.gz“ eingespielt"
    assert before.id == 5
    assert list(check(store.engine, folders.OWN)) == []
    with pytest.raises(UndoError, match="Eine eingespielte Sicherung lässt sich nicht zurücknehmen"):
        undo(store, latest.id, author="Bernd")


def test_data_that_is_there_stays(store: Store, source: Path) -> None:
    with store.write("Anna", "import", "da") as change:
        change.add(TourRecord(id="mine", title="Meine"))
    before = store.stamp()
    with pytest.raises(NotEmptyError, match=r"enthält schon Daten; sie bleiben, wie sie sind.*--force"):
        restore(store.engine, source, aside=never, now=NOW)
    assert store.stamp() == before
    with store.read() as reader:
        assert reader.ids(TourRecord) == {"mine"}


def test_a_store_without_data_needs_no_force(store: Store, source: Path) -> None:
    restore(store.engine, source, aside=never, now=NOW)
    assert store.stamp().number == 5


def test_what_is_replaced_is_put_aside_first(store: Store, source: Path, tmp_path: Path) -> None:
    with store.write("Anna", "import", "da") as change:
        change.add(TourRecord(id="mine", title="Meine"))
    before, aside = store.stamp(), tmp_path / "aside.gz"
    done = restore(store.engine, source, aside=lambda: aside, now=NOW, force=True)
    assert done.saved == aside
    with store.read() as reader:
        assert reader.ids(TourRecord) == {"tour"}
    restore(store.engine, aside, aside=lambda: tmp_path / "second.gz", now=NOW, force=True)
    with store.read() as reader:
        assert reader.ids(TourRecord) == {"mine"}
    assert lines(aside)[0]["identity"] == before.identity
    assert lines(tmp_path / "second.gz")[1:-1] == lines(source)[1:-1]


def test_what_cannot_be_put_aside_is_not_replaced(store: Store, source: Path) -> None:
    contents.fill(store)
    before = store.stamp()
    with pytest.raises(BackupError, match="gibt es schon"):
        restore(store.engine, source, aside=lambda: source, now=NOW, force=True)
    assert store.stamp() == before


@pytest.mark.parametrize(
    ("table", "values"),
    [
        pytest.param("draft", None, id="refers to nothing"),
        pytest.param("tour", ROW | {"id": None}, id="without key"),
        pytest.param("tour", ROW | {"planned": "viele"}, id="text for a number"),
        pytest.param("tour", ROW | {"planned": True}, id="yes for a number"),
        pytest.param("tour", ROW | {"planned": 10**30}, id="a number that is too large"),
        pytest.param("tour", ROW | {"title": 7}, id="a number for a text"),
        pytest.param("tour", ROW | {"title": "\ud800"}, id="no text at all"),
        pytest.param("tour", ROW | {"colour": "red"}, id="a column that is not known"),
        pytest.param("tour", {"id": "tour"}, id="columns missing"),
        pytest.param("mayor", ROW, id="a table that is not known"),
        pytest.param("store", {"program": "other", "identity": "mine"}, id="whose database it is"),
        pytest.param("original", {"document": "x", "content": "%"}, id="a file that is none"),
    ],
)
def test_rows_that_do_not_fit_leave_everything_as_it_was(
    table: str, values: dict[str, Any] | None, store: Store, source: Path, tmp_path: Path
) -> None:
    contents.fill(store)
    before = store.stamp()
    if values is None:
        (values,) = [line["row"] | {"document": "nowhere"} for line in lines(source)[1:-1] if line["table"] == "draft"]
    bad = write(tmp_path / "bad.gz", replace(HEADER, counts={table: 1}), (table, values))
    with pytest.raises(BackupError, match=r"passt nicht: ihre Zeilen passen nicht.*Bitte eine andere Sicherung"):
        restore(store.engine, bad, aside=lambda: tmp_path / "aside.gz", now=NOW, force=True)
    assert store.stamp() == before
    assert list(check(store.engine, folders.OWN)) == []


def test_rows_that_do_not_fit_leave_an_empty_database_empty(engine: Engine, tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.gz", replace(HEADER, counts={"tour": 2}), ("tour", ROW), ("tour", ROW))
    with pytest.raises(BackupError, match="passt nicht"):
        restore(engine, bad, aside=never, now=NOW)
    assert tables(engine) == set()


def test_a_file_that_is_refused_touches_nothing(engine: Engine, source: Path) -> None:
    source.write_bytes(source.read_bytes()[:-1])
    with pytest.raises(BackupError, match="unvollständig"):
        restore(engine, source, aside=never, now=NOW)
    assert tables(engine) == set()


def test_what_no_database_of_ours_holds_is_refused_whatever_its_checksum(engine: Engine, tmp_path: Path) -> None:
    path = write(tmp_path / "forged.gz", HEADER, ("tour", ROW))  # a tour of which the log knows nothing
    for force in (False, True):
        with pytest.raises(BackupError, match="Tour „tour“ hat die Fassung 1, im Protokoll stehen 0"):
            restore(engine, path, aside=never, now=NOW, force=force)
    assert tables(engine) == set()


def test_a_newer_schema_is_told(engine: Engine, tmp_path: Path) -> None:
    newer = write(tmp_path / "newer.gz", replace(HEADER, schema="9999"), ("tour", ROW))
    with pytest.raises(BackupError, match=r"neueren Version von Tourkarte \(Schema 9999\); diese kennt das Schema"):
        restore(engine, newer, aside=never, now=NOW)
    assert tables(engine) == set()


def test_another_programs_database_is_left_alone(engine: Engine, source: Path) -> None:
    with writing(engine) as connection:
        connection.execute(sa.text("CREATE TABLE holiday (id INTEGER)"))
    with pytest.raises(StoreVersionError, match="gehört einem anderen Programm"):
        restore(engine, source, aside=never, now=NOW, force=True)
    assert tables(engine) == {"holiday"}


def test_another_programs_table_beside_ours_stays_and_is_not_backed_up(store: Store, source: Path) -> None:
    with writing(store.engine) as connection:
        connection.execute(sa.text("CREATE TABLE holiday (id INTEGER PRIMARY KEY)"))
        connection.execute(sa.text("INSERT INTO holiday VALUES (7)"))
    contents.fill(store)
    aside = source.with_name("aside.gz")
    restore(store.engine, source, aside=lambda: aside, now=NOW, force=True)
    with reading(store.engine) as connection:
        assert connection.execute(sa.text("SELECT id FROM holiday")).scalar_one() == 7
    assert "holiday" not in lines(aside)[0]["counts"]
