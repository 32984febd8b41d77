from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tourkarte.places.online import state as module
from tourkarte.places.online.state import State, StateError

ROOT = Path(__file__).parents[3]


def count(connection: sqlite3.Connection) -> Any:
    return connection.execute("SELECT count(*) FROM breaker").fetchone()[0]


def add(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO breaker VALUES ('server', 1, 0)")


def fail(connection: sqlite3.Connection) -> None:
    add(connection)
    raise ZeroDivisionError


def test_what_is_written_is_there_for_all_and_after_a_restart(tmp_path: Path) -> None:
    State(tmp_path).write(add)
    assert State(tmp_path).read(count) == 1
    program = (
        "from pathlib import Path; from tests.places.online.test_state import count, State; "
        f"print(State(Path({str(tmp_path)!r})).read(count))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "1\n"


def test_it_is_the_owners_alone_and_readers_do_not_wait_for_writers(tmp_path: Path) -> None:
    State(tmp_path).write(add)
    assert State(tmp_path).path.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(State(tmp_path).path, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.execute("BEGIN IMMEDIATE")
        assert State(tmp_path).read(count) == 1


def test_an_error_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        State(tmp_path).write(fail)
    assert State(tmp_path).read(count) == 0


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_set_aside_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    state = State(tmp_path)
    state.path.write_bytes(content)
    state.write(add)
    assert state.read(count) == 1
    assert (tmp_path / "online.damaged").read_bytes() == content


def test_a_file_damaged_in_the_middle_is_set_aside_too(tmp_path: Path) -> None:
    state = State(tmp_path)
    state.write(add)
    content = bytearray(state.path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    state.path.write_bytes(content)
    assert state.read(count) == 0
    assert (tmp_path / "online.damaged").exists()


def test_nothing_outlives_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    State(tmp_path).write(add)
    monkeypatch.setattr(module, "VERSION", module.VERSION + 1)
    assert State(tmp_path).read(count) == 0
    assert not (tmp_path / "online.damaged").exists()


def add_many(folder: Path) -> None:
    for number in range(20):
        row = (f"{os.getpid()} {number}",)
        State(folder).write(lambda it, row=row: it.execute("INSERT INTO breaker VALUES (?, 1, 0)", row))  # type: ignore[misc]


def test_processes_may_begin_together(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from tests.places.online.test_state import add_many; "
        f"add_many(Path({str(tmp_path)!r}))"
    )
    running = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) for _ in range(3)]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    assert State(tmp_path).read(count) == 60


def test_what_cannot_be_used_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"Der Zwischenspeicher .* ist nicht benutzbar"):
        State(tmp_path / "missing").read(count)
    (tmp_path / "online.sqlite3").mkdir()
    with pytest.raises(StateError):
        State(tmp_path).write(add)


def test_who_holds_the_file_for_long_is_an_error_not_a_hanging_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.05)
    State(tmp_path).write(add)
    with closing(sqlite3.connect(State(tmp_path).path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError, match="locked"):
            State(tmp_path).write(add)
    assert State(tmp_path).read(count) == 1
