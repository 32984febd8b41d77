"""Publishing and discarding a document at the desk, from the page that says what will change."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.frames import TOUR
from tests.ui.desk import HERNE, field, get, said
from tests.ui.reviews import BERND, TEXT, changes, drafts, lay, on_the_desk, press, review
from tourkarte.desk import editing, reviewing
from tourkarte.model import Status
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord, DocumentRecord, DocumentState

pytestmark = pytest.mark.usefixtures("signed_in")
DAY = dt.date(2017, 8, 7)


def _published() -> list[AppointmentRecord]:
    with store().read() as reader:
        return reader.all(AppointmentRecord)


def _state(document: str) -> DocumentState:
    with store().read() as reader:
        return reader.get(DocumentRecord, document).state


def test_publishing_does_what_the_page_says_and_is_taken_back() -> None:
    document = on_the_desk()
    app = review(document)
    assert "2 neue Termine" in app.markdown[0].value
    press(app, "publish")
    assert len(_published()) == 8
    assert "Dieses Dokument ist veröffentlicht" in said(app)
    assert not [button for button in app.button if button.key in {"publish", "save-draft", "skip"}]
    press(app, f"undo-{changes()}")
    assert len(_published()) == 6
    assert not app.button(key="publish").disabled


def test_a_plan_that_is_not_the_current_one_is_refused() -> None:
    document = on_the_desk()
    app = review(document)
    first = drafts(document)[0]
    reviewing.edit_draft(store(), first.id, first.revision, author=BERND, city="Hamm")
    press(app, "publish")
    assert "es wurde nichts veröffentlicht" in app.error[0].value
    assert len(_published()) == 6
    press(app, "publish")
    assert len(_published()) == 8


def test_what_is_typed_and_not_yet_seen_in_the_plan_is_saved_and_not_published() -> None:
    document = on_the_desk()
    app = review(document)
    field(app, "Titel").set_value("Neu getippt")
    press(app, "publish")
    assert drafts(document)[0].title == "Neu getippt"
    assert len(_published()) == 6
    press(app, "publish")
    assert "Neu getippt" in {appointment.title for appointment in _published()}


@pytest.mark.parametrize("ticked", [True, False])
def test_missing_appointments_are_cancelled_only_where_it_is_ticked(ticked: bool) -> None:  # noqa: FBT001 (a case)
    press(review(on_the_desk()), "publish")
    (hagen,) = [record for record in _published() if record.city == "Hagen"]
    app = review(on_the_desk(TEXT[: TEXT.index("15:30")]))
    (box,) = app.checkbox
    assert box.key == f"cancel-missing-{hagen.id}"
    assert box.label == "Mo, 7\\. August 2017, Hagen absagen"
    if ticked:
        box.check().run()
        assert "1 wird abgesagt" in app.markdown[0].value
    press(app, "publish")
    assert get(hagen.id).status is (Status.CANCELLED if ticked else Status.SCHEDULED)
    assert len(_published()) == 8


def test_a_change_of_what_is_published_is_shown_before_and_after() -> None:
    record = get(HERNE)
    document = lay("d", {"date": record.date, "start": dt.time(9), "title": record.title, "city": record.city,
                         "street": record.street, "postal_code": record.postal_code})  # fmt: skip
    app = review(document)
    assert "1 geänderter Termin" in app.markdown[0].value
    assert any("10:" in text.value and "**09:" in text.value for text in app.info)
    editing.edit_appointment(store(), HERNE, record.revision, author=BERND, room="Saal")
    press(app, "publish")
    assert "es wurde nichts veröffentlicht" in app.error[0].value
    assert get(HERNE).start == record.start
    press(app, "publish")
    assert (get(HERNE).start, get(HERNE).room) == (dt.time(9), "Saal")


def test_a_discarded_document_comes_back() -> None:
    document = on_the_desk()
    app = review(document)
    press(app, "discard")
    assert _state(document) is DocumentState.DISCARDED
    assert "Dieses Dokument ist verworfen" in said(app)
    press(app, f"undo-{changes()}")
    assert _state(document) is DocumentState.OPEN
    assert not app.button(key="publish").disabled


def test_who_comes_too_late_to_publish_or_discard_is_told() -> None:
    document = on_the_desk()
    early, late = review(document), review(document)
    press(early, "publish")
    press(late, "discard")
    assert "veröffentlicht" in said(late)
    assert _state(document) is DocumentState.PUBLISHED


@pytest.mark.timeout(120)
def test_two_hundred_drafts_scroll_in_a_box_of_their_own() -> None:
    rows = [{"date": DAY, "title": f"Besuch {number}", "city": "Herne"} for number in range(200)]
    document = lay("d", *rows, text=TEXT * 40)
    app = review(document)
    assert len(app.radio(key="review-draft").options) == 200
    assert "200 neue Termine" in app.markdown[0].value
    assert any(block.proto.height_config.pixel_height == 300 for block in app.get("flex_container"))
    press(app, "publish")
    assert len([record for record in _published() if record.tour == TOUR]) == 206
