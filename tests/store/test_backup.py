from __future__ import annotations

import datetime as dt
import errno
import gzip
import hashlib
import json
import os
import stat
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests import folders
from tests.databases import KINDS, empty_database, opened
from tests.store import contents
from tourkarte.store.backup import backup
from tourkarte.store.check import check
from tourkarte.store.errors import BackupError, StoreUnavailableError, StoreVersionError
from tourkarte.store.records import TourRecord
from tourkarte.store.restore import restore
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.cluster import Cluster

NOW = dt.datetime(2017, 8, 2, 12, tzinfo=dt.UTC)


def lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def never() -> Path:
    raise AssertionError("nothing is there that would have to be put aside")


def test_the_first_line_says_what_it_is_and_each_row_has_one(store: Store, tmp_path: Path) -> None:
    contents.fill(store)
    target = tmp_path / "backup.jsonl.gz"
    header = backup(store.engine, target, now=NOW)
    first, *rows, last = lines(target)
    stamp = store.stamp()
    assert first == {
        "program": "tourkarte",
        "kind": "backup",
        "format": 1,
        "schema": "0001",
        "identity": stamp.identity,
        "number": stamp.number,
        "created": "2017-08-02T12:00:00+00:00",
        "counts": {
            "appointment": 3, "centre": 2, "change": 5, "document": 1, "draft": 1, "original": 1, "revision": 14,
            "tour": 1, "venue": 1,
        },
    }  # fmt: skip
    assert header.rows == len(rows)
    assert len(last["sha256"]) == 64
    (moved,) = [line["row"] for line in rows if line["row"].get("id") == "a-moved"]
    assert moved["moved_to"] == "b-target"
    assert moved["end"] == "23:59:00"
    assert moved["lat"] == 51.123456789012345


def test_the_last_line_is_the_checksum_of_all_bytes_before_it(store: Store, tmp_path: Path) -> None:
    """As `tail -c` and `sha256sum` would tell an operator."""
    target = tmp_path / "backup.jsonl.gz"
    backup(store.engine, target, now=NOW)
    written = target.read_bytes()
    before, end = written[: written.rindex(b"\x1f\x8b\x08")], written[written.rindex(b"\x1f\x8b\x08") :]
    assert json.loads(gzip.decompress(end)) == {"sha256": hashlib.sha256(before).hexdigest()}


@pytest.mark.parametrize(("one", "other"), [KINDS, KINDS[::-1]])
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=contents.VALUES)
def test_the_other_kind_of_database_gives_the_same_rows(
    values: contents.Values,
    one: str,
    other: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("there-and-back")
    first, second = folder / "first.gz", folder / "second.gz"
    with (
        empty_database(one, request, folder / "one.sqlite") as url,
        opened(url, clock=lambda: values.at) as store,
    ):
        contents.fill(store, values)
        backup(store.engine, first, now=NOW)
    with empty_database(other, request, folder / "other.sqlite") as url:
        store = Store(url)
        restore(store.engine, first, aside=never, now=NOW)
        backup(store.engine, second, now=NOW)
        store.close()
    assert lines(second)[1:-1] == lines(first)[1:-1]


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_of_one_moment_while_others_write(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Each change adds a tour and edits another: a backup that saw half of one would not pass the check."""
    with empty_database(kind, request, tmp_path / "live.sqlite") as url, opened(url) as store:
        with store.write("Anna", "import", "Anfang") as change:
            for number in range(4):
                change.add(TourRecord(id=f"tour-{number}", title="0"))
        writers = [threading.Thread(target=_write, args=(store, number)) for number in range(4)]
        for writer in writers:
            writer.start()
        numbers: list[int] = []
        while any(writer.is_alive() for writer in writers) or not numbers:
            target = tmp_path / f"{len(numbers)}.gz"
            numbers.append(backup(store.engine, target, now=NOW).number)
        for writer in writers:
            writer.join()
        assert store.stamp().number == 1 + 4 * 15
    assert len(set(numbers)) > 2, "the writers were done before anything was seen of them"
    for index, number in enumerate(numbers):
        with empty_database(kind, request, tmp_path / f"{index}.sqlite") as url:
            restored = Store(url)
            restore(restored.engine, tmp_path / f"{index}.gz", aside=never, now=NOW)
            assert list(check(restored.engine, folders.OWN)) == []
            with restored.read() as reader:
                assert len(reader.all(TourRecord)) == number + 3
            restored.close()


def _write(store: Store, writer: int) -> None:
    for number in range(15):
        with store.write("Bernd", "edit", "weiter") as change:
            change.add(TourRecord(id=f"new-{writer}-{number}", title="neu"))
            current = change.get(TourRecord, f"tour-{writer}")
            change.edit(TourRecord, current.id, current.revision, title=str(number + 1))


def test_only_its_owner_may_read_it(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.jsonl.gz"
    backup(store.engine, target, now=NOW)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_it_is_to_be_replaced(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup.jsonl.gz"
    target.write_text("Urlaubsfotos", encoding="utf-8")
    with pytest.raises(BackupError, match=r"gibt es schon; sie bleibt.*einen anderen Namen"):
        backup(store.engine, target, now=NOW)
    assert target.read_text(encoding="utf-8") == "Urlaubsfotos"
    backup(store.engine, target, now=NOW, force=True)
    assert lines(target)[0]["program"] == "tourkarte"
    assert [path.name for path in tmp_path.glob("*.gz")] == [target.name]


def test_a_file_that_somebody_makes_meanwhile_stays(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup.jsonl.gz"
    monkeypatch.setattr(os, "fsync", lambda _: target.write_bytes(b"theirs"))
    with pytest.raises(BackupError, match="gibt es schon"):
        backup(store.engine, target, now=NOW)
    assert target.read_bytes() == b"theirs"


def test_a_file_system_without_links_will_do(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    backup(store.engine, tmp_path / "backup.jsonl.gz", now=NOW)
    assert lines(tmp_path / "backup.jsonl.gz")


def test_a_full_disk_leaves_nothing(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    folder = tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BackupError, match="kein Platz mehr frei"):
        backup(store.engine, folder / "backup.jsonl.gz", now=NOW)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="lässt sich nicht schreiben"):
        backup(store.engine, tmp_path / "nowhere" / "backup.jsonl.gz", now=NOW)


def test_a_database_that_goes_away_leaves_no_half_backup(
    mortal_postgresql: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with mortal_postgresql.database() as name, opened(mortal_postgresql.url(name)) as store:
        contents.fill(store)
        monkeypatch.setattr("tourkarte.store.backup.Writer.row", lambda *_: mortal_postgresql.stop())
        with pytest.raises(StoreUnavailableError, match="nicht zu benutzen"):
            backup(store.engine, folder / "backup.jsonl.gz", now=NOW)
        mortal_postgresql.start()
    assert list(folder.iterdir()) == []


def test_an_empty_database_gives_no_backup(database_url: str, tmp_path: Path) -> None:
    store = Store(database_url)
    with pytest.raises(StoreVersionError, match="ist leer; es gibt nichts zu sichern"):
        backup(store.engine, tmp_path / "backup.jsonl.gz", now=NOW)
    store.close()
    assert not list(tmp_path.glob("*.gz"))
