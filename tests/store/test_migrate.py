"""A database becomes ours or is left alone, whoever starts at the same moment and whatever lies there."""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations

from tests.databases import opened
from tests.store import processes, samples
from tourkarte.store import engines, migrate
from tourkarte.store import store as store_module
from tourkarte.store.engines import reading, writing
from tourkarte.store.errors import StoreUnavailableError, StoreVersionError
from tourkarte.store.records import AppointmentRecord, TourRecord
from tourkarte.store.schema import METADATA
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from tourkarte.store.transaction import Transaction

STARTED = """
import sys
from tourkarte.store.store import Store
from tourkarte.store.records import TourRecord
store = Store(sys.argv[1], fill=lambda change: change.add(TourRecord(id="tour", title="Tour")))
print("ready", flush=True)
sys.stdin.readline()
store.prepare()
with store.read() as reader:
    print(reader.stamp(), [tour.title for tour in reader.all(TourRecord)])
"""
PREPARED = """
import sys
from tourkarte.store.errors import StoreError
from tourkarte.store.records import AppointmentRecord
from tourkarte.store.store import Store
store = Store("sqlite:///" + sys.argv[1])
try:
    with store.read() as reader:
        print([record.id for record in reader.all(AppointmentRecord)])
    with store.write("Anna", "edit", "geändert") as change:
        change.edit(AppointmentRecord, "sommertour-herne", 1, note="neu")
except StoreError as error:
    print(type(error).__name__, error)
"""


def execute(url: str, *statements: str) -> None:
    """Run SQL as another program would."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(url) as other:
        for statement in statements:
            other.execute(statement.encode())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_empty_database_gets_this_versions_schema(database_url: str) -> None:
    store = Store(database_url)
    assert store.prepare() == (None, migrate.head())
    assert store.prepare() == (migrate.head(), migrate.head())
    store.close()


def test_the_steps_lead_to_the_tables_that_the_product_uses(store: Store) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_each_database_has_an_identity_of_its_own(tmp_path: Path) -> None:
    identities = set()
    for name in ("a", "b"):
        with opened(f"sqlite:///{tmp_path / name}") as store:
            identities.add(store.stamp().identity)
    assert len(identities) == 2


def test_a_new_database_is_filled_once(database_url: str) -> None:
    for _ in range(2):
        with (
            opened(database_url, fill=samples.fill) as store,
            store.read() as reader,
        ):
            (change,) = reader.changes()
            assert (change.author, change.action) == ("Tourkarte", "fill")


def test_what_fails_while_it_is_filled_leaves_an_empty_database(database_url: str) -> None:
    def fill(change: Transaction) -> None:
        samples.fill(change)
        raise ZeroDivisionError

    store = Store(database_url, fill=fill)
    with pytest.raises(ZeroDivisionError):
        store.prepare()
    store.close()
    with opened(database_url, fill=samples.fill) as store, store.read() as reader:
        assert len(reader.changes()) == 1


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE customers (id INTEGER)"],
        ["CREATE TABLE store (id INTEGER)", "CREATE TABLE alembic_version (version_num VARCHAR(32))"],
        [
            "CREATE TABLE store (program VARCHAR(20), identity VARCHAR(36))",
            "INSERT INTO store VALUES ('warehouse', '1')",
            "CREATE TABLE alembic_version (version_num VARCHAR(32))",
            "INSERT INTO alembic_version VALUES ('0001')",
        ],
    ],
    ids=["other tables", "tables of the same names", "other content"],
)
def test_another_programs_database_is_refused_and_untouched(
    database_url: str, statements: list[str], tmp_path: Path
) -> None:
    execute(database_url, *statements)
    files = {path: digest(path) for path in tmp_path.iterdir()}
    store = Store(database_url)
    tables = sa.inspect(store.engine).get_table_names()
    for _ in range(2):
        with pytest.raises(StoreVersionError, match=r"gehört einem anderen Programm.*rührt sie nicht an"):
            store.prepare()
    assert sa.inspect(store.engine).get_table_names() == tables
    store.close()
    assert {path: digest(path) for path in tmp_path.iterdir()} == files


def test_a_database_from_the_future_is_refused(store: Store) -> None:
    samples.add(store, "sommertour-herne")
    execute(store.url, "UPDATE alembic_version SET version_num = '9999'")
    later = Store(store.url)
    with pytest.raises(StoreVersionError, match=r"neueren Version .*Schema 9999.*kennt das Schema"):
        later.prepare()
    with pytest.raises(StoreVersionError, match="9999"), later.write("Anna", "edit", "x"):
        raise AssertionError("it must not come to that")
    later.close()


def test_processes_that_start_at_once_find_one_database(database_url: str) -> None:
    started = [processes.start(STARTED, database_url) for _ in range(4)]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    assert len({processes.output(process) for process in started}) == 1
    with opened(database_url) as store, store.read() as reader:
        assert [change.action for change in reader.changes()] == ["fill"]


def test_threads_that_start_at_once_find_one_database(database_url: str) -> None:
    store = Store(database_url, fill=samples.fill)
    stamps = []
    threads = [threading.Thread(target=lambda: stamps.append(store.stamp())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stamps) == 8
    assert len(set(stamps)) == 1
    store.close()


class Door:
    """A lock that tells who comes to it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.came = threading.Semaphore(0)

    def __enter__(self) -> None:
        self.came.release()
        self.lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.lock.release()


