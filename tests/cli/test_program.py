"""The commands as programs of their own, on one database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.desk import HERNE, INVITATION, call
from tourkarte.cli import serve

TOURKARTE = Path(sys.executable).with_name("tourkarte")


def test_programs_work_on_one_database(tmp_path: Path) -> None:
    environment = os.environ | {"TOURKARTE_STATE_DIR": str(tmp_path)}

    def run(*arguments: str | Path) -> str:
        done = subprocess.run([TOURKARTE, *arguments], capture_output=True, env=environment, text=True, check=True)
        assert done.stderr == ""
        return done.stdout

    assert "veröffentlicht. Änderung 3; zurück mit „tourkarte undo 3“." in run("import", INVITATION, "--publish")
    run("cancel", HERNE)
    assert run("export", "--format", "csv", "--status", "abgesagt").splitlines()[1].startswith(f"{HERNE},")


def test_a_reader_that_has_enough_is_no_failure_to_talk_about() -> None:
    with subprocess.Popen([TOURKARTE, "appointments"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        child.stdout.close()
        assert child.stderr.read() == b""
    assert child.returncode == 1


def test_serving_starts_the_dashboard_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str], Path]] = []
    monkeypatch.chdir("/")
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append((program, arguments, Path.cwd())))
    result = call("serve", "--port", "8600")
    assert (result.exit_code, result.stdout) == (0, "Tourkarte: http://localhost:8600\n")
    ((program, arguments, folder),) = started
    assert program == sys.executable
    assert arguments[1:] == ["-m", "streamlit", "run", "dashboard.py", "--server.port", "8600"]
    assert (folder / "dashboard.py").is_file()


def test_serving_without_a_checkout_says_where_the_dashboard_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "_ROOT", tmp_path)
    result = call("serve")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "ist kein Dashboard" in result.stderr
    assert "make run" in result.stderr


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        ("0", "--port muss mindestens 1 sein."),
        ("70000", "--port darf höchstens 65535 sein."),
        ("x", "--port muss eine ganze Zahl sein."),
    ],
)
def test_a_port_is_a_number_that_there_is(port: str, reason: str) -> None:
    result = call("serve", "--port", port)
    assert result.exit_code == 2
    assert reason in result.stderr
