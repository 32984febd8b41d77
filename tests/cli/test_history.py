from __future__ import annotations

import json

import pytest

from tests.cli.desk import HERNE, TOUR, call, change_in, works
from tourkarte.cli.session import author_name


def test_the_log_shows_the_latest_first_with_author_and_number() -> None:
    works("cancel", HERNE, "--author", "Frau Weiß")
    told = works("remove", HERNE, "--author", "Herr Kurz")
    undone = works("undo", str(change_in(told)), "--author", "Frau Weiß")
    lines = works("log").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{change_in(undone)}  ")
    assert lines[0].endswith("  Frau Weiß  Rückgängig: Termin „Kommunales Integrationszentrum Stadt Herne“ gelöscht")
    assert lines[1].endswith(f"  (zurückgenommen mit {change_in(undone)})".replace("  (", " ("))
    assert "Erste Daten angelegt" in lines[-1]
    assert len(works("log", "-n", "2").splitlines()) == 2


def test_the_log_of_an_appointment_shows_its_fields() -> None:
    works("edit", "sommertour-2017-aachen", "raum=Aula")
    works("cancel", HERNE, "--note", "Sturm")
    told = works("log", HERNE)
    assert "Aachen" not in told
    assert "    Stand: geplant → abgesagt\n    Hinweis: – → Sturm\n" in told
    assert told.endswith("    angelegt\n")
    assert "Erste Daten angelegt" in works("log", TOUR)


def test_what_is_gone_has_a_log_too() -> None:
    works("remove", HERNE)
    assert "gelöscht: nein → ja" in works("log", HERNE)


def test_programs_get_the_log_as_json() -> None:
    number = change_in(works("cancel", HERNE))
    first = json.loads(works("log", HERNE, "--json"))[0]
    assert (first["id"], first["action"], first["undone_by"], first["revision"]) == (number, "cancel", None, 2)
    assert first["fields"] == [{"field": "status", "before": "scheduled", "after": "cancelled"}]
    assert first["at"].endswith("+00:00")
    assert "fields" not in json.loads(works("log", "--json"))[0]


def test_an_unknown_id_has_no_log() -> None:
    result = call("log", "herne")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"„herne“ ist weder ein Termin noch eine Tour oder ein Dokument; gemeint ist vielleicht „{HERNE}“.\n"
    )


def test_undoing_twice_says_how_to_do_it_again() -> None:
    number = change_in(works("cancel", HERNE))
    again = change_in(works("undo", str(number)))
    result = call("undo", str(number))
    assert result.exit_code == 1
    assert f"ist schon zurückgenommen; „tourkarte undo {again}“ macht sie wieder." in result.stderr
    works("undo", str(again))
    assert "abgesagt" in works("appointments")


@pytest.mark.parametrize(
    ("number", "code", "reason"),
    [
        ("99", 1, "Eine Änderung 99 gibt es nicht; „tourkarte log“ zeigt die letzten."),
        ("1", 1, "Der Anfangsbestand lässt sich nicht zurücknehmen."),
        ("eins", 2, "NUMMER muss eine ganze Zahl sein."),
    ],
)
def test_what_cannot_be_undone_is_told(number: str, code: int, reason: str) -> None:
    works("appointments")
    result = call("undo", number)
    assert (result.exit_code, result.stdout) == (code, "")
    assert reason in result.stderr


def test_what_was_changed_again_is_not_undone() -> None:
    number = change_in(works("edit", HERNE, "raum=Aula"))
    works("edit", HERNE, "raum=Foyer", "--author", "Herr Kurz")
    result = call("undo", str(number))
    assert result.exit_code == 1
    assert "Dasselbe wurde danach in Raum noch einmal geändert von Herr Kurz" in result.stderr


def test_the_author_is_who_is_named_else_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "weiss")
    assert author_name("  Frau   Weiß ") == "Frau Weiß"
    assert author_name(None) == author_name(" ") == "weiss"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert author_name(None) == "Kommandozeile"


def test_an_author_is_readable() -> None:
    result = call("cancel", HERNE, "--author", "x\x1b[31m")
    assert result.exit_code == 2
    assert "Steuerzeichen" in result.stderr