def test_whoever_waits_while_it_cannot_be_prepared_shares_the_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    store, door = Store("sqlite://"), Door()
    tries: list[Engine] = []

    def fail(engine: Engine, **_: object) -> None:
        for _waiting in range(8):
            assert door.came.acquire(timeout=60)
        tries.append(engine)
        raise StoreUnavailableError("weg")

    monkeypatch.setattr(store_module, "upgrade", fail)
    monkeypatch.setattr(store, "_lock", door)
    with ThreadPoolExecutor(8) as pool:
        errors = [future.exception() for future in [pool.submit(store.stamp) for _ in range(8)]]
    assert [(type(error), str(error)) for error in errors] == [(StoreUnavailableError, "weg")] * 8
    assert len({id(error) for error in errors}) == 8
    assert len(tries) == 1
    monkeypatch.undo()
    assert store.stamp().number == 0  # who comes later tries again


def test_readers_and_the_writer_of_a_file_do_not_wait_for_each_other(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'new' / 'deep' / 'db.sqlite'}") as store:
        samples.add(store, "sommertour-herne")
        with store.read() as reader, store.write("Bernd", "edit", "geändert") as change:
            assert reader.get(AppointmentRecord, "sommertour-herne").revision == 1
            change.edit(AppointmentRecord, "sommertour-herne", 1, note="neu")
    assert (tmp_path / "new" / "deep").stat().st_mode & 0o777 == 0o700


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return a database file that holds an appointment, in a folder of its own, and that nobody has open."""
    path = tmp_path / "folder" / "db.sqlite"
    with opened(f"sqlite:///{path}") as store:
        samples.add(store, "sommertour-herne")
    assert not path.with_name("db.sqlite-wal").exists()
    return path


@pytest.mark.parametrize("busy", ["BEGIN", "BEGIN IMMEDIATE"])
def test_a_file_that_others_use_is_opened_as_it_is(file_store: Store, tmp_path: Path, busy: str) -> None:
    file_store.close()
    path = tmp_path / "tourkarte.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute(busy)
        other.execute("SELECT * FROM tour").fetchall()
        before = time.monotonic()
        with opened(f"sqlite:///{path}") as store:
            assert store.stamp().number == 0
            assert time.monotonic() - before < engines._WAIT_S  # noqa: SLF001 - who only opens it waits for nobody
            assert pragma(store, "journal_mode") == "delete"
            assert pragma(store, "busy_timeout") == str(engines._WAIT_S * 1000)  # noqa: SLF001
    with opened(f"sqlite:///{path}") as store:
        assert pragma(store, "journal_mode") == "wal"


def pragma(store: Store, name: str) -> str:
    with store.engine.connect() as connection:
        return str(connection.exec_driver_sql(f"PRAGMA {name}").scalar())


def test_a_read_only_file_is_read_and_not_written(kept: Path) -> None:
    before = digest(kept)
    kept.chmod(0o400)
    read, refused = processes.run(PREPARED, kept, before=processes.without_rights()).splitlines()
    assert read == "['sommertour-herne']"
    assert refused.startswith("StoreUnavailableError")
    assert "schreibgeschützt" in refused
    assert digest(kept) == before


def test_a_read_only_folder_says_that_it_is(kept: Path) -> None:
    before = digest(kept)
    kept.parent.chmod(0o500)
    try:
        (refused,) = processes.run(PREPARED, kept, before=processes.without_rights()).splitlines()
    finally:
        kept.parent.chmod(0o700)
    assert refused.startswith("StoreUnavailableError")
    assert "schreibgeschützt" in refused
    assert "nichts gespeichert" in refused
    assert digest(kept) == before


def test_a_folder_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    store = Store(f"sqlite:///{tmp_path / 'file' / 'folder' / 'db.sqlite'}")
    with pytest.raises(StoreUnavailableError, match=r"Ordner .* lässt sich nicht anlegen \(ein Ordner .*eine Datei\)"):
        store.prepare()


def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite"
    path.write_bytes(b"%PDF-1.7 " * 1000)
    before = digest(path)
    store = Store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailableError, match="keine Datenbank"):
        store.prepare()
    store.close()
    assert digest(path) == before


def test_a_file_that_ends_too_early_is_told(kept: Path) -> None:
    whole = kept.read_bytes()
    for length in (50, len(whole) // 2, len(whole) - 4096):
        kept.write_bytes(whole[:length])
        store = Store(f"sqlite:///{kept}")
        with pytest.raises(StoreUnavailableError, match=r"keine Datenbank|beschädigt"):
            read_all(store)
        store.close()


def read_all(store: Store) -> None:
    with store.read() as reader:
        reader.all(AppointmentRecord)
        reader.changes()


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite").mkdir()
    store = Store(f"sqlite:///{tmp_path / 'db.sqlite'}")
    with pytest.raises(StoreUnavailableError, match="nicht öffnen"):
        store.prepare()
    store.close()


def test_a_table_that_others_refer_to_can_be_rebuilt(store: Store) -> None:
    with store.write("Anna", "add", "Tour") as transaction:
        transaction.add(TourRecord(id="rebuilt", title="Tour"))
        transaction.add(AppointmentRecord(id="rebuilt-a", tour="rebuilt", date=dt.date(2017, 8, 2), title="Besuch"))
    with writing(store.engine, rebuilding=True) as connection:
        operations = Operations(MigrationContext.configure(connection, opts={"render_as_batch": True}))
        with operations.batch_alter_table("tour", recreate="always" if is_sqlite(store) else "auto") as batch:
            batch.alter_column("subtitle", nullable=True, existing_type=sa.Text())
    with store.read() as reader:
        assert reader.get(AppointmentRecord, "rebuilt-a").tour == "rebuilt"
    with store.engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.text("UPDATE appointment SET tour = 'nowhere'"))


def is_sqlite(store: Store) -> bool:
    return store.engine.dialect.name == "sqlite"
