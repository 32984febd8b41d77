"""The review of a document at the desk: each draft's form, what can be done with it, and what it says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.frames import HOSTILE
from tests.ui.desk import field, html, run, said
from tests.ui.reviews import (
    BERND,
    ERIKA,
    INTAKE,
    REVIEW,
    TEXT,
    changes,
    choose,
    drafts,
    lay,
    on_the_desk,
    press,
    review,
)
from tourkarte.desk import history, reviewing
from tourkarte.model import Doubt, Media, Status
from tourkarte.store.installed import store
from tourkarte.store.records import DocumentRecord, DraftState

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("signed_in")
DAY = dt.date(2017, 8, 7)


def _type(app: AppTest, label: str, value: Any) -> None:
    """Type into a field and leave it."""
    field(app, label).set_value(value).run()
    assert not app.exception


def _state(document: str) -> str:
    with store().read() as reader:
        return reader.get(DocumentRecord, document).state.value


@pytest.mark.parametrize("page", [INTAKE, REVIEW])
def test_without_a_session_the_desk_asks_and_shows_nothing(signed_in: dict[str, str], page: str) -> None:
    document = on_the_desk()
    signed_in.clear()
    app = run(page, dokument=document)
    assert "/anmelden" in html(app)
    assert not app.button
    assert not app.text_input
    assert "Unna" not in html(app) + said(app)


def test_what_is_typed_after_the_session_ended_is_not_written_and_that_is_said(signed_in: dict[str, str]) -> None:
    document = on_the_desk()
    app = review(document)
    before = changes()
    signed_in.clear()
    _type(app, "Raum", "12")
    assert changes() == before
    assert "abgelaufen; es wurde nichts gespeichert" in said(app)
    assert "/anmelden" in html(app)


def test_pasted_text_becomes_drafts() -> None:
    app = run(INTAKE)
    app.text_area[0].set_value(TEXT)
    next(button for button in app.button if button.label == "Text lesen").click().run()
    assert not app.exception
    assert app.title[0].value == "Prüfen"
    options = app.radio(key="review-draft").options
    assert [option.split(" · ")[3] for option in options] == ["Unna", "Hagen"]
    assert "2 neue Termine" in app.markdown[0].value


def test_text_without_appointments_stays_to_be_corrected() -> None:
    app = run(INTAKE)
    app.text_area[0].set_value("Guten Tag")
    next(button for button in app.button if button.label == "Text lesen").click().run()
    assert app.error[0].value.startswith("Eingefügter Text\\.txt: ")
    assert app.text_area[0].value == "Guten Tag"


@pytest.mark.parametrize(
    ("label", "typed", "name", "stored"),
    [
        ("Datum", dt.date(2017, 8, 8), "date", dt.date(2017, 8, 8)),
        ("Letzter Tag", dt.date(2017, 8, 9), "end_date", dt.date(2017, 8, 9)),
        ("Beginn", "9", "start", dt.time(9)),
        ("Beginn", "9.30", "start", dt.time(9, 30)),
        ("Beginn", " 09:30  Uhr ", "start", dt.time(9, 30)),
        ("Beginn", "14 h", "start", dt.time(14)),
        ("Beginn", "", "start", None),
        ("Ende", "12:30", "end", dt.time(12, 30)),
        ("Titel", "  Besuch *und* mehr ", "title", "Besuch *und* mehr"),
        ("Gebäude", "Kreishaus", "venue", "Kreishaus"),
        ("Raum", "12", "room", "12"),
        ("Straße", "Friedrich-Ebert-Straße 17", "street", "Friedrich-Ebert-Straße 17"),
        ("Postleitzahl", "59423", "postal_code", "59423"),
        ("Stadt", "Hamm", "city", "Hamm"),
        ("Stand", Status.CANCELLED, "status", Status.CANCELLED),
        ("Medien", Media.CLOSED, "media", "closed"),
        ("Zentrum", "05915", "centre", "05915"),
        ("Personen", "Serap Güler; N. N.", "people", "Serap Güler; N. N."),
        ("Hinweis", "Eingang\nüber den Hof", "note", "Eingang\nüber den Hof"),
        ("Bericht", "https://example.org/b", "report", "https://example.org/b"),
    ],
)
def test_a_field_is_saved_when_it_is_left(label: str, typed: Any, name: str, stored: Any) -> None:
    document = on_the_desk()
    app = review(document)
    _type(app, label, typed)
    (first, second) = drafts(document)
    assert getattr(first, name) == stored
    assert first.revision == 2
    assert second.revision == 1
    assert not app.error
    assert "Alles gespeichert" in "".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("typed", ["abc", "25:00", "11:60", "elf Uhr", "١١:٠٠", "11:00:00", "-1"])
def test_a_time_that_is_none_is_said_and_stays_as_it_is_typed(typed: str) -> None:
    document = on_the_desk()
    app = review(document)
    _type(app, "Beginn", typed)
    assert "Beginn: „" in app.error[0].value
    assert "erlaubt ist eine wie" in app.error[0].value
    assert field(app, "Beginn").value == typed
    assert drafts(document)[0].start == dt.time(11)
    assert "Noch nicht gespeichert: Beginn" in "".join(text.value for text in app.markdown)
    _type(app, "Raum", "12")  # must not happen: one bad field keeps the others from being saved
    assert drafts(document)[0].room == "12"
    press(app, "settle")
    assert field(app, "Beginn").value == typed, "the next draft is not shown before this one is saved"
    _type(app, "Beginn", "11.15")
    assert drafts(document)[0].start == dt.time(11, 15)
    assert not app.error


@pytest.mark.parametrize(
    ("label", "typed"), [("Postleitzahl", "ABC"), ("Bericht", "kein Link"), ("Datum", None), ("Titel", "")]
)
def test_what_may_not_be_published_is_said_at_its_draft(label: str, typed: Any) -> None:
    app = review(on_the_desk())
    _type(app, label, typed)
    assert app.error[0].value.startswith(f"{label}: ")
    assert app.button(key="publish").disabled
    assert "unvollständig" in app.radio(key="review-draft").options[0]
    assert field(app, label).value == typed


def test_doubts_are_told_at_their_fields_and_settled() -> None:
    doubts = (Doubt("start", "Zwei Zeiten <b>genannt</b>"), Doubt("point", "Nur der Ort ist bekannt"))
    document = lay("d", {"date": DAY, "title": "A", "doubts": doubts}, {"date": DAY, "title": "B"})
    app = review(document)
    assert '<p class="tk-doubt">Zwei Zeiten &lt;b&gt;genannt&lt;/b&gt;</p>' in html(app)
    assert any("Nur der Ort ist bekannt" in caption.value for caption in app.caption)
    assert "2 Hinweise" in app.radio(key="review-draft").options[0]
    _type(app, "Beginn", "11")
    assert [doubt.field for doubt in drafts(document)[0].doubts] == ["point"]
    press(app, "settle")
    assert drafts(document)[0].doubts == ()
    assert field(app, "Titel").value == "B"
    press(app, "settle")
    assert field(app, "Titel").value == "A"


def test_a_draft_is_skipped_and_taken_in_again() -> None:
    document = on_the_desk()
    app = review(document)
    press(app, "skip")
    assert drafts(document)[0].state is DraftState.SKIPPED
    assert "1 neuer Termin" in app.markdown[0].value
    assert "übersprungen" in app.radio(key="review-draft").options[0]
    press(app, "skip")
    assert drafts(document)[0].state is DraftState.OPEN
    assert not app.warning, "nobody else was there"


def test_the_draft_that_is_looked_at_stays_chosen_when_its_words_change() -> None:
    document = on_the_desk()
    app = review(document)
    choose(app, drafts(document)[1])
    _type(app, "Stadt", "Iserlohn")
    press(app, "skip")
    assert field(app, "Stadt").value == "Iserlohn"
    assert app.radio(key="review-draft").value == drafts(document)[1].id


def test_a_draft_is_split_and_another_one_added() -> None:
    document = on_the_desk()
    app = review(document)
    press(app, "split")
    assert [draft.city for draft in drafts(document)] == ["Unna", "Unna", "Hagen"]
    _type(app, "Beginn", "13")
    assert [draft.start for draft in drafts(document)] == [dt.time(11), dt.time(13), dt.time(15, 30)]
    press(app, "add-draft")
    assert field(app, "Titel").value == ""
    assert app.button(key="publish").disabled
    _type(app, "Titel", "Pressegespräch")
    _type(app, "Datum", DAY)
    assert drafts(document)[3].title == "Pressegespräch"
    assert not app.button(key="publish").disabled


def test_what_stands_in_a_field_goes_with_the_button_that_is_pressed() -> None:
    document = on_the_desk()
    app = review(document)
    field(app, "Raum").set_value("12")
    press(app, "skip")
    first = drafts(document)[0]
    assert (first.room, first.state) == ("12", DraftState.SKIPPED)
    field(app, "Raum").set_value("13")
    choose(app, drafts(document)[1])
    assert drafts(document)[0].room == "13"


def test_another_editor_is_told_of_and_both_changes_are_kept() -> None:
    document = on_the_desk()
    app = review(document)
    first = drafts(document)[0]
    reviewing.edit_draft(store(), first.id, first.revision, author=BERND, room="Saal", start=dt.time(10))
    app.run()
    assert f"Inzwischen von {BERND} geändert" in app.warning[0].value
    field(app, "Titel").set_value("Mein Titel")
    _type(app, "Beginn", "12")
    assert "es wurde nichts überschrieben" in said(app)
    assert any("Saal" in text.value and "wird übernommen" in text.value for text in app.markdown)
    assert drafts(document)[0].title == first.title
    press(app, "merge")
    merged = drafts(document)[0]
    assert (merged.room, merged.title, merged.start) == ("Saal", "Mein Titel", dt.time(12))
    assert field(app, "Raum").value == "Saal"
    assert not app.warning


@pytest.mark.parametrize("theirs", [True, False])
def test_of_two_values_for_one_field_the_person_chooses(theirs: bool) -> None:  # noqa: FBT001 (a case)
    document = on_the_desk()
    app = review(document)
    first = drafts(document)[0]
    reviewing.edit_draft(store(), first.id, first.revision, author=BERND, start=dt.time(10))
    _type(app, "Beginn", "12")
    if theirs:
        app.radio(key="choose-start").set_value("deren").run()
    press(app, "merge" if not theirs else "give-up")
    assert drafts(document)[0].start == dt.time(10 if theirs else 12)
    assert field(app, "Beginn").value == ("10:00" if theirs else "12:00")


@pytest.mark.parametrize("key", ["skip", "settle"])
def test_an_action_on_what_somebody_else_has_changed_meanwhile_says_so(key: str) -> None:
    document = lay("d", {"date": DAY, "title": "A", "doubts": (Doubt("start", "?"),)}, {"date": DAY, "title": "B"})
    app = review(document)
    reviewing.edit_draft(store(), "d-1", 1, author=BERND, room="Saal")
    press(app, key)
    assert "es wurde nichts überschrieben" in said(app)
    press(app, "merge")
    assert drafts(document)[0].room == "Saal"


def test_undo_brings_back_the_form() -> None:
    document = on_the_desk()
    app = review(document)
    _type(app, "Raum", "12")
    history.undo(store(), changes(), author=ERIKA)
    app.run()
    assert field(app, "Raum").value == "12"  # it may have been another window: nothing is taken away unasked
    next(button for button in app.button if (button.key or "").startswith("reload-")).click().run()
    assert field(app, "Raum").value == ""
    assert not app.warning


@pytest.mark.parametrize("document", ["", "gibt-es-nicht", "<b>", "'; DROP TABLE draft; --"])
def test_a_document_that_does_not_exist_is_said(document: str) -> None:
    app = review(document)
    assert "gibt es nicht" in app.info[0].value
    assert not app.button


def test_hostile_texts_stay_text() -> None:
    rows: list[dict[str, Any]] = [
        {"date": DAY, "title": text, "city": text, "venue": text, "doubts": (Doubt("title", text),)} for text in HOSTILE
    ]
    document = lay("d", *rows, name=HOSTILE[21], warnings=HOSTILE)
    app = review(document)
    for draft, text in zip(drafts(document), HOSTILE, strict=True):
        choose(app, draft)
        assert field(app, "Titel").value == text.strip()  # which the store keeps without blanks around it
        assert "<script>" not in html(app)
        assert "<img src=x" not in html(app)
    assert all(draft.revision == 1 for draft in drafts(document)), "looking at a draft does not write it"
    reviewing.edit_draft(store(), "d-1", 1, author='<img src=x onerror="alert(1)"> :red[x] $a$', room="1")
    choose(app, drafts(document)[0])
    assert "\\<img src\\=x" in said(app)
