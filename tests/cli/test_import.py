from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.desk import HERNE, INVITATION, TOUR, appointment, appointments, call, change_in, changes, works
from tourkarte.model import Status
from tourkarte.store.installed import store
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_on_both")


@pytest.fixture
def invitation(tmp_path: Path) -> Path:
    path = tmp_path / "einladung.md"
    shutil.copy(INVITATION, path)
    return path


def corrected(path: Path, *pairs: tuple[str, str]) -> Path:
    """Return a corrected version of a document; each pair must change something."""
    text = path.read_text("utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    target = path.with_stem("berichtigt")
    target.write_text(text, "utf-8")
    return target


def documents() -> list[DocumentRecord]:
    with store().read() as reader:
        return reader.all(DocumentRecord)


def test_a_file_lies_on_the_desk_and_nothing_is_published(invitation: Path) -> None:
    works("appointments")
    before = appointments()
    told = works("import", invitation)
    (document,) = documents()
    assert (document.name, document.tour, document.state) == ("einladung.md", TOUR, DocumentState.OPEN)
    assert told.startswith(f"{invitation}: für die Tour „{TOUR}“\n")
    assert f"Liegt in der Redaktion (Dokument {document.id}), noch nicht veröffentlicht" in told
    assert appointments() == before


def test_a_dry_run_says_the_same_and_writes_nothing(invitation: Path) -> None:
    works("appointments")
    before = changes()
    dry = works("import", invitation, "--dry-run", "--publish", "--cancel-missing")
    assert dry.endswith("Nur gezeigt; nichts wurde gespeichert.\n")
    assert (changes(), documents()) == (before, [])
    assert works("import", invitation).splitlines()[:-1] == dry.splitlines()[:-1]


def test_publishing_a_correction_updates_and_shows_what_changes(invitation: Path) -> None:
    works("import", invitation, "--publish")
    told = works("import", corrected(invitation, ("**10:00 Uhr:**", "**12:00 Uhr:**")), "--publish", "--author", "Weiß")
    assert "0 neu, 1 geändert, 5 unverändert." in told
    assert f"    Termin: {HERNE}\n    Beginn: 10:00 Uhr → 12:00 Uhr\n" in told
    assert len(appointments()) == 6
    assert appointment().start is not None
    assert appointment().start.hour == 12  # type: ignore[union-attr]
    with store().read() as reader:
        change = reader.change_of(change_in(told))
    assert change is not None
    assert change.author == "Weiß"
    works("undo", str(change.id))
    assert appointment().start.hour == 10  # type: ignore[union-attr]


def test_the_same_file_is_not_read_twice_and_can_then_be_published(invitation: Path) -> None:
    works("import", invitation)
    told = works("import", invitation, "--publish")
    assert "Genau diese Datei liegt schon in der Redaktion; sie wurde nicht noch einmal eingelesen.\n" in told
    (document,) = documents()
    assert document.state is DocumentState.PUBLISHED
    told = works("import", invitation)
    assert "Genau diese Datei wurde schon einmal veröffentlicht.\n" in told
    assert "0 neu, 0 geändert, 6 unverändert." in told


def test_what_a_correction_no_longer_names_is_cancelled_only_if_wished(invitation: Path) -> None:
    works("import", invitation, "--publish")
    text = invitation.read_text("utf-8")
    start = text.index("**14:00 Uhr:** **Kommunales Integrationszentrum Stadt Bielefeld")
    passage = text[start : text.index("**04.08.2017**", start)]
    shorter = corrected(invitation, (passage, ""))
    told = works("import", shorter)
    assert "  fehlt        Do, 3. August 2017, 14:00 Uhr, " in told
    assert "1 nicht mehr genannt." in told
    assert appointment("sommertour-2017-bielefeld").status is Status.SCHEDULED
    told = works("import", shorter, "--publish", "--cancel-missing")
    assert "veröffentlicht, 1 abgesagt. Änderung" in told
    assert appointment("sommertour-2017-bielefeld").status is Status.CANCELLED


def test_what_stands_in_the_way_is_told_and_nothing_is_published(tmp_path: Path) -> None:
    path = tmp_path / "termine.csv"
    path.write_text("Datum;Titel;PLZ;Stadt\n2017-08-07;Besuch;50667;Köln\n", "utf-8")
    works("import", path)
    with store().write("Test", "review", "Titel entfernt") as transaction:
        (draft,) = transaction.all(DraftRecord)
        transaction.edit(DraftRecord, draft.id, draft.revision, title=None)
    result = call("import", path, "--publish")
    assert result.exit_code == 1
    assert f"{path}: nicht veröffentlicht, denn so geht es nicht:\n" in result.stderr
    assert "  Termin 1 („ohne Titel“), Titel: Es fehlt der Titel; " in result.stderr
    assert "    so nicht: Titel: Es fehlt der Titel; " in result.stdout
    assert len(appointments()) == 6
    as_json = call("import", path, "--publish", "--json")
    assert as_json.exit_code == 1
    document = json.loads(as_json.stdout)["documents"][0]
    assert document["appointments"][0]["problems"][0]["field"] == "title"
    assert document["change"] is None


def test_programs_get_nothing_but_json(invitation: Path, tmp_path: Path) -> None:
    missing = tmp_path / "fehlt.txt"
    result = call("import", invitation, missing, "--json", "--publish")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["warnings"] == [f"{missing}: Diese Datei gibt es nicht. Bitte Namen und Ordner prüfen."]
    (document,) = found["documents"]
    assert document["file"] == str(invitation)
    assert (document["again"], document["published_before"], document["missing"]) == (False, False, [])
    assert len(document["appointments"]) == 6
    first = document["appointments"][0]
    assert (first["kind"], first["id"], first["draft"]["city"]) == ("changed", "sommertour-2017-aachen", "Aachen")
    assert first["changes"] == [{"field": "people", "before": None, "after": "Serap Güler"}]
    with store().read() as reader:
        assert reader.change_of(document["change"])


def test_several_files_are_brought_one_after_the_other(invitation: Path, tmp_path: Path) -> None:
    table = tmp_path / "termine.csv"
    table.write_text("Tag der Reise;Titel;Stadt\n2017-08-07;Besuch im Rathaus;Köln\n", "utf-8")
    result = call("import", table, invitation, "--publish", "--column", "titel=Titel", "--tour", TOUR)
    assert result.exit_code == 1  # the columns are of tables only
    assert f"{invitation}: „einladung.md“ ist keine Tabelle" in result.stderr
    assert "[2/2]" in result.stderr
    assert [each.city for each in appointments() if each.date.day == 7] == ["Köln"]


def test_standard_input_is_read() -> None:
    told = works("import", "-", "--publish", given=INVITATION.read_bytes())
    assert told.startswith(f"-: für die Tour „{TOUR}“\n")
    assert [document.name for document in documents()] == ["Standardeingabe"]


def test_an_unknown_tour_is_a_wrong_call_with_the_tours_that_there_are(invitation: Path) -> None:
    result = call("import", invitation, "--tour", "wintertour")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Fehler: Die Tour „wintertour“ gibt es nicht; es gibt „{TOUR}“ (Sommertour 2017).\n" in result.stderr
    assert documents() == []


def test_of_several_tours_one_must_be_named(invitation: Path) -> None:
    works("tours", "add", "Wintertour 2018")
    result = call("import", invitation)
    assert result.exit_code == 1
    assert "Es ist nicht klar, für welche Tour die Termine sind" in result.stderr
    told = works("import", invitation, "--tour", "wintertour-2018", "--publish")
    assert "6 neu, 0 geändert, 0 unverändert." in told
    assert len(appointments()) == 12


def test_cancelling_without_publishing_is_a_wrong_call(invitation: Path) -> None:
    result = call("import", invitation, "--cancel-missing")
    assert result.exit_code == 2
    assert "--cancel-missing gilt nur zusammen mit --publish." in result.stderr
