"""The command as people call it: real processes, a real register, and signals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.geocoding.conftest import index
from tests.geocoding.tables import HEADER, REICHSWEG, as_csv

ROOT = Path(__file__).parents[2]
PROGRAM = "from tourkarte.cli import app; app()"
STANDING = """
import sys
from tourkarte.geocoding import run
real, seen = run.place, []
def place(venue, geocoder):
    seen.append(venue)
    if len(seen) == 250:
        print("steht", file=sys.stderr, flush=True)
        sys.stdin.read()
    return real(venue, geocoder)
run.place = place
from tourkarte.cli import app; app()
"""
__all__ = ["index"]


@pytest.fixture
def environment(index: Path, tmp_path: Path) -> dict[str, str]:
    return os.environ | {"TOURKARTE_REGISTER_FILE": str(index), "TOURKARTE_STATE_DIR": str(tmp_path / "state")}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    rows = [(f"Kunde {number}", f"Reichsweg {number}", "52068", "Aachen") for number in range(1, 601)]
    (tmp_path / "in.csv").write_bytes(as_csv([HEADER, *rows]).encode("cp1252"))
    return tmp_path / "in.csv"


def command(*arguments: str | Path, program: str = PROGRAM) -> list[str | Path]:
    return [sys.executable, "-c", program, "geocode", *arguments]


def run(environment: dict[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_summary_is_all_that_standard_output_holds(environment: dict[str, str], source: Path) -> None:
    out = source.with_name("out.csv")
    result = run(environment, source, "-o", out)
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        f"{out}: 600 Zeilen",
        "  598 auf das Haus genau",
        "    2 auf die Straße genau",
        "    0 auf die Postleitzahl genau",
        "    0 auf die Gemeinde genau",
        "    0 mehrdeutig",
        "    0 nicht gefunden",
        "    0 gescheitert",
    ]
    told = result.stderr.splitlines()
    assert told[0] == "Gelesen wird Straße: „Straße“, PLZ: „PLZ“, Stadt: „Ort“."
    assert told[1] == "Anschriften: 0 von 600"
    assert told[-1] == "Anschriften: 600 von 600"
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_goes_on_where_it_was(
    environment: dict[str, str], source: Path, number: signal.Signals
) -> None:
    whole, out = source.with_name("whole.csv"), source.with_name("out.csv")
    assert run(environment, source, "-o", whole).returncode == 0
    with subprocess.Popen(
        command(source, "-o", out, program=STANDING),
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr
        told = list(iter(lambda: child.stderr.readline().strip(), "steht"))  # type: ignore[union-attr]
        rows = int(told[-1].split()[1])  # what is told is written
        child.send_signal(number)
        last = child.stderr.read()
    left = out.read_bytes()
    assert whole.read_bytes().startswith(left)
    done = left.count(b"\r\n") - 1  # the header is one of them
    assert 200 <= rows <= done < 250
    if number is signal.SIGKILL:
        out.write_bytes(left + whole.read_bytes()[len(left) :][:30])  # as if it had been writing
    else:
        assert child.returncode == 1
        assert f"Abgebrochen; was fertig ist, steht in {out}. Derselbe Aufruf macht dort weiter." in last
    again = run(environment, source, "-o", out)
    assert again.returncode == 0, again.stderr
    assert f"Anschriften: {done} von 600" in again.stderr
    assert out.read_bytes() == whole.read_bytes()
    assert again.stdout.splitlines()[1:] == run(environment, source, "-o", whole).stdout.splitlines()[1:]


def test_what_cannot_be_done_is_told_in_a_sentence(environment: dict[str, str], source: Path) -> None:
    missing = run(environment, source.with_name("fehlt.csv"), "-o", source.with_name("out.csv"))
    same = run(environment, source, "-o", source)
    no_output = run(environment, source)
    wrong = run(environment, source, "-o", source.with_name("out.csv"), "--column", "Ort")
    assert [each.returncode for each in (missing, same, no_output, wrong)] == [1, 1, 2, 1]
    assert "lässt sich nicht lesen" in missing.stderr
    assert "ist die Eingabe selbst" in same.stderr
    assert "Es fehlt die Option --output" in no_output.stderr
    assert "„Ort“ nennt keine Spalte" in wrong.stderr
    for each in (missing, same, no_output, wrong):
        assert each.stdout == ""
        assert "Traceback" not in each.stderr
    assert not source.with_name("out.csv").exists()


def test_columns_of_the_same_name_and_a_missing_register_are_told(
    environment: dict[str, str], source: Path, tmp_path: Path
) -> None:
    source.write_text(as_csv([(*HEADER, "lat"), (*REICHSWEG, "")]), "utf-8")
    environment["TOURKARTE_REGISTER_FILE"] = str(tmp_path / "fehlt.sqlite")
    result = run(environment, source, "-o", tmp_path / "out.csv")
    assert result.returncode == 0, result.stderr
    assert "Eine Spalte „lat“ gibt es schon; die neue heißt „lat_2“." in result.stderr
    assert "Ohne Adressregister sind nur wenige Häuser bekannt" in result.stderr


def test_failed_rows_are_told_and_tried_again(environment: dict[str, str], source: Path) -> None:
    out = source.with_name("out.csv")
    source.write_text(as_csv([HEADER, ("A", "Reichsweg 7", "52068", "Aachen")]), "utf-8")
    nobody = {
        "TOURKARTE_REGISTER_FILE": str(source.with_name("fehlt.sqlite")),
        "TOURKARTE_GEOCODERS": "photon",
        "TOURKARTE_PHOTON_URL": "http://127.0.0.1:9",
        "TOURKARTE_GEOCODER_CONTACT": "redaktion@example.org",
        "no_proxy": "*",
    }
    result = run(environment | nobody, source, "-o", out)
    assert result.returncode == 0, result.stderr
    assert "1 Zeilen sind gescheitert" in result.stdout
    assert "--retry-failed" in result.stdout
    assert "1 gescheitert" in run(environment, source, "-o", out).stdout
    again = run(environment, source, "-o", out, "--retry-failed")
    assert again.returncode == 0, again.stderr
    assert "Noch einmal: 1 von 1" in again.stderr
    assert "1 auf das Haus genau" in again.stdout
    assert "gescheitert, weil" not in again.stdout


def test_a_terminal_sees_a_bar_with_the_time_left(environment: dict[str, str], source: Path) -> None:
    terminal, other = pty.openpty()
    with subprocess.Popen(
        command(source, "-o", source.with_name("out.csv")),
        cwd=ROOT,
        env=environment | {"TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=other,
        stdin=other,
        text=True,
    ) as child:
        os.close(other)
        shown = b""
        try:
            while piece := os.read(terminal, 65_536):
                shown += piece
        except OSError:  # how Linux says that nobody writes there any more
            pass
        assert child.stdout
        out = child.stdout.read()
    os.close(terminal)
    assert "598 auf das Haus genau" in out
    assert "\x1b" not in out
    for told in ("Anschriften", "━", "600/600", "noch"):
        assert told.encode() in shown
