"""The database goes away, is full or busy: a clear sentence, nothing half-written, and it works again afterwards."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from tests.databases import opened
from tests.store import processes, samples
from tourkarte.store import engines
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.installed import Watch
from tourkarte.store.records import AppointmentRecord, Kind
from tourkarte.store.schema import APPOINTMENT
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.store.cluster import Cluster

HERNE = "sommertour-herne"
GONE = r"nicht zu benutzen: .*nichts gespeichert"


@pytest.fixture
def mortal_store(mortal_postgresql: Cluster) -> Iterator[Store]:
    """Return a store with an appointment, on a server that the test may stop."""
    with mortal_postgresql.database() as name, opened(mortal_postgresql.url(name)) as store:
        samples.add(store, HERNE)
        yield store


def note(store: Store) -> tuple[str | None, int, int]:
    """Return the appointment's note and revision, and how many revisions the log knows."""
    with store.read() as reader:
        record = reader.get(AppointmentRecord, HERNE)
        return record.note, record.revision, len(reader.history(Kind.APPOINTMENT, HERNE))


def edit(store: Store, base: int, text: str) -> None:
    with store.write("Bernd", "edit", "geändert") as change:
        change.edit(AppointmentRecord, HERNE, base, note=text)


def test_a_server_goes_away_and_comes_back(mortal_postgresql: Cluster, mortal_store: Store) -> None:
    clock = iter(range(0, 10_000, 10))
    watch = Watch(mortal_store, monotonic=lambda: next(clock))
    before = watch.stamp()
    mortal_postgresql.stop()
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match=GONE):
            note(mortal_store)
        with pytest.raises(StoreUnavailableError, match=GONE):
            edit(mortal_store, 1, "verloren")
        with pytest.raises(StoreUnavailableError, match=GONE):
            watch.stamp()
    mortal_postgresql.start()
    assert watch.stamp() == before
    assert note(mortal_store) == (None, 1, 1)
    edit(mortal_store, 1, "wieder da")
    assert note(mortal_store) == ("wieder da", 2, 2)


def test_a_server_goes_away_in_the_middle_of_a_change(mortal_postgresql: Cluster, mortal_store: Store) -> None:
    def change_half() -> None:
        with mortal_store.write("Bernd", "edit", "halb") as change:
            change.edit(AppointmentRecord, HERNE, 1, note="halb")
            change.add(samples.appointment("sommertour-wesel"))
            mortal_postgresql.stop()
            change.add(samples.appointment("sommertour-aachen"))

    with pytest.raises(StoreUnavailableError, match=GONE):
        change_half()
    mortal_postgresql.start()
    assert note(mortal_store) == (None, 1, 1)
    edit(mortal_store, 1, "ganz")
    assert note(mortal_store) == ("ganz", 2, 2)


def test_a_server_that_goes_away_before_it_confirms_leaves_no_promise(
    mortal_postgresql: Cluster, mortal_store: Store
) -> None:
    def change_all() -> None:
        with engines.writing(mortal_store.engine) as connection:
            connection.execute(sa.update(APPOINTMENT).values(note="am Ende"))
            mortal_postgresql.stop()  # nothing is left to do but to commit

    with pytest.raises(StoreUnavailableError, match="nicht sicher; bitte neu laden und nachsehen"):
        change_all()
    mortal_postgresql.start()
    assert note(mortal_store) == (None, 1, 1)


def test_a_reader_is_cut_off_and_the_next_one_is_not(mortal_postgresql: Cluster, mortal_store: Store) -> None:
    def read_on() -> None:
        with mortal_store.read() as reader:
            reader.stamp()
            mortal_postgresql.stop()
            reader.stamp()

    with pytest.raises(StoreUnavailableError, match=GONE):
        read_on()
    mortal_postgresql.start()
    assert note(mortal_store) == (None, 1, 1)


def test_a_server_that_was_never_there_is_waited_for(mortal_postgresql: Cluster) -> None:
    with mortal_postgresql.database() as name:
        store = Store(mortal_postgresql.url(name))
        mortal_postgresql.stop()
        with pytest.raises(StoreUnavailableError, match=GONE):
            store.stamp()
        mortal_postgresql.start()
        assert store.stamp().number == 0
        store.close()


def test_the_password_is_told_to_nobody() -> None:
    store = Store("postgresql://anna:geheim@127.0.0.1:1/tour")
    with pytest.raises(StoreUnavailableError, match=GONE) as caught:
        store.stamp()
    assert "geheim" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


def test_a_database_that_is_not_there_is_told(postgresql: Cluster) -> None:
    store = Store(postgresql.url("nirgends"))
    with pytest.raises(StoreUnavailableError, match="nicht bekannt"):
        store.stamp()


def test_a_server_that_lost_its_tables_is_told(server_store: Store) -> None:
    samples.add(server_store, HERNE)
    with server_store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE appointment RENAME TO elsewhere")
    with pytest.raises(StoreUnavailableError, match="es fehlen Tabellen"):
        note(server_store)
    with server_store.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO appointment")
    assert note(server_store) == (None, 1, 1)


