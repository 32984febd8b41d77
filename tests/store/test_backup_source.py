from __future__ import annotations

import datetime as dt
import gzip
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.databases import opened as opened_store
from tests.store import contents
from tourkarte.store.backup import backup
from tourkarte.store.backup_file import Header, Writer, last_line
from tourkarte.store.backup_source import opened
from tourkarte.store.errors import BackupError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = Header(schema="0001", identity="one", number=1, created="2017-08-02T12:00:00+00:00", counts={"tour": 1})
ROW = {"id": "tour", "revision": 1, "deleted": False, "title": "Tour", "subtitle": "", "planned": 14}


def write(path: Path, header: Header, *rows: tuple[str, dict[str, Any]]) -> Path:
    """Write a backup with a checksum that is right, whatever it holds."""
    with path.open("wb") as file:
        writer = Writer(file, header)
        for table, values in rows:
            writer.row(table, values)
        writer.finish()
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BackupError) as refused, opened(path):
        pytest.fail("it was accepted")
    return str(refused.value)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    with opened_store(f"sqlite:///{folder / 'tourkarte.sqlite'}") as store:
        contents.fill(store)
        backup(store.engine, folder / "backup.gz", now=dt.datetime(2017, 8, 2, tzinfo=dt.UTC))
    return (folder / "backup.gz").read_bytes()


def test_what_was_written_is_read(tmp_path: Path) -> None:
    with opened(write(tmp_path / "backup.gz", HEADER, ("tour", ROW))) as source:
        assert source.header == HEADER
        assert list(source.rows()) == [("tour", ROW)]


@given(data=st.data())
def test_a_byte_that_changed_anywhere_is_noticed(
    data: st.DataObject, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    position = data.draw(st.integers(0, len(whole) - 1))
    mask = data.draw(st.integers(1, 255))
    changed = bytearray(whole)
    changed[position] ^= mask
    path = tmp_path_factory.mktemp("changed") / "backup.gz"
    path.write_bytes(changed)
    assert any(word in refusal(path) for word in ("verändert", "unvollständig", "keine Sicherung"))


def test_no_bit_of_the_frame_around_the_lines_may_change(whole: bytes, tmp_path: Path) -> None:
    """Gzip itself leaves its header's time and system unchecked, and the bits that fill its last byte."""
    path = tmp_path / "backup.gz"
    end = len(whole) - len(last_line("0" * 64))
    for position in (*range(10), *range(end - 9, len(whole))):
        for bit in range(8):
            path.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << bit]) + whole[position + 1 :])
            refusal(path)


@given(data=st.data())
def test_a_file_that_ends_too_early_or_too_late_is_refused(
    data: st.DataObject, whole: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("cut") / "backup.gz"
    path.write_bytes(data.draw(st.integers(0, len(whole) - 1).map(lambda length: whole[:length])))
    assert any(word in refusal(path) for word in ("unvollständig", "keine Sicherung"))
    path.write_bytes(whole + data.draw(st.binary(min_size=1, max_size=200)))
    refusal(path)


def test_a_cut_file_is_told_from_a_changed_one(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "backup.gz"
    path.write_bytes(whole[:-1])
    assert "unvollständig: ihr Ende fehlt" in refusal(path)
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    assert "verändert oder ist beschädigt: ihre Prüfsumme stimmt nicht" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Sehr geehrte Damen und Herren", id="text"),
        pytest.param(gzip.compress(b"Sehr geehrte Damen und Herren"), id="compressed text"),
        pytest.param(gzip.compress(b'["tourkarte", "backup", 1]\n'), id="JSON that is no object"),
        pytest.param(gzip.compress(b'{"program": "tourkarte"}\n'), id="too little"),
        pytest.param(gzip.compress(b'{"program": "other", "kind": "backup", "format": 1}\n'), id="another program's"),
        pytest.param(gzip.compress(b'{"program": "other", "kind": "backup", "format": 9}\n'), id="another's future"),
        pytest.param(gzip.compress(b"[" * 10_000), id="deeply nested"),
        pytest.param(gzip.compress(b" " * 1_000_000), id="a line without end"),
        pytest.param(b"SQLite format 3\0", id="a database"),
    ],
)
def test_what_is_no_backup_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(content)
    told = refusal(path)
    assert told.startswith(f"{path} ist keine Sicherung von Tourkarte")
    assert "„tourkarte db backup“ geschrieben hat. Bitte eine solche angeben." in told


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "die Datei oder ihren Ordner gibt es nicht" in refusal(tmp_path / "nowhere.gz")
    assert "es ist ein Ordner" in refusal(tmp_path)


def test_a_newer_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "backup.gz"
    path.write_bytes(gzip.compress(b'{"program": "tourkarte", "kind": "backup", "format": 2, "more": []}\n'))
    told = refusal(path)
    assert "neueren Version von Tourkarte (Format 2); diese kennt das Format 1" in told
    assert "Bitte Tourkarte erneuern" in told


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: write(path, HEADER), id="too few"),
        pytest.param(lambda path: write(path, HEADER, ("tour", ROW), ("tour", ROW)), id="too many"),
        pytest.param(lambda path: write(path, HEADER, ("centre", ROW)), id="of another table"),
        pytest.param(lambda path: write(path, replace(HEADER, counts={}), ("tour", ROW)), id="not said at all"),
    ],
)
def test_other_rows_than_it_says_are_told(make: Callable[[Path], Path], tmp_path: Path) -> None:
    assert "andere Zeilen, als sie angibt" in refusal(make(tmp_path / "backup.gz"))


HOSTILE: list[dict[str, Any]] = [
    {"created": 1},
    {"created": "gestern\x1b[2J"},
    {"created": "2017-08-02"},
    {"counts": {"tour": "1"}},
    {"counts": {"tour": -1}},
    {"counts": [1]},
    {"schema": 1},
    {"schema": "\x1b[2J"},
    {"number": "1"},
    {"identity": None},
]


@pytest.mark.parametrize("said", HOSTILE, ids=repr)
def test_a_header_of_other_types_is_refused_before_anything_is_read(said: dict[str, Any], tmp_path: Path) -> None:
    told = refusal(write(tmp_path / "backup.gz", replace(HEADER, **said), ("tour", ROW)))
    assert "keine Sicherung von Tourkarte" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("found", [float("inf"), 1.0, "1", True, None])
def test_a_format_that_is_no_number_is_refused(found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tourkarte.store.backup_file.FORMAT", found)
    assert "keine Sicherung von Tourkarte" in refusal(write(tmp_path / "backup.gz", HEADER, ("tour", ROW)))


def test_a_line_that_fills_the_memory_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tourkarte.store.backup_source._LONGEST_LINE", 1000)
    assert "nicht lesbar" in refusal(write(tmp_path / "backup.gz", HEADER, ("tour", ROW | {"title": "x" * 1000})))


def test_a_line_that_is_none_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "backup.gz", HEADER, ("tour", ROW))
    with path.open("wb") as file:
        writer = Writer(file, HEADER)
        writer._line({"table": "tour"})  # noqa: SLF001 - what no version of ours writes
        writer.finish()
    assert "eine ihrer Zeilen ist nicht lesbar" in refusal(path)
    assert json.loads(gzip.decompress(path.read_bytes()).splitlines()[1]) == {"table": "tour"}
