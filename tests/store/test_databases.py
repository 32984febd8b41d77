"""The tests' own PostgreSQL: it is really there, really goes away, and leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.store import cluster as clusters
from tests.store import postgresql as installation
from tests.store.cluster import Cluster, cluster

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal
from tests.store.cluster import cluster
with cluster() as server:
    print(server.folder, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_each_database_is_new_and_its_own(postgresql: Cluster) -> None:
    with postgresql.database() as one, postgresql.database() as other:
        with psycopg.connect(postgresql.url(one)) as connection:
            connection.execute("CREATE TABLE thing (id INTEGER)")
        with psycopg.connect(postgresql.url(other)) as connection:
            assert connection.execute("SELECT to_regclass('thing')").fetchone() == (None,)


def test_a_database_is_removed_while_somebody_is_connected(postgresql: Cluster) -> None:
    with postgresql.database() as name:
        connection = psycopg.connect(postgresql.url(name))
    with pytest.raises(psycopg.OperationalError, match=name):
        psycopg.connect(postgresql.url(name))
    connection.close()


def test_it_goes_away_and_comes_back_with_its_rows(mortal_postgresql: Cluster) -> None:
    server = mortal_postgresql
    with server.database() as name:
        with psycopg.connect(server.url(name)) as connection:
            connection.execute("CREATE TABLE thing AS SELECT 7 AS id")
        with psycopg.connect(server.url(name)) as connection:
            server.stop()
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT 1")
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url(name))
        server.start()
        with psycopg.connect(server.url(name)) as connection:
            assert connection.execute("SELECT id FROM thing").fetchone() == (7,)


def test_nothing_is_left_behind() -> None:
    with cluster() as server:
        assert (server.folder / "data" / "postmaster.pid").exists()
    assert not server.folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url("postgres"))


def test_nothing_is_left_behind_by_tests_that_are_killed() -> None:
    """The guard holds our standard output until it is done, so that `communicate` waits for it."""
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode < 0
    assert done.stdout.strip()
    assert not Path(done.stdout.strip()).exists()


def test_where_there_is_no_server_the_tests_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "programs", lambda: None)
    with pytest.raises(AssertionError, match=r"apt-get install postgresql.*brew install postgresql"), cluster():
        pass


def test_the_newest_version_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for version in ("9.6", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for name in installation.NEEDED[: 1 if version == "17" else None]:  # the rest of 17 was removed
            (folder / name).touch(mode=0o755)
    monkeypatch.delenv("POSTGRESQL", raising=False)
    monkeypatch.setattr(installation, "_DEBIAN", tmp_path)
    assert installation.programs() == tmp_path / "15" / "bin"


def test_a_named_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTGRESQL", str(tmp_path))
    assert installation.programs() == tmp_path


def test_debian_is_told_to_make_no_cluster_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = tmp_path / "createcluster.d" / "tests.conf"
    calls: list[tuple[object, str]] = []
    monkeypatch.setattr(installation, "_DEBIAN_DEFAULTS", told)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: calls.append((command[1], told.read_text("utf-8"))))
    installation._install_debian()  # noqa: SLF001 (what runs on a fresh machine only)
    assert calls == [("update", "create_main_cluster = off\n"), ("install", "create_main_cluster = off\n")]
    assert not list(told.parent.iterdir())
