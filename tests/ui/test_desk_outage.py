"""The desk while its database is gone: a sentence, nothing that was typed is lost, and it goes on by itself."""

from __future__ import annotations

import pytest

from tests.ui.desk import field, run, said
from tests.ui.reviews import INTAKE, REVIEW, TEXT, changes, choose, drafts, gone, on_the_desk, press, review
from tourkarte.web import loaded as kept

pytestmark = pytest.mark.usefixtures("signed_in")
WAITS = "Die Datenbank antwortet gerade nicht."


def test_the_review_stays_and_what_is_typed_is_saved_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    document = on_the_desk()
    app = review(document)
    choose(app, drafts(document)[1])
    before = changes()
    with gone(monkeypatch):
        field(app, "Raum").set_value("12").run()
        assert not app.exception
        assert WAITS in said(app)
        assert "Noch nicht gespeichert: Raum" in "".join(text.value for text in app.markdown)
        app.button(key="publish").click().run()
        assert not app.exception
        assert "antwortet nicht" in app.error[0].value
        assert field(app, "Raum").value == "12"
        app.run()
        assert field(app, "Raum").value == "12"
    app.run()
    assert WAITS not in said(app)
    assert changes() == before
    assert field(app, "Raum").value == "12"
    press(app, "save-draft")
    assert drafts(document)[1].room == "12"
    assert not app.error


def test_pasted_text_stays_and_is_read_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(INTAKE)
    with gone(monkeypatch):
        app.text_area[0].set_value(TEXT)
        next(button for button in app.button if button.label == "Text lesen").click().run()
        assert not app.exception
        assert "antwortet nicht" in app.error[0].value
        assert WAITS in said(app)
        assert app.text_area[0].value == TEXT
    app.run()
    next(button for button in app.button if button.label == "Text lesen").click().run()
    assert app.title[0].value == "Prüfen"


@pytest.mark.parametrize(
    "page", [INTAKE, REVIEW, "redaktion_termine.py", "redaktion_touren.py", "redaktion_verlauf.py"]
)
def test_whoever_comes_while_it_is_gone_is_told_in_a_sentence(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.loaded()
    with gone(monkeypatch):
        app = run(page, dokument="d")
        assert "antwortet nicht" in app.error[0].value
    app.run()
    assert not app.error
