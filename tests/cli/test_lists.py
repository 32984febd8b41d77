from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.desk import HERNE, TOUR, call, change_in, works
from tourkarte.settings import settings
from tourkarte.store import installed

if TYPE_CHECKING:
    from pathlib import Path


def test_the_tours_are_listed_with_what_became_of_their_appointments() -> None:
    works("cancel", HERNE)
    works("move", "sommertour-2017-wesel", "--date", "2017-08-11")
    (line,) = works("tours").splitlines()
    assert line.split("  ") == [
        TOUR,
        "Sommertour 2017",
        "14 Besuche geplant",
        "Termine: 5 geplant, 1 abgesagt, 1 verschoben",
        "02.08.2017 bis 11.08.2017",
    ]
    (facts,) = json.loads(works("tours", "--json"))
    assert (facts["id"], facts["first"], facts["last"]) == (TOUR, "2017-08-02", "2017-08-11")
    assert facts["appointments"] == {"scheduled": 5, "cancelled": 1, "moved": 1}


def test_a_tour_is_added_and_the_addition_undone() -> None:
    told = works("tours", "add", "Wintertour  2018", "--planned", "5", "--subtitle", "Im Schnee")
    assert told.startswith("Tour „Wintertour 2018“ (wintertour-2018) angelegt. Änderung ")
    _, winter = json.loads(works("tours", "--json"))
    assert (winter["id"], winter["planned"], winter["subtitle"]) == ("wintertour-2018", 5, "Im Schnee")
    assert "wintertour-2018  Wintertour 2018  5 Besuche geplant" in works("tours")
    works("undo", str(change_in(told)))
    assert "wintertour" not in works("tours")


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (["Sommertour 2017"], 1, "Eine Tour „Sommertour 2017“ gibt es schon."),
        (["!!!"], 1, "Eine Tour braucht einen Titel"),
        (["x\x00y".replace("\x00", "\x07")], 2, "Steuerzeichen"),
        (["Tour", "--planned", "-1"], 2, "--planned muss mindestens 0 sein."),
        (["Tour", "--planned", "viele"], 2, "--planned muss eine ganze Zahl sein."),
        ([], 2, "Es fehlt die Angabe TITEL."),
    ],
)
def test_what_is_no_tour_is_told(arguments: list[str], code: int, reason: str) -> None:
    result = call("tours", "add", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert reason in result.stderr


def test_the_appointments_are_listed_in_order_of_time() -> None:
    works("edit", HERNE, "beginn=")
    works("move", "sommertour-2017-wesel", "--date", "2017-08-11")
    lines = works("appointments").splitlines()
    assert [line.split()[1] for line in lines] == sorted(line.split()[1] for line in lines)
    assert lines[2].startswith(f"{HERNE} ")
    assert "verschoben auf sommertour-2017-wesel-11-08" in lines[4]
    found = json.loads(works("appointments", "--tour", TOUR, "--json"))
    assert len(found) == 7
    assert {"id", "revision", "date", "start", "status", "lat"} <= set(found[0])


def test_only_one_tour_is_listed_if_it_is_named() -> None:
    works("tours", "add", "Wintertour 2018")
    assert works("appointments", "--tour", "wintertour-2018").startswith("Noch ist kein Termin veröffentlicht; ")
    assert json.loads(works("appointments", "--tour", "wintertour-2018", "--json")) == []
    result = call("appointments", "--tour", "herbsttour")
    assert result.exit_code == 2
    assert "es gibt „sommertour-2017“ (Sommertour 2017), „wintertour-2018“ (Wintertour 2018)." in result.stderr


@pytest.mark.parametrize(
    "command", [["tours"], ["appointments"], ["log"], ["undo", "1"], ["export", "--format", "csv"]]
)
def test_a_database_that_cannot_be_used_is_one_sentence(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fremd.sqlite"
    path.write_bytes(b"Sehr geehrte Damen und Herren" * 100)
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", f"sqlite:///{path}")
    settings.cache_clear()
    installed.store.cache_clear()
    result = call(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "die Datei ist keine Datenbank" in result.stderr
