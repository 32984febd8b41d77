from __future__ import annotations

import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from tourkarte.cli.progress import announced, counting

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PROGRAM = (
    "from tourkarte.cli.progress import announced; import typer\n"
    "for name in announced([f'datei{n}.txt' for n in range(30)]): typer.echo(f'{name}: fehlt', err=True)\n"
    "typer.echo('fertig')"
)


def test_lines_are_told_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"{number}.txt" for number in range(1, 31)]
    assert list(announced(names)) == names
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [f"[{number}/30] {number}.txt" for number in range(1, 31)]


def test_a_file_alone_needs_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(announced(["a.txt"])) == ["a.txt"]
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_a_bar_and_standard_output_stays_clean(tmp_path: Path) -> None:
    out = tmp_path / "out"
    terminal, other = pty.openpty()
    with out.open("wb") as stdout:
        run = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=stdout, stderr=other, stdin=other)
        os.close(other)
        shown = b""
        try:
            while piece := os.read(terminal, 65_536):
                shown += piece
        except OSError:  # how Linux says that nobody writes there any more
            pass
        assert run.wait() == 0
    os.close(terminal)
    assert out.read_text("utf-8") == "fertig\n"
    assert shown.count(b": fehlt") == 30
    assert "━".encode() in shown
    assert b"30/30" in shown


def test_counting_is_shown_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting("Orte suchen") as tell:
        assert tell is None
    assert capsys.readouterr() == ("", "")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with counting("Orte suchen") as tell:
        assert tell is not None
        tell(3, 6)
    told = capsys.readouterr()
    assert "3/6" in told.err
    assert told.out == ""
