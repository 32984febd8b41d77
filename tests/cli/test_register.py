from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.places.register.deliveries import Row, text, zipped
from tourkarte.cli import app
from tourkarte.cli.register import _with_bar
from tourkarte.settings import settings

RUNNER = CliRunner()
ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    rows = [Row(number=str(number)) for number in range(1, 2001)]
    return zipped(tmp_path / "gebref.zip", gebref=text([*rows, Row(quality="C"), Row(number=""), "kaputt"]))


def test_build_says_what_was_read_and_what_was_not(source: Path, tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["register", "build", str(source), "-o", str(tmp_path / "register.sqlite")])
    assert result.exit_code == 0, result.stderr
    assert "2.003 Zeilen gelesen, 2.000 Häuser behalten, 3 ausgelassen, davon 2 fehlerhaft." in result.stdout
    assert "interne Nummer (Qualität C): 1" in result.stdout
    assert "falsche Zahl von Feldern: 1" in result.stdout
    assert "keine lesbare Hausnummer: 1" in result.stdout
    assert "1 Gemeinden, 1 Straßen, 2.000 Häuser." in result.stdout
    assert "Index bauen: 100%" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_info_says_what_is_in_service(source: Path, tmp_path: Path) -> None:
    index = str(tmp_path / "register.sqlite")
    RUNNER.invoke(app, ["register", "build", str(source), "-o", index])
    result = RUNNER.invoke(app, ["register", "info", "-o", index])
    assert result.exit_code == 0, result.stderr
    for told in ("gebref.zip vom", "EPSG 25832", "01.01.2022", "2.000 Häuser aus 2.003 Zeilen", "MB", "dl-de/zero-2-0"):
        assert told in result.stdout


def test_info_says_how_to_get_it(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["register", "info", "-o", str(tmp_path / "register.sqlite")])
    assert result.exit_code == 1
    for told in ("kein Adressregister in Gebrauch", "OpenGeodata.NRW", "tourkarte register build", "dl-de/zero-2-0"):
        assert told in result.stderr


def test_what_is_no_register_is_told_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Sehr geehrte Damen; und Herren\n", "utf-8")
    result = RUNNER.invoke(app, ["register", "build", str(path), "-o", str(tmp_path / "register.sqlite")])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("brief.txt ist kein Adressregister")
    assert "Traceback" not in result.stderr


def test_a_bad_delivery_needs_force(tmp_path: Path) -> None:
    path = tmp_path / "gebref.txt"
    path.write_text(text([*(Row(number=str(number)) for number in range(1, 11)), Row(number="x")]), "utf-8")
    command = ["register", "build", str(path), "-o", str(tmp_path / "register.sqlite")]
    result = RUNNER.invoke(app, command)
    assert result.exit_code == 1
    assert "9,1 % der Zeilen sind fehlerhaft" in result.stderr
    assert "--force" in result.stderr
    assert RUNNER.invoke(app, [*command, "--force"]).exit_code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    source = zipped(tmp_path / "gebref.zip", gebref=text([Row()]) * 800_000)
    program = "from tourkarte.cli import app; app()"
    command: list[str | Path] = [
        sys.executable,
        "-c",
        program,
        "register",
        "build",
        source,
        "-o",
        tmp_path / "register.sqlite",
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, env=os.environ) as child:
        assert child.stderr
        assert b"Index bauen" in child.stderr.readline()
        child.send_signal(number)
        told = child.stderr.read().decode()
    assert child.returncode == 1
    assert "Abgebrochen; ein früherer Index bleibt in Gebrauch." in told
    assert [each.name for each in tmp_path.iterdir()] == ["gebref.zip"]


def test_a_terminal_sees_a_bar_with_the_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    _with_bar(lambda tell: [tell(share / 10) for share in range(11)])
    told = capsys.readouterr()
    assert "Index bauen" in told.err
    assert "noch" in told.err
    assert told.out == ""


def test_without_a_path_the_index_is_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.delenv("TOURKARTE_REGISTER_FILE", raising=False)
    settings.cache_clear()
    try:
        source = zipped(tmp_path / "gebref.zip", gebref=text([Row()]))
        assert RUNNER.invoke(app, ["register", "build", str(source)]).exit_code == 0
        assert (tmp_path / "state" / "register.sqlite").is_file()
        assert "1 Häuser aus 1 Zeilen" in RUNNER.invoke(app, ["register", "info"]).stdout
    finally:
        settings.cache_clear()
