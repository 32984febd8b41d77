"""Calling a service from the desk: who comes too late is told so, and what a session made is known to be its own."""

from __future__ import annotations

import pytest

from tests.ui.desk import HERNE, field, get, run, said
from tests.ui.reviews import ERIKA, on_the_desk, press, review
from tourkarte.desk import editing
from tourkarte.store.installed import store
from tourkarte.store.records import DocumentRecord

pytestmark = pytest.mark.usefixtures("signed_in")
TABLE = "redaktion_termine.py"
LATE = "wurde inzwischen von Erika geändert"


def test_a_button_that_comes_too_late_says_so() -> None:
    document = on_the_desk()
    app = review(document)
    with store().write(ERIKA, "test", "umbenannt") as transaction:
        transaction.edit(DocumentRecord, document, 1, name="b.txt")
    press(app, "discard")
    assert LATE in said(app)


def test_a_namesakes_change_of_an_appointment_is_somebody_elses() -> None:
    app = run(TABLE, termin=HERNE)
    seen = get(HERNE)
    editing.edit_appointment(store(), HERNE, seen.revision, author=ERIKA, room="7")
    app.run()
    assert "Inzwischen von Erika geändert" in said(app)
    assert field(app, "Raum").value == (seen.room or "")


def test_a_namesakes_change_in_the_table_is_somebody_elses() -> None:
    app = run(TABLE)
    editing.edit_appointment(store(), HERNE, get(HERNE).revision, author=ERIKA, room="7")
    app.run()
    assert "die Tabelle zeigt noch den Stand davor" in said(app)


def test_what_this_session_did_is_its_own() -> None:
    app = run(TABLE, termin=HERNE)
    field(app, "Raum").set_value("7")
    press(app, "save")
    assert get(HERNE).room == "7"
    field(app, "Raum").set_value("8")
    press(app, "save")
    assert get(HERNE).room == "8"
    assert "Inzwischen" not in said(app)
