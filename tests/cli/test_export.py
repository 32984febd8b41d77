from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import typer

from tests.cli.desk import HERNE, TOUR, call, works
from tourkarte.cli import app
from tourkarte.export import formats
from tourkarte.selection import PARAMETERS

if TYPE_CHECKING:
    from pathlib import Path


def rows(told: str) -> list[str]:
    return [line.split(",")[0] for line in told.splitlines()[1:]]


@pytest.mark.parametrize(
    ("options", "towns"),
    [
        ([], ["aachen", "muenster", "herne", "bielefeld", "wesel", "schwelm"]),
        (["--stadt", "Herne", "--stadt", "Wesel"], ["herne", "wesel"]),
        (["--von", "2017-08-03", "--bis", "2017-08-03"], ["herne", "bielefeld"]),
        (["--bezirk", "Arnsberg"], ["herne", "schwelm"]),
        (["--kreis", "05170"], ["wesel"]),
        (["--status", "geplant", "--suche", "rathaus"], ["bielefeld"]),
        (["--tour", TOUR, "--status", "abgesagt"], []),
    ],
)
def test_what_is_selected_goes_out(options: list[str], towns: list[str]) -> None:
    assert rows(works("export", "--format", "csv", *options)) == [f"{TOUR}-{town}" for town in towns]


def test_every_parameter_of_a_selection_is_an_option() -> None:
    command = typer.main.get_group(app).commands["export"]
    assert {f"--{name}" for name in PARAMETERS} <= {option for each in command.params for option in each.opts}


@pytest.mark.parametrize("name", formats())
def test_every_format_is_written_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "termine"
    assert works("export", "--format", name, "-o", path) == ""
    result = call("export", "--format", name)
    assert result.stdout_bytes == path.read_bytes()
    assert len(path.read_bytes()) > 500


def test_what_was_just_changed_goes_out() -> None:
    works("cancel", HERNE)
    assert rows(works("export", "--format", "csv", "--status", "abgesagt")) == [HERNE]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--format", "pdf"], "„pdf“ ist kein Format; erlaubt sind „xlsx“ (Excel-Tabelle), "),
        (["--format", "csv", "--stadt", "Hern"], "Stadt „Hern“ gibt es hier nicht; gemeint: „Herne“?"),
        (["--format", "csv", "--von", "morgen"], "Den Tag „morgen“ („von“) gibt es nicht"),
        (["--format", "csv", "--tour", "a", "--tour", "b"], "Die Option --tour steht mehrmals da"),
        (["--format", "csv", "--von", "2017-08-04", "--bis", "2017-08-02"], "liegt vor 2017-08-04"),
        ([], "Es fehlt die Option --format."),
    ],
)
def test_half_a_filter_is_a_wrong_call(options: list[str], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "termine.csv"
    result = call("export", *options, "-o", path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert not path.exists()


def test_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    result = call("export", "--format", "csv", "-o", tmp_path / "fehlt" / "termine.csv")
    assert result.exit_code == 1
    assert "lässt sich nicht schreiben (die Datei oder ihren Ordner gibt es nicht)" in result.stderr
