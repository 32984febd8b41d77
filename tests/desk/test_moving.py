"""Moving: the old row stays and leads to the new one, whatever is done with either."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import papers
from tourkarte.desk import editing, history
from tourkarte.desk.changing import edit_appointments
from tourkarte.desk.validation import FieldsError
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from tourkarte.store.store import Store

HERNE = "sommertour-2017-herne"
DAY, NINE = dt.date(2017, 8, 9), dt.time(9)


def get(store: Store, key: str = HERNE) -> AppointmentRecord:
    return papers.get(store, AppointmentRecord, key)


def edit(store: Store, base: int = 1, **values: Any) -> AppointmentRecord:
    return editing.edit_appointment(store, HERNE, base, author="Bernd", **values)


def move(store: Store, base: int = 1) -> tuple[AppointmentRecord, AppointmentRecord]:
    return editing.move(store, HERNE, base, author="Bernd", date=DAY, start=NINE)


def latest(store: Store) -> tuple[str, str, str]:
    with store.read() as reader:
        change = reader.changes(limit=1)[0]
    return change.author, change.action, change.summary


def test_a_moved_appointment_keeps_its_date_and_links_to_the_new_one(desk: Store) -> None:
    before = get(desk)
    old, new = editing.move(desk, HERNE, 1, author="Bernd", date=DAY, start=NINE)
    assert old == replace(before, status=Status.MOVED, moved_to=new.id, revision=2) == get(desk)
    assert new == replace(before, id=f"{HERNE}-09-08", date=DAY, start=NINE, revision=1) == get(desk, new.id)
    assert latest(desk)[1:] == (
        "move",
        "Termin „Kommunales Integrationszentrum Stadt Herne“ vom 03.08.2017 auf den 09.08.2017 verschoben",
    )


def test_a_visit_of_several_days_keeps_its_length(desk: Store) -> None:
    edit(desk, end_date=dt.date(2017, 8, 5))
    _, new = editing.move(desk, HERNE, 2, author="Bernd", date=DAY)
    assert new.end_date == dt.date(2017, 8, 11)


def test_what_is_moved_is_moved_again_from_where_it_is(desk: Store) -> None:
    old, new = editing.move(desk, HERNE, 1, author="Bernd", date=DAY, start=NINE)
    with pytest.raises(InvalidValueError, match=f"schon verschoben, auf den Termin „{new.id}“"):
        editing.move(desk, HERNE, old.revision, author="Bernd", date=DAY)
    _, last = editing.move(desk, new.id, 1, author="Bernd", date=dt.date(2017, 8, 10), start=NINE)
    assert (get(desk).moved_to, get(desk, new.id).moved_to, last.status) == (new.id, last.id, Status.SCHEDULED)


def test_it_is_not_moved_to_where_it_is(desk: Store) -> None:
    before = get(desk)
    with pytest.raises(InvalidValueError, match="Der neue Zeitpunkt ist der alte"):
        editing.move(desk, HERNE, 1, author="Bernd", date=before.date, start=before.start, end=before.end)
    with pytest.raises(FieldsError, match="zu weit weg"):
        editing.move(desk, HERNE, 1, author="Bernd", date=dt.date(2171, 8, 3))
    assert get(desk) == before


def test_the_new_one_has_no_report_and_no_note_of_a_cancellation(desk: Store) -> None:
    edit(desk, note="Eingang hinten", report="https://example.org/bericht")
    editing.cancel(desk, HERNE, 2, author="Bernd", note="Erkrankung")
    old, new = move(desk, 3)
    assert (new.note, new.report, new.status) == ("Eingang hinten", None, Status.SCHEDULED)
    assert old.report == "https://example.org/bericht"


def test_what_takes_place_at_its_old_time_does_not_take_place_at_the_new_one(desk: Store) -> None:
    old, new = move(desk)
    edit(desk, old.revision, status=Status.SCHEDULED)
    assert (get(desk).status, get(desk).moved_to) == (Status.SCHEDULED, None)
    assert new.id not in {each.id for each in papers.published(desk, "sommertour-2017")}
    assert latest(desk)[2].endswith("Herne“ wieder am 03.08.2017 angesetzt; der vom 09.08.2017 entfällt")
    with desk.read() as reader:
        change = reader.changes(limit=1)[0]
    history.undo(desk, change.id, author="Carla")
    assert (get(desk).moved_to, get(desk, new.id).status) == (new.id, Status.SCHEDULED)


def test_unless_somebody_has_worked_on_the_new_one(desk: Store) -> None:
    old, new = move(desk)
    editing.edit_appointment(desk, new.id, 1, author="Carla", room="Aula")
    with pytest.raises(InvalidValueError, match=f"Termin „{new.id}“ am 09.08.2017 verschoben.*Bitte dort"):
        edit(desk, old.revision, status=Status.SCHEDULED)
    assert get(desk) == old


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MOVED])
def test_a_status_that_would_leave_the_new_one_alone_is_refused(desk: Store, status: Status) -> None:
    with pytest.raises(InvalidValueError, match="Bitte den Termin verschieben"):
        edit(desk, status=Status.MOVED)
    old, new = move(desk)
    if status is Status.MOVED:
        assert edit(desk, old.revision, status=status) == old
        return
    with pytest.raises(InvalidValueError, match=f"auf den Termin „{new.id}“ am 09.08.2017. Bitte diesen absagen"):
        edit(desk, old.revision, status=status)
    with pytest.raises(InvalidValueError, match=f"auf den Termin „{new.id}“ am 09.08.2017. Bitte diesen absagen"):
        editing.cancel(desk, HERNE, old.revision, author="Bernd")


def test_a_new_appointment_is_moved_nowhere(desk: Store) -> None:
    with pytest.raises(InvalidValueError, match="Ein neuer Termin kann nicht verschoben sein"):
        editing.add_appointment(desk, author="Bernd", tour=papers.TOUR, date=DAY, title="Besuch", status=Status.MOVED)


def test_what_another_one_leads_to_is_not_deleted(desk: Store) -> None:
    old, new = move(desk)
    with pytest.raises(InvalidValueError, match=f"„{HERNE}“ vom 03.08.2017 verschoben.*Bitte"):
        editing.remove(desk, new.id, 1, author="Bernd")
    editing.remove(desk, HERNE, old.revision, author="Bernd")
    editing.remove(desk, new.id, 1, author="Bernd")


def test_several_changes_at_once_are_still_called_so(desk: Store) -> None:
    old, _ = move(desk)
    edits: dict[str, tuple[int, dict[str, Any]]] = {
        HERNE: (old.revision, {"status": Status.SCHEDULED}),
        "sommertour-2017-aachen": (1, {"room": "Aula"}),
    }
    edit_appointments(desk, edits, author="Bernd")
    assert latest(desk)[2] == "2 Termine geändert"
