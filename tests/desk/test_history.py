"""Anything can be taken back, by anybody, as long as nobody's later work is lost by it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import papers
from tourkarte.desk import editing, history, publishing, reviewing
from tourkarte.desk.history import UndoError, undo
from tourkarte.model import Point, Status
from tourkarte.store.errors import ConflictError, GoneError, StillNeededError
from tourkarte.store.records import AppointmentRecord, Kind, VenueRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.store.log import Change
    from tourkarte.store.store import Store

HERNE = "sommertour-2017-herne"
DAY = dt.date(2017, 8, 9)
SCHOOL = Point(lat=51.5340, lon=7.1555)


def latest(store: Store) -> Change:
    with store.read() as reader:
        return reader.changes(limit=1)[0]


def get(store: Store, key: str = HERNE) -> AppointmentRecord:
    return papers.get(store, AppointmentRecord, key)


def lay(store: Store) -> str:
    return papers.lay(store).document.id


def add(store: Store) -> None:
    editing.add_appointment(store, author="Anna", tour=papers.TOUR, date=DAY, title="Besuch", city="Herne")


def publish(store: Store) -> None:
    document = lay(store)
    publishing.publish(store, papers.plan_of(store, document), author="Anna")


def publish_correction(store: Store) -> None:
    publish(store)
    plan = papers.plan_of(store, papers.lay(store, papers.CORRECTED).document.id)
    publishing.publish(store, plan, author="Anna", cancel=[plan.missing[0].id])


def edit_draft(store: Store) -> None:
    reviewing.edit_draft(store, f"{lay(store)}-1", 1, author="Anna", title="Anders", city="Wesel")


def split(store: Store) -> None:
    document = lay(store)
    reviewing.add_draft(store, document, author="Anna", after=f"{document}-3")


def set_again(store: Store) -> None:
    editing.set_point(store, HERNE, 1, SCHOOL, author="Anna")
    editing.set_point(store, HERNE, 2, Point(lat=51.5341, lon=7.1556), author="Anna")


ACTIONS: dict[str, Callable[[Store], object]] = {
    "add": add,
    "edit": lambda store: editing.edit_appointment(store, HERNE, 1, author="Anna", title="Anders", postal_code="44651"),
    "pin": lambda store: editing.set_point(store, HERNE, 1, SCHOOL, author="Anna"),
    "pin again": set_again,
    "cancel": lambda store: editing.cancel(store, HERNE, 1, author="Anna", note="krank"),
    "move": lambda store: editing.move(store, HERNE, 1, author="Anna", date=DAY),
    "remove": lambda store: editing.remove(store, HERNE, 1, author="Anna"),
    "add tour": lambda store: editing.add_tour(store, author="Anna", title="Wintertour"),
    "edit tour": lambda store: editing.edit_tour(store, papers.TOUR, 1, author="Anna", planned=9),
    "import": lay,
    "edit draft": edit_draft,
    "skip": lambda store: reviewing.skip(store, f"{lay(store)}-1", 1, author="Anna"),
    "pin draft": lambda store: reviewing.set_point(store, f"{lay(store)}-3", 1, SCHOOL, author="Anna"),
    "add draft": lambda store: reviewing.add_draft(store, lay(store), author="Anna"),
    "split": split,
    "discard": lambda store: reviewing.discard(store, lay(store), 1, author="Anna"),
    "publish": publish,
    "publish correction": publish_correction,
}


def before(store: Store, done: Change) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what the store held before its last change."""
    found = papers.contents(store)
    with store.read() as reader:
        for each in reader.revisions_of(done.id):
            found.pop((each.kind.value, each.entity), None)
            if each.before:
                found[each.kind.value, each.entity] = each.before | {"revision": 0}
    return found


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_is_taken_back_and_done_again(desk: Store, action: str) -> None:
    ACTIONS[action](desk)
    done = latest(desk)
    without, with_it = before(desk, done), papers.contents(desk)
    assert without != with_it
    for expected in (without, with_it, without):
        assert undo(desk, latest(desk).id, author="Bernd")
        assert papers.contents(desk) == expected


def test_the_log_says_what_was_taken_back_and_by_whom(desk: Store) -> None:
    editing.cancel(desk, HERNE, 1, author="Anna", note="krank")
    done = latest(desk)
    number = undo(desk, done.id, author="Bernd")
    with desk.read() as reader:
        undoing, undone = reader.changes(limit=2)
        fields = [set(each.fields) for each in reader.history(Kind.APPOINTMENT, HERNE)[1:]]
        revisions = [each.number for each in reader.history(Kind.APPOINTMENT, HERNE)]
    assert (undoing.id, undoing.author, undoing.action, undoing.undoes) == (number, "Bernd", "undo", done.id)
    assert undoing.summary == "Rückgängig: Termin „Kommunales Integrationszentrum Stadt Herne“ abgesagt"
    assert (undone.author, undone.action, undone.undone_by) == ("Anna", "cancel", number)
    assert fields == [{"status", "note"}, {"status", "note"}]
    assert revisions == [1, 2, 3]


