from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.intake.documents.samples import FILES, mail
from tests.intake.tables.cases import FOLDER, NAMES, expected
from tourkarte.cli import app

if TYPE_CHECKING:
    from pathlib import Path

RUNNER = CliRunner()


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_read_as_documents_are(name: str) -> None:
    result = RUNNER.invoke(app, ["parse", str(FOLDER / name), "--json"])
    assert result.exit_code == 0
    titles = [draft.get("title") for draft in expected(name)["drafts"]]
    assert [each["title"] for each in json.loads(result.stdout)["appointments"]] == titles


def test_programs_get_the_mapping_and_all_that_a_row_says(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Wann;Was;Ort;Breite;Länge;Stand\n02.08.2017;Rundgang;Aachen;50,77;6,1;verschoben\n", encoding="utf-8"
    )
    result = RUNNER.invoke(app, ["parse", str(path), "--json"])
    document = json.loads(result.stdout)
    (table,) = document["tables"]
    assert (table["file"], table["table"], table["kind"], table["sheet"]) == (str(path), "liste.csv", "csv", None)
    columns = {each["field"]: each for each in table["columns"]}
    assert columns["date"]["column"] == "Wann"
    assert 0 < columns["date"]["confidence"] <= 1
    (appointment,) = document["appointments"]
    told = ("lat", "lon", "precision", "status", "id", "row", "table", "moved", "end_date")
    assert [appointment[key] for key in told] == [
        *(50.77, 6.1, "manual", "moved", None),
        *(2, "liste.csv", True, None),
    ]
    text = "\n" + "Wann | Was"
    assert appointment["spans"]["date"][0]["start"] > len(text)


@pytest.mark.parametrize("form", ["text", "table"])
def test_people_see_which_column_is_which(form: str) -> None:
    result = RUNNER.invoke(app, ["parse", str(FOLDER / "problems.csv"), "--format", form])
    assert result.exit_code == 0
    assert result.stdout.startswith("Feld ")
    assert "Nicht gelesen: problems.csv, Zeile 3, Feld „Datum“: „31.02.2017“ ist kein Datum" in result.stdout


def test_a_column_is_named_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Am;Dings;Ort\n02.08.2017;Rundgang;Aachen\n", "utf-8")
    options = ["--column", "datum=Am", "--column", "titel=Dings"]
    result = RUNNER.invoke(app, ["parse", str(path), "--json", *options])
    assert [each["title"] for each in json.loads(result.stdout)["appointments"]] == ["Rundgang"]
    assert RUNNER.invoke(app, ["parse", "-", *options], input=path.read_bytes()).exit_code == 0


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        (b"Am;Dings\n1;2\n", [], "hat keine Kopfzeile"),
        (b"Datum;Titel\n", [], "kein Termin"),
        (b"Datum;Titel\nx;A\n", [], "„x“ ist kein Datum"),
        (b"Datum;Titel\n02.08.2017;A\n", ["--column", "datum=Wann"], "Eine Spalte „Wann“ gibt es nicht"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, options: list[str], reason: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    result = RUNNER.invoke(app, ["parse", str(path), *options])
    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr


def test_formats_that_cannot_be_mistaken_show_no_columns() -> None:
    for name in ("outlook.ics", "map.geojson"):
        result = RUNNER.invoke(app, ["parse", str(FOLDER / name)])
        assert result.stdout.startswith(f"{FOLDER / name}: ")
        (table,) = json.loads(RUNNER.invoke(app, ["parse", "--json", str(FOLDER / name)]).stdout)["tables"]
        assert "date" in {each["field"] for each in table["columns"]}


@pytest.mark.parametrize("name", ["einladung.txt", "einladung.pdf", "einladung.docx", "mail.eml"])
def test_columns_are_for_tables(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    text = "Am 2. August 2017, 10 Uhr: Empfang, Markt 1, 52062 Aachen.\n"
    made = {"einladung.txt": text.encode(), "mail.eml": mail(text).as_bytes()}
    path.write_bytes(made.get(name) or (FILES / name).read_bytes())
    assert RUNNER.invoke(app, ["parse", str(path)]).exit_code == 0
    result = RUNNER.invoke(app, ["parse", str(path), "--column", "datum=Tag"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{path}: „{name}“ ist keine Tabelle mit der Spalte „Tag“; „--column“ gilt nur für Tabellen wie CSV und Excel. "
        "Bitte ohne „--column“ einlesen.\n"
    )


def test_what_cannot_be_read_at_all_is_refused_for_that(tmp_path: Path) -> None:
    path = tmp_path / "liste.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = RUNNER.invoke(app, ["parse", str(path), "--column", "datum=Tag"])
    assert result.exit_code == 1
    assert "Bitte als XLSX oder CSV speichern." in result.stderr
