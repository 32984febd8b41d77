"""The same invitation once more takes nothing back that the desk has decided since."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.desk import papers
from tourkarte.desk import editing, publishing, reviewing
from tourkarte.desk.matching import Novelty
from tourkarte.model import Point, Status
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from tourkarte.desk.publishing import Plan
    from tourkarte.store.store import Store

HERNE = "herbsttour-herne"
DAY = dt.date(2017, 8, 10)


def publish(store: Store, text: str = papers.INVITATION) -> Plan:
    """Publish an invitation; return what that changed."""
    plan = papers.plan_of(store, papers.lay(store, text).document.id)
    publishing.publish(store, plan, author="Anna")
    return plan


def expect_nothing(store: Store) -> None:
    """Publish the same invitation again and find everything as it was."""
    before = papers.published(store)
    plan = publish(store)
    assert [step.comparison.kind for step in plan.steps] == ["unchanged"] * 6
    assert plan.missing == ()
    assert papers.published(store) == before


def test_what_was_cancelled_stays_cancelled(desk: Store) -> None:
    publish(desk)
    editing.cancel(desk, HERNE, 1, author="Bernd", note="Krankheit")
    expect_nothing(desk)


def test_what_was_moved_stays_moved(desk: Store) -> None:
    publish(desk)
    editing.move(desk, HERNE, 1, author="Bernd", date=DAY, start=dt.time(14))
    expect_nothing(desk)
    expect_nothing(desk)


def test_what_was_moved_twice_stays_moved(desk: Store) -> None:
    publish(desk)
    _, second = editing.move(desk, HERNE, 1, author="Bernd", date=DAY)
    editing.move(desk, second.id, 1, author="Bernd", date=dt.date(2017, 8, 11))
    expect_nothing(desk)


def test_what_was_corrected_by_hand_stays_even_if_little_is_left_of_it(desk: Store) -> None:
    publish(desk)
    values = {"date": DAY, "start": dt.time(9), "title": "Werkstattgespräch", "street": "Domkloster 4"}
    town = {"postal_code": "50667", "city": "Köln", "centre": "05315", "room": "Saal", "note": "Eingang Nord"}
    editing.edit_appointment(desk, HERNE, 1, author="Bernd", **values, **town)
    expect_nothing(desk)


def test_a_pin_stays(desk: Store) -> None:
    publish(desk)
    editing.set_point(desk, HERNE, 1, Point(lat=51.5340, lon=7.1555), author="Bernd")
    expect_nothing(desk)


def test_what_was_corrected_in_the_review_stays(desk: Store) -> None:
    laid = papers.lay(desk)
    herne = laid.drafts[2]
    reviewing.edit_draft(desk, herne.id, 1, author="Anna", start=dt.time(11, 45), title="Werkstattgespräch")
    publishing.publish(desk, papers.plan_of(desk, laid.document.id), author="Anna")
    expect_nothing(desk)


def test_a_later_version_says_what_it_says_and_nothing_besides(desk: Store) -> None:
    publish(desk)
    editing.edit_appointment(desk, "herbsttour-aachen", 1, author="Bernd", room="Saal 2")
    editing.edit_appointment(desk, HERNE, 1, author="Bernd", start=dt.time(9))
    plan = publish(desk, papers.CORRECTED)
    assert [each.record and each.record.id for each in plan.of(Novelty.CHANGED)] == ["herbsttour-aachen"]
    aachen, herne = (papers.get(desk, AppointmentRecord, key) for key in ("herbsttour-aachen", HERNE))
    assert (aachen.start, aachen.room, herne.start) == (dt.time(11, 30), "Saal 2", dt.time(9))


def test_what_a_document_said_last_counts_and_not_what_an_older_one_said(desk: Store) -> None:
    publish(desk)
    publish(desk, papers.CORRECTED)
    plan = publish(desk)
    (changed,) = plan.of(Novelty.CHANGED)
    assert [(each.field, each.after) for each in changed.comparison.changes] == [("start", dt.time(11))]


def test_a_later_version_finds_the_day_that_the_desk_moved_to(desk: Store) -> None:
    publish(desk)
    _, target = editing.move(desk, HERNE, 1, author="Bernd", date=DAY, start=dt.time(14))
    later = papers.INVITATION.replace("11:00 Uhr", "11:30 Uhr")
    publish(desk, later)
    assert papers.get(desk, AppointmentRecord, target.id) == target
    assert papers.get(desk, AppointmentRecord, HERNE).status is Status.MOVED