def test_a_change_is_taken_back_once(desk: Store) -> None:
    editing.cancel(desk, HERNE, 1, author="Anna")
    done = latest(desk).id
    undo(desk, done, author="Bernd")
    stamp = desk.stamp()
    with pytest.raises(UndoError, match="ist schon zurückgenommen"):
        undo(desk, done, author="Carla")
    assert desk.stamp() == stamp


def test_what_was_done_again_is_in_effect_and_may_be_taken_back(desk: Store) -> None:
    editing.cancel(desk, HERNE, 1, author="Anna")
    done = latest(desk).id
    undone = undo(desk, done, author="Bernd")
    redone = undo(desk, undone or 0, author="Carla")
    with desk.read() as reader:
        log = {each.id: (each.undone_by, each.again) for each in reader.changes(limit=3)}
    assert log == {done: (None, False), undone: (redone, True), redone: (None, False)}
    assert latest(desk).summary == "Wiederholt: Termin „Kommunales Integrationszentrum Stadt Herne“ abgesagt"
    with pytest.raises(UndoError, match="ist schon zurückgenommen"):
        undo(desk, undone or 0, author="Anna")
    again = undo(desk, done, author="Anna")
    assert get(desk).status is Status.SCHEDULED
    with desk.read() as reader:
        changes = {each.id: each for each in reader.changes(limit=4)}
    assert len(changes) == 4
    assert changes[done].undone_by == again
    assert changes[again or 0].again
    assert latest(desk).summary == "Rückgängig: Termin „Kommunales Integrationszentrum Stadt Herne“ abgesagt"


def test_it_is_refused_if_somebody_changed_the_same_field_since(desk: Store) -> None:
    editing.edit_appointment(desk, HERNE, 1, author="Anna", title="Von Anna", room="1")
    done = latest(desk).id
    editing.edit_appointment(desk, HERNE, 2, author="Bernd", title="Von Bernd")
    stamp = desk.stamp()
    with pytest.raises(ConflictError, match=r"danach in Titel noch einmal geändert von Bernd .*zuerst diese spätere"):
        undo(desk, done, author="Anna")
    assert desk.stamp() == stamp
    undo(desk, latest(desk).id, author="Anna")
    undo(desk, done, author="Anna")
    assert (get(desk).title, get(desk).room) == ("Kommunales Integrationszentrum Stadt Herne", None)


def test_it_is_allowed_if_somebody_changed_another_field_since(desk: Store) -> None:
    editing.edit_appointment(desk, HERNE, 1, author="Anna", title="Von Anna")
    done = latest(desk).id
    editing.cancel(desk, HERNE, 2, author="Bernd", note="krank")
    undo(desk, done, author="Anna")
    after = get(desk)
    assert (after.title, after.status, after.note, after.revision) == (
        "Kommunales Integrationszentrum Stadt Herne",
        Status.CANCELLED,
        "krank",
        4,
    )


def test_what_was_added_is_not_taken_away_once_somebody_worked_on_it(desk: Store) -> None:
    add(desk)
    done = latest(desk).id
    editing.edit_appointment(desk, "herbsttour-herne", 1, author="Bernd", note="Eingang hinten")
    with pytest.raises(ConflictError, match="noch einmal geändert von Bernd"):
        undo(desk, done, author="Anna")


def test_a_publication_is_refused_as_a_whole_if_one_appointment_was_changed(desk: Store) -> None:
    publish(desk)
    done = latest(desk).id
    editing.cancel(desk, "herbsttour-wesel", 1, author="Bernd")
    held = papers.contents(desk)
    with pytest.raises(ConflictError, match="noch einmal geändert von Bernd"):
        undo(desk, done, author="Anna")
    assert papers.contents(desk) == held


def test_what_was_changed_and_changed_back_is_taken_back(desk: Store) -> None:
    publish(desk)
    done = latest(desk).id
    editing.edit_appointment(desk, "herbsttour-wesel", 1, author="Bernd", note="Eingang hinten")
    with pytest.raises(ConflictError, match="danach in Hinweis noch einmal geändert von Bernd"):
        undo(desk, done, author="Anna")
    undo(desk, latest(desk).id, author="Bernd")
    undo(desk, done, author="Anna")
    assert papers.published(desk) == []