def test_a_server_that_only_reads_says_so(server_store: Store) -> None:
    samples.add(server_store, HERNE)
    with server_store.engine.connect() as connection:
        name = connection.scalar(sa.text("SELECT current_database()"))
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        connection.commit()
    server_store.close()
    assert note(server_store) == (None, 1, 1)
    with pytest.raises(StoreUnavailableError, match=r"schreibgeschützt.*nichts gespeichert"):
        edit(server_store, 1, "verboten")


def test_a_server_whose_disk_is_full_says_so(server_store: Store) -> None:
    """The server's own words for it, in the middle of a change."""
    samples.add(server_store, HERNE)
    with server_store.engine.begin() as connection:
        connection.exec_driver_sql(
            """
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100';
            END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON revision EXECUTE FUNCTION full_disk();
            """
        )
    with pytest.raises(StoreUnavailableError, match=r"kein Platz mehr frei.*nichts gespeichert"):
        edit(server_store, 1, "verloren")
    assert note(server_store) == (None, 1, 1)


def test_who_waits_for_a_writer_that_does_not_end_is_told(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_WAIT_S", 1)
    with opened(database_url) as store:
        samples.add(store, HERNE)
        with store.write("Anna", "edit", "lange") as change:
            change.edit(AppointmentRecord, HERNE, 1, note="lange")
            with pytest.raises(StoreUnavailableError, match="jemand anderes schreibt gerade"):
                edit(store, 1, "ungeduldig")
            assert note(store) == (None, 1, 1)  # who reads does not wait
        assert note(store) == ("lange", 2, 2)


def test_a_file_that_was_replaced_is_not_written_into_nothing(file_store: Store, tmp_path: Path) -> None:
    samples.add(file_store, HERNE)
    with opened(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        samples.add(other, HERNE)
        edit(other, 1, "die andere")
    path = tmp_path / "tourkarte.sqlite"
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"tourkarte.sqlite{suffix}").unlink(missing_ok=True)
    (tmp_path / "other.sqlite").replace(path)
    assert note(file_store) == ("die andere", 2, 2)
    edit(file_store, 2, "weiter")
    with opened(f"sqlite:///{path}") as again:
        assert note(again) == ("weiter", 3, 3)


def test_a_file_that_vanished_is_not_made_anew(file_store: Store, tmp_path: Path) -> None:
    samples.add(file_store, HERNE)
    file_store.close()
    path = tmp_path / "tourkarte.sqlite"
    path.rename(tmp_path / "aside")
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match="es fehlen Tabellen"):
            note(file_store)
    (tmp_path / "aside").replace(path)
    assert note(file_store) == (None, 1, 1)


FILLED = """
import resource, sys
from pathlib import Path
from tests.store import samples
from tests.store.test_outage import HERNE, edit, note
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.store import Store
path, limit = sys.argv[1], int(sys.argv[2])
store = Store("sqlite:///" + path)
samples.add(store, HERNE)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
written = 0
try:
    while True:
        edit(store, written + 1, str(written + 1) * 20_000)
        written += 1
except StoreUnavailableError as error:
    print(error)
text, revision, log = note(store)
print(written > 0, text == str(written) * 20_000, revision == log == written + 1)
store.close()
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
else:
    (Path(path).parent / "ballast").unlink()
edit(store, written + 1, "wieder Platz")
print(note(store)[0])
print(store.engine.connect().exec_driver_sql("PRAGMA integrity_check").scalar())
store.close()
"""
AFTERWARDS = ["True True True", "wieder Platz", "ok"]


def test_a_file_that_may_not_grow_keeps_what_it_holds(tmp_path: Path) -> None:
    said, *rest = processes.run(FILLED, tmp_path / "db.sqlite", 1_000_000).splitlines()
    assert "das Laufwerk meldet einen Fehler. Es wurde nichts gespeichert" in said
    assert rest == AFTERWARDS


MOUNT = ("unshare", "--mount", "sh", "-c")
SMALL = "mount -t tmpfs -o size=3m tmpfs '{folder}' && head -c 1000000 /dev/zero >'{folder}/ballast' && exec \"$@\""


def may_mount() -> bool:
    """Whether a small disk of our own can be had, which nobody else sees and which is gone when its processes are."""
    command = (*MOUNT, "mount -t tmpfs tmpfs /mnt")
    try:
        return os.geteuid() == 0 and subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def test_a_full_disk_says_so_and_keeps_what_it_holds(tmp_path: Path) -> None:
    if not may_mount():
        pytest.skip("only root may mount a small disk; the test above has the limit that everybody has")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (*MOUNT, SMALL.format(folder=folder), "sh")
    said, *rest = processes.run(FILLED, folder / "db.sqlite", 0, before=mounted).splitlines()
    assert "kein Platz mehr frei. Es wurde nichts gespeichert" in said
    assert rest == AFTERWARDS
