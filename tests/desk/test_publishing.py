"""Publishing does what the plan says, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.desk import papers
from tourkarte.desk import editing, history, publishing, reviewing
from tourkarte.desk.matching import Novelty
from tourkarte.desk.validation import FieldsError
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.store.errors import ConflictError, GoneError
from tourkarte.store.records import AppointmentRecord, DocumentRecord, DocumentState, DraftState

if TYPE_CHECKING:
    from tourkarte.desk.importing import Imported
    from tourkarte.store.store import Store

CITIES = ["Aachen", "Münster", "Herne", "Bielefeld", "Wesel", "Schwelm"]


def kinds(plan: publishing.Plan) -> list[str]:
    return [step.comparison.kind for step in plan.steps]


def publish(store: Store, laid: Imported, *cancel: str) -> int | None:
    return publishing.publish(store, papers.plan_of(store, laid.document.id), author="Anna", cancel=cancel)


def test_the_invitation_makes_six_appointments(desk: Store) -> None:
    laid = papers.lay(desk)
    plan = papers.plan_of(desk, laid.document.id)
    assert kinds(plan) == ["new"] * 6
    assert (plan.missing, plan.problems) == ((), ())
    number = publishing.publish(desk, plan, author="Anna")
    found = papers.published(desk)
    assert [each.city for each in found] == CITIES
    assert found == [step.record and papers.get(desk, AppointmentRecord, step.record.id) for step in plan.steps]
    assert {each.document for each in found} == {laid.document.id}
    drafts = papers.drafts(desk, laid.document.id)
    assert {draft.state for draft in drafts} == {DraftState.PUBLISHED}
    assert [draft.appointment for draft in drafts] == [each.id for each in found]
    assert papers.get(desk, DocumentRecord, laid.document.id).state is DocumentState.PUBLISHED
    with desk.read() as reader:
        change = reader.changes()[0]
    assert (change.id, change.author, change.action) == (number, "Anna", "publish")
    assert change.summary == "„einladung.md“ veröffentlicht: 6 neu"


def test_the_first_tour_is_found_again_in_its_own_invitation(desk: Store) -> None:
    before = papers.published(desk, "sommertour-2017")
    plan = papers.plan_of(desk, papers.lay(desk, tour="sommertour-2017").document.id)
    assert [step.record and step.record.id for step in plan.steps] == [each.id for each in before]
    told = {change.field for step in plan.steps for change in step.comparison.changes}
    assert told <= {"people"}  # the table of the first tour has no such column
    assert plan.missing == ()


def test_a_corrected_invitation_updates_instead_of_doubling(desk: Store) -> None:
    publish(desk, papers.lay(desk))
    plan = papers.plan_of(desk, papers.lay(desk, papers.CORRECTED).document.id)
    assert kinds(plan) == ["changed", "unchanged", "unchanged", "unchanged", "unchanged", "new"]
    (changed,) = plan.of(Novelty.CHANGED)
    assert [(each.field, each.before, each.after) for each in changed.comparison.changes] == [
        ("start", dt.time(11), dt.time(11, 30))
    ]
    assert [each.city for each in plan.missing] == ["Schwelm"]
    before = {each.id: each for each in papers.published(desk)}
    publishing.publish(desk, plan, author="Bernd", cancel=[plan.missing[0].id])
    after = {each.id: each for each in papers.published(desk)}
    assert {key: each.revision for key, each in after.items()} == {
        "herbsttour-aachen": 2,
        "herbsttour-muenster": 1,
        "herbsttour-herne": 1,
        "herbsttour-bielefeld": 1,
        "herbsttour-wesel": 1,
        "herbsttour-schwelm": 2,
        "herbsttour-unna": 1,
    }
    assert set(before) < set(after)
    assert after["herbsttour-aachen"].start == dt.time(11, 30)
    assert after["herbsttour-schwelm"].status is Status.CANCELLED


def test_what_is_missing_stays_unless_somebody_says_otherwise(desk: Store) -> None:
    publish(desk, papers.lay(desk))
    publish(desk, papers.lay(desk, papers.CORRECTED))
    assert {each.status for each in papers.published(desk)} == {Status.SCHEDULED}


def test_only_what_is_missing_is_cancelled(desk: Store) -> None:
    publish(desk, papers.lay(desk))
    publish(desk, papers.lay(desk, papers.CORRECTED), "herbsttour-wesel", "sommertour-2017-herne")
    with desk.read() as reader:
        assert {each.status for each in reader.all(AppointmentRecord)} == {Status.SCHEDULED}
        assert reader.changes(limit=1)[0].summary.endswith("veröffentlicht: 1 neu, 1 geändert, 4 unverändert")


def test_what_is_published_again_after_an_undo_has_its_ids_again(desk: Store) -> None:
    laid = papers.lay(desk)
    number = publish(desk, laid)
    before = papers.published(desk)
    assert number
    undone = history.undo(desk, number, author="Anna")
    assert papers.published(desk) == []
    herne = papers.drafts(desk, laid.document.id)[2]
    reviewing.edit_draft(desk, herne.id, herne.revision, author="Anna", title="Werkstattgespräch", room="Aula")
    plan = papers.plan_of(desk, laid.document.id)
    assert kinds(plan) == ["new"] * 6
    again = publishing.publish(desk, plan, author="Anna")
    after = papers.published(desk)
    assert [each.id for each in after] == [each.id for each in before]
    assert [each.revision for each in after] == [3] * 6
    assert (after[2].title, after[2].room) == ("Werkstattgespräch", "Aula")
    assert undone
    assert again
    history.undo(desk, again, author="Anna")
    assert papers.published(desk) == []


def test_what_came_back_in_between_is_told(desk: Store) -> None:
    laid = papers.lay(desk)
    number = publish(desk, laid)
    assert number
    undone = history.undo(desk, number, author="Anna")
    plan = papers.plan_of(desk, laid.document.id)
    assert undone
    history.undo(desk, undone, author="Bernd")
    with pytest.raises(ConflictError):
        publishing.publish(desk, plan, author="Anna")


def test_what_is_skipped_is_neither_published_nor_missing(desk: Store) -> None:
    publish(desk, papers.lay(desk))
    laid = papers.lay(desk, papers.CORRECTED)
    for draft in laid.drafts[:2]:
        reviewing.skip(desk, draft.id, draft.revision, author="Bernd")
    plan = papers.plan_of(desk, laid.document.id)
    assert [step.draft.city for step in plan.steps] == [*CITIES[2:-1], "Unna"]
    assert [each.city for each in plan.missing] == ["Schwelm"]
    publishing.publish(desk, plan, author="Bernd")
    assert papers.get(desk, AppointmentRecord, "herbsttour-aachen").start == dt.time(11)
    assert papers.drafts(desk, laid.document.id)[0].state is DraftState.SKIPPED


def test_a_plan_is_carried_out_once(desk: Store) -> None:
    laid = papers.lay(desk)
    plan = papers.plan_of(desk, laid.document.id)
    publishing.publish(desk, plan, author="Anna")
    stamp = desk.stamp()
    with pytest.raises(ConflictError, match=r"nichts veröffentlicht.*noch einmal ansehen"):
        publishing.publish(desk, plan, author="Anna")
    with pytest.raises(InvalidValueError, match="schon veröffentlicht"):
        publish(desk, laid)
    assert desk.stamp() == stamp


@pytest.mark.parametrize("what", ["draft", "appointment", "new draft", "document", "deleted", "missing"])
def test_a_plan_that_is_no_longer_what_was_shown_is_refused(desk: Store, what: str) -> None:
    publish(desk, papers.lay(desk))
    laid = papers.lay(desk, papers.CORRECTED)
    plan = papers.plan_of(desk, laid.document.id)
    aachen, schwelm = "herbsttour-aachen", "herbsttour-schwelm"
    match what:
        case "draft":
            reviewing.edit_draft(desk, laid.drafts[0].id, 1, author="Bernd", start=dt.time(12))
        case "appointment":
            editing.cancel(desk, aachen, 1, author="Bernd")
        case "new draft":
            reviewing.add_draft(desk, laid.document.id, author="Bernd")
        case "document":
            reviewing.discard(desk, laid.document.id, 1, author="Bernd")
        case "deleted":
            editing.remove(desk, aachen, 1, author="Bernd")
        case _:
            editing.edit_appointment(desk, schwelm, 1, author="Bernd", note="bleibt")
    stamp = desk.stamp()
    with pytest.raises(ConflictError, match="nichts veröffentlicht"):
        publishing.publish(desk, plan, author="Anna", cancel=[schwelm])
    assert desk.stamp() == stamp


def test_what_changes_elsewhere_does_not_matter(desk: Store) -> None:
    plan = papers.plan_of(desk, papers.lay(desk).document.id)
    editing.cancel(desk, "sommertour-2017-herne", 1, author="Bernd")
    assert publishing.publish(desk, plan, author="Anna")


def test_one_draft_that_is_not_as_it_must_be_stops_everything(desk: Store) -> None:
    laid = papers.lay(desk)
    aachen, herne = laid.drafts[0], laid.drafts[2]
    reviewing.edit_draft(desk, aachen.id, 1, author="Bernd", date=None, title=None)
    reviewing.edit_draft(desk, herne.id, 1, author="Bernd", postal_code="ABC", centre="99999")
    plan = papers.plan_of(desk, laid.document.id)
    assert [(step.draft.id, problem.field) for step, problem in plan.problems] == [
        (aachen.id, "date"),
        (aachen.id, "title"),
        (herne.id, "postal_code"),
        (herne.id, "centre"),
    ]
    stamp = desk.stamp()
    with pytest.raises(FieldsError) as caught:
        publishing.publish(desk, plan, author="Anna")
    assert str(caught.value).splitlines() == [
        "Datum: Es fehlt der Tag; bitte eintragen oder den Entwurf überspringen.",
        "Titel: Es fehlt der Titel; bitte eintragen oder den Entwurf überspringen.",
        "Postleitzahl: „ABC“ ist keine Postleitzahl; erlaubt sind fünf Ziffern, im Ausland auch vier.",
        "Zentrum: „99999“ ist kein Kreis mit einem Zentrum; erlaubt sind die Schlüssel in centres.csv.",
    ]
    assert desk.stamp() == stamp
    assert papers.published(desk) == []


def test_once_it_is_mended_it_is_published(desk: Store) -> None:
    laid = papers.lay(desk)
    draft = reviewing.edit_draft(desk, laid.drafts[0].id, 1, author="Bernd", date=None)
    with pytest.raises(FieldsError):
        publish(desk, laid)
    reviewing.edit_draft(desk, draft.id, draft.revision, author="Bernd", date=dt.date(2017, 8, 5))
    publish(desk, laid)
    assert papers.published(desk)[-1].city == "Aachen"


def test_two_visits_to_one_city_have_two_ids(desk: Store) -> None:
    laid = papers.lay(desk)
    copy = reviewing.add_draft(desk, laid.document.id, author="Bernd", after=laid.drafts[0].id)
    reviewing.edit_draft(desk, copy.id, 1, author="Bernd", start=dt.time(16), title="Rathaus")
    publish(desk, laid)
    assert [each.id for each in papers.published(desk) if each.city == "Aachen"] == [
        "herbsttour-aachen",
        "herbsttour-aachen-2",
    ]


@pytest.mark.parametrize(
    ("named", "given"),
    [
        ("herbsttour-besuch", "herbsttour-besuch"),
        ("besuch-1", "herbsttour-herne"),  # in the next table of theirs it may be another visit
        ("1", "herbsttour-herne"),
        ("Besuch Nr. 1", "herbsttour-herne"),
        ("herbsttour-" + "x" * 200, "herbsttour-herne"),
    ],
)
def test_an_id_that_a_table_names_is_kept_if_it_is_one_of_ours(desk: Store, named: str, given: str) -> None:
    table = f"id;Datum;Beginn;Titel;Ort\n{named};03.08.2017;10:00;Besuch;Herne\n"
    publish(desk, papers.lay(desk, table, name="a.csv"))
    assert [each.id for each in papers.published(desk)] == [given]


def test_a_plan_of_a_document_that_is_not_there_is_told(desk: Store) -> None:
    with pytest.raises(GoneError, match="Das Dokument „x“"):
        papers.plan_of(desk, "x")