def test_it_is_refused_if_the_appointment_would_not_be_as_it_must_be(desk: Store) -> None:
    editing.edit_appointment(desk, HERNE, 1, author="Anna", date=dt.date(2017, 7, 1))
    done = latest(desk).id
    editing.edit_appointment(desk, HERNE, 2, author="Bernd", end_date=dt.date(2017, 7, 2))
    held = papers.contents(desk)
    with pytest.raises(UndoError, match=r"geändert“ lässt sich nicht zurücknehmen.* letzter Tag: .*von Hand ändern"):
        undo(desk, done, author="Anna")
    assert papers.contents(desk) == held
    undo(desk, latest(desk).id, author="Bernd")
    undo(desk, done, author="Anna")
    assert (get(desk).date, get(desk).end_date) == (dt.date(2017, 8, 3), None)


def test_an_import_is_not_taken_back_under_what_was_published(desk: Store) -> None:
    publish(desk)
    with desk.read() as reader:
        imported = next(change for change in reader.changes() if change.action == "import")
    with pytest.raises(ConflictError, match="noch einmal geändert"):
        undo(desk, imported.id, author="Anna")


def test_what_is_published_again_after_it_was_taken_back_keeps_its_id(desk: Store) -> None:
    """Links and calendar entries that somebody has already stay right."""
    publish(desk)
    first = papers.published(desk)
    done = latest(desk).id
    with desk.read() as reader:
        document = reader.revisions_of(done)[-1].entity
    undo(desk, done, author="Anna")
    assert papers.published(desk) == []
    reviewing.edit_draft(desk, f"{document}-1", 3, author="Anna", title="Besuch in Aachen", city="Alsdorf")
    copy = reviewing.add_draft(desk, document, author="Anna", after=f"{document}-2")
    reviewing.edit_draft(desk, copy.id, 1, author="Anna", start=dt.time(18), title="Empfang")
    plan = papers.plan_of(desk, document)
    publishing.publish(desk, plan, author="Anna")
    again = {each.id: each for each in papers.published(desk)}
    assert set(again) == {*(each.id for each in first), "herbsttour-muenster-2"}
    assert (again["herbsttour-aachen"].title, again["herbsttour-aachen"].revision) == ("Besuch in Aachen", 3)
    assert again["herbsttour-muenster-2"].title == "Empfang"
    undo(desk, latest(desk).id, author="Anna")
    assert papers.published(desk) == []


def test_a_tour_is_not_taken_away_under_its_appointments(desk: Store) -> None:
    editing.add_tour(desk, author="Anna", title="Wintertour")
    done = latest(desk).id
    added = editing.add_appointment(desk, author="Bernd", tour="wintertour", date=DAY, title="Besuch")
    with pytest.raises(StillNeededError, match=r"Tour „Wintertour“ lässt sich nicht löschen: der Termin „Besuch“"):
        undo(desk, done, author="Anna")
    editing.remove(desk, added.id, 1, author="Bernd")
    assert undo(desk, done, author="Anna")


def test_an_import_is_not_taken_away_under_a_draft_that_was_added_since(desk: Store) -> None:
    document = lay(desk)
    done = latest(desk).id
    reviewing.add_draft(desk, document, author="Bernd")
    with pytest.raises(StillNeededError, match=r"„einladung.md“ lässt sich nicht löschen: der Entwurf"):
        undo(desk, done, author="Anna")
    undo(desk, latest(desk).id, author="Bernd")
    assert undo(desk, done, author="Anna")


def test_what_was_deleted_does_not_come_back_without_its_tour(desk: Store) -> None:
    editing.add_tour(desk, author="Anna", title="Wintertour")
    made = latest(desk).id
    added = editing.add_appointment(desk, author="Bernd", tour="wintertour", date=DAY, title="Besuch")
    editing.remove(desk, added.id, 1, author="Bernd")
    removed = latest(desk).id
    undo(desk, made, author="Anna")
    with pytest.raises(UndoError, match="„wintertour“ ist keine bekannte Tour"):
        undo(desk, removed, author="Bernd")


def test_a_pin_that_is_taken_back_is_remembered_no_more(desk: Store) -> None:
    editing.set_point(desk, HERNE, 1, SCHOOL, author="Anna")
    undo(desk, latest(desk).id, author="Anna")
    with desk.read() as reader:
        assert reader.all(VenueRecord) == []
    assert papers.lay(desk).drafts[2].lat != SCHOOL.lat
    editing.set_point(desk, HERNE, 3, SCHOOL, author="Bernd")
    assert papers.lay(desk, papers.CORRECTED).drafts[2].lat == SCHOOL.lat


def test_what_the_store_began_with_stays(desk: Store) -> None:
    with pytest.raises(UndoError, match=r"Anfangsbestand lässt sich nicht zurücknehmen"):
        undo(desk, 1, author="Anna")


def test_a_change_that_is_not_there_is_told(desk: Store) -> None:
    with pytest.raises(GoneError, match="Eine Änderung 4711 gibt es nicht"):
        history.undo(desk, 4711, author="Anna")
