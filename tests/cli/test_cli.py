from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tourkarte.cli import app
from tourkarte.settings import settings

SAMPLE = settings().data_dir / "invitation.md"
RUNNER = CliRunner()
TOURKARTE = Path(sys.executable).with_name("tourkarte")
KEYS = {
    *("date", "start", "end", "title", "venue", "room", "street", "postal_code", "city", "cancelled", "source"),
    *("doubts", "centre", "spans", "end_date", "moved", "people"),
}


def test_the_command_prints_nothing_but_json_and_starts_fast() -> None:
    begin = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime  # what others do on the machine does not count
    run = subprocess.run([TOURKARTE, "parse", SAMPLE, "--json"], capture_output=True, check=True)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begin < 5  # about half a second
    assert run.stderr == b""
    document = json.loads(run.stdout)
    assert set(document) == {"appointments", "documents", "warnings"}
    assert len(document["appointments"]) == 6
    first = document["appointments"][0]
    assert set(first) == KEYS
    assert first["start"] == "11:00"
    assert first["end"] is None
    text = SAMPLE.read_text("utf-8")
    street = first["spans"]["street"][0]
    assert text[street["start"] : street["end"]] == first["street"]
    assert first["street"] in text[first["source"]["start"] : first["source"]["end"]]


def test_nothing_heavy_is_imported_for_reading() -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from tourkarte.cli import app; "
        f"CliRunner().invoke(app, ['parse', {str(SAMPLE)!r}]); "
        "print([name for name in ('pandas', 'shapely', 'streamlit', 'folium', 'geopy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_people_get_a_list_with_lines() -> None:
    result = RUNNER.invoke(app, ["parse", str(SAMPLE)])
    assert result.exit_code == 0
    assert "6 Termine" in result.stdout
    assert "Mi 02.08.2017, 11:00 Uhr" in result.stdout
    assert "Nadelfabrik, Reichsweg 30, 52068 Aachen" in result.stdout
    assert "gelesen aus Zeile " in result.stdout


def test_people_get_a_table() -> None:
    result = RUNNER.invoke(app, ["parse", str(SAMPLE), "--format", "table"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 3 + 6
    assert "Datum" in result.stdout


def test_doubts_and_unread_passages_are_told(tmp_path: Path) -> None:
    path = tmp_path / "zweifel.txt"
    path.write_text(
        "Montag, 3. März 2020, 10 Uhr: Empfang, Rathausplatz 1, 52062 Aachen\n\nAm 9. Mai 2020 ist Jubiläum.\n", "utf-8"
    )
    result = RUNNER.invoke(app, ["parse", str(path)])
    assert "prüfen: Datum: Der 03.03.2020 ist ein Dienstag, im Text steht Montag." in result.stdout
    assert "Nicht als Termin gelesen, Zeile 3: „Am 9. Mai 2020 ist Jubiläum.“" in result.stdout


def test_standard_input_is_read() -> None:
    result = RUNNER.invoke(app, ["parse", "-", "--json"], input=SAMPLE.read_bytes())
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["appointments"]) == 6


def test_the_date_of_an_email_says_the_year(tmp_path: Path) -> None:
    path = tmp_path / "einladung.eml"
    path.write_bytes(
        b"From: presse@example.org\r\nSubject: Einladung\r\nDate: Thu, 28 Nov 2024 09:00:00 +0100\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\n"
        b"Mittwoch, 15. Januar, 10 Uhr: Empfang, Rathausplatz 1, 52062 Aachen\r\n"
    )
    result = RUNNER.invoke(app, ["parse", str(path), "--json"])
    assert result.exit_code == 0, result.stderr
    (appointment,) = json.loads(result.stdout)["appointments"]
    assert (appointment["date"], appointment["city"]) == ("2025-01-15", "Aachen")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "gibt es nicht"),
        (b"", "ist leer"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "ein Bild"),
        (bytes(range(256)) * 4, "keine Textdatei"),
        (b"Nichts steht hier.\n", "kein Termin"),
        (b"Am 3. Mai 2020 war etwas.\n", "Nicht als Termin gelesen, Zeile 1"),
    ],
    ids=["missing", "empty", "picture", "binary", "no appointment", "only a day"],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_cannot_be_read_is_told_on_stderr(
    tmp_path: Path, content: bytes | None, reason: str, options: list[str]
) -> None:
    path = tmp_path / "einladung.txt"
    if content is not None:
        path.write_bytes(content)
    result = RUNNER.invoke(app, ["parse", str(path), *options])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path}: ")
    assert reason in result.stderr
    assert "Traceback" not in result.stderr
    if options:
        assert json.loads(result.stdout) == {
            "appointments": [],
            "documents": [],
            "warnings": [result.stderr.rstrip("\n")],
        }
    else:
        assert result.stdout == ""


def test_a_folder_is_refused(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["parse", str(tmp_path)])
    assert result.exit_code == 1
    assert "Ordner" in result.stderr


def test_several_files_show_progress_and_the_rest_is_read(tmp_path: Path) -> None:
    missing = tmp_path / "fehlt.txt"
    result = RUNNER.invoke(app, ["parse", str(missing), str(SAMPLE), "--json"])
    assert result.exit_code == 1
    document = json.loads(result.stdout)
    assert len(document["appointments"]) == 6
    assert document["appointments"][0]["source"]["file"] == str(SAMPLE)
    assert f"[2/2] {SAMPLE}" in result.stderr
    (warning,) = document["warnings"]
    assert warning.startswith(f"{missing}: Diese Datei gibt es nicht.")
    assert warning in result.stderr


def test_check_finds_no_problem_in_the_data() -> None:
    result = RUNNER.invoke(app, ["check"])
    assert result.exit_code == 0, result.stderr
    assert "in Ordnung" in result.stdout


def test_check_names_each_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(tmp_path))
    settings.cache_clear()
    try:
        result = RUNNER.invoke(app, ["check"])
    finally:
        settings.cache_clear()
    assert result.exit_code == 1
    assert "tours.csv" in result.stderr
    assert f"Fehler in {tmp_path}" in result.stderr
