from __future__ import annotations

import gzip
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tourkarte.cli import app
from tourkarte.settings import settings
from tourkarte.store import installed

if TYPE_CHECKING:
    from typer.testing import Result

RUNNER = CliRunner()


@pytest.fixture(autouse=True)
def installation(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the test's database be the installation's."""
    use(database_url, monkeypatch)
    return database_url


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if installed.store.cache_info().currsize:
        installed.store().close()
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", url)
    settings.cache_clear()
    installed.store.cache_clear()


def db(*arguments: str | Path) -> Result:
    result = RUNNER.invoke(app, ["db", *map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_a_new_database_is_made_filled_and_in_order() -> None:
    made = db("upgrade")
    assert made.exit_code == 0, made.stderr
    assert made.stdout.endswith("wurde mit dem Schema 0001 angelegt.\n")
    assert "hat schon das Schema 0001; es gibt nichts zu tun." in db("upgrade").stdout
    checked = db("check")
    assert checked.exit_code == 0, checked.stderr
    assert checked.stdout.endswith("ist in Ordnung.\n")
    with installed.store().read() as reader:
        assert len(reader.changes()) == 1


def test_each_fault_has_a_line_and_the_exit_code_tells() -> None:
    db("upgrade")
    with installed.store().engine.begin() as connection:
        connection.execute(sa.text("UPDATE tour SET title = 'Wanderung'"))
        connection.execute(sa.text("UPDATE centre SET name = 'Amt' WHERE id = '05111'"))
    checked = db("check")
    assert checked.exit_code == 1
    assert checked.stdout == ""
    tour, centre, sum_of_it = checked.stderr.splitlines()
    assert tour == "Tour „sommertour-2017“ ist anders als im Protokoll: title."
    assert centre == "Zentrum „05111“ ist anders als im Protokoll: name."
    assert sum_of_it.startswith("2 Fehler in ")


def test_what_was_backed_up_comes_back(tmp_path: Path) -> None:
    db("upgrade")
    target = tmp_path / "sicherung.jsonl.gz"
    made = db("backup", "-o", target)
    assert made.exit_code == 0, made.stderr
    assert made.stdout.startswith(f"{target}: 6 Termine, 0 Dokumente, 0 Entwürfe, 1 Änderung, ")
    assert made.stdout.endswith(" kB.\n")
    before = installed.store().stamp()
    restored = db("restore", target, "--force")
    assert restored.exit_code == 0, restored.stderr
    aside, done = restored.stdout.splitlines()
    assert aside.startswith("Was vorher da war, steht in ")
    assert ": 6 Termine, 0 Dokumente, 0 Entwürfe, 1 Änderung, gesichert am " in done
    assert gzip.decompress(Path(aside.removeprefix("Was vorher da war, steht in ")[:-1]).read_bytes())
    after = installed.store().stamp()
    assert after.identity != before.identity
    assert db("check").exit_code == 0


def test_a_backup_without_a_name_is_kept_in_the_state_folder() -> None:
    db("upgrade")
    assert db("backup").exit_code == 0
    folder = settings().state_dir / "backups"
    (made,) = folder.iterdir()
    assert made.name.startswith("tourkarte-20")
    assert made.name.endswith(".jsonl.gz")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_data_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    db("upgrade")
    target = tmp_path / "sicherung.jsonl.gz"
    db("backup", "-o", target)
    before = installed.store().stamp()
    refused = db("restore", target)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "enthält schon Daten; sie bleiben, wie sie sind." in refused.stderr
    assert "--force" in refused.stderr
    assert installed.store().stamp() == before
    assert not (settings().state_dir / "backups").exists()


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    db("upgrade")
    target = tmp_path / "sicherung.jsonl.gz"
    db("backup", "-o", target)
    refused = db("backup", "-o", target)
    assert refused.exit_code == 1
    assert "gibt es schon; sie bleibt, wie sie ist." in refused.stderr
    assert db("backup", "-o", target, "--force").exit_code == 0


def test_what_is_no_backup_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Sehr geehrte Damen und Herren\n", encoding="utf-8")
    refused = db("restore", path)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"{path} ist keine Sicherung von Tourkarte")
    assert db("upgrade").stdout.endswith("angelegt.\n"), "the refused file left something behind"


def test_a_database_that_is_not_there_is_not_made_by_looking_at_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "other" / "tourkarte.sqlite"
    use(f"sqlite:///{path}", monkeypatch)
    for command in ("check", "backup"):
        refused = db(command)
        assert refused.exit_code == 1
        assert f"Die Datenbank {path} gibt es noch nicht; „tourkarte db upgrade“ legt sie an." in refused.stderr
    assert not path.parent.exists()
    assert db("upgrade").exit_code == 0
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    use("postgresql://anna:geheim@127.0.0.1:1/tourkarte", monkeypatch)
    for command in ("upgrade", "check", "backup"):
        refused = db(command)
        assert refused.exit_code == 1
        assert "ist gerade nicht zu benutzen: sie antwortet nicht." in refused.stderr
        assert "geheim" not in refused.output


def test_who_stops_it_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    db("upgrade")
    monkeypatch.setattr("tourkarte.store.backup.Writer.row", stop)
    folder = tmp_path / "folder"
    folder.mkdir()
    stopped = db("backup", "-o", folder / "sicherung.jsonl.gz")
    assert stopped.exit_code == 1
    assert stopped.stderr == "Abgebrochen; die Datenbank ist, wie sie vorher war.\n"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [[], ["upgrade", "-h"], ["backup", "-h"], ["restore", "-h"], ["check", "-h"]])
def test_the_help_is_german(command: list[str]) -> None:
    told = db(*command)
    assert told.exit_code == 0
    assert told.stdout.startswith("Aufruf: ")
    assert "Usage" not in told.stdout
