from __future__ import annotations

import pytest

from tourkarte.intake.tables import RowDraft, read_table
from tourkarte.intake.tables import remarks as module
from tourkarte.intake.tables.remarks import about_remarks
from tourkarte.model import Doubt, Status


def first(table: str) -> RowDraft:
    return read_table(table.encode(), "liste.csv").drafts[0]


@pytest.mark.parametrize(
    ("remark", "question"),
    [
        ("abgesagt", "findet der Termin statt?"),
        ("Der Termin entfällt", "findet der Termin statt?"),
        ("verschoben auf 9.8.", "ist der Termin verschoben?"),
    ],
)
def test_what_a_column_of_remarks_calls_off_is_a_doubt(remark: str, question: str) -> None:
    draft = first(f"Datum;Uhrzeit;Titel;Ort;Bemerkung\n02.08.2017;11:00;Empfang;Herne;{remark}\n")
    assert draft.doubts == (Doubt("cancelled", f"In „Bemerkung“ steht „{remark}“; {question}"),)
    assert (draft.status, draft.cancelled, draft.moved) == (Status.SCHEDULED, False, False)


def test_a_column_without_a_heading_may_say_it() -> None:
    draft = first("Datum;Uhrzeit;Titel;Ort\n02.08.2017;11:00;Empfang;Herne;abgesagt\n")
    assert [doubt.reason for doubt in draft.doubts] == [
        "In einer Spalte ohne Überschrift steht „abgesagt“; findet der Termin statt?"
    ]


def test_a_column_that_is_read_may_say_it() -> None:
    draft = first("Datum;Uhrzeit;Titel;Stadt;Raum\n02.08.2017;11:00;Empfang;Herne;abgesagt\n")
    assert [doubt.field for doubt in draft.doubts] == ["cancelled"]


def test_what_is_called_off_anyway_is_not_doubted() -> None:
    draft = first("Datum;Uhrzeit;Titel;Ort;Stand;Bemerkung\n02.08.2017;11:00;A;Herne;abgesagt;abgesagt\n")
    assert (draft.status, draft.doubts) == (Status.CANCELLED, ())


def test_other_remarks_say_nothing() -> None:
    assert list(about_remarks([("Bemerkung", "mit Anmeldung"), ("Zahl", 3), ("", None)])) == []


def test_a_long_remark_is_shown_in_part() -> None:
    (doubt,) = about_remarks([("Notiz", f"{'Vorher. ' * 20}Der Besuch ist abgesagt. {'Danach. ' * 20}")])
    assert "Der Besuch ist abgesagt. Danach." in doubt.reason
    assert len(doubt.reason) < 180
    assert doubt.reason.count("…") == 2


def test_too_much_text_is_not_searched_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TEXT", 50)
    reading = read_table(b"Datum;Titel;Ort;Notiz\n02.08.2017;Empfang;Herne;abgesagt" + b" oder nicht" * 9, "a.csv")
    assert "cancelled" not in {doubt.field for doubt in reading.drafts[0].doubts}
    assert "ob darin Termine abgesagt sind, ist nicht gesucht" in reading.warnings[0]
