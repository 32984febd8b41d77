"""Drafts are corrected, settled, pinned, split and skipped; what somebody says once is remembered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import papers
from tourkarte.desk import publishing, reviewing
from tourkarte.errors import InvalidValueError
from tourkarte.model import Doubt, Point, Precision
from tourkarte.store.errors import ConflictError, GoneError
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState, VenueRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.desk.importing import Imported
    from tourkarte.store.store import Store

SCHOOL = Point(lat=51.5340, lon=7.1555)  # Rademachers Weg, Herne


@pytest.fixture
def laid(desk: Store) -> Imported:
    return papers.lay(desk)


def edit(store: Store, draft: DraftRecord, **values: Any) -> DraftRecord:
    return reviewing.edit_draft(store, draft.id, draft.revision, author="Bernd", **values)


def doubted(draft: DraftRecord) -> set[str]:
    return {doubt.field for doubt in draft.doubts}


def give_doubts(store: Store, draft: DraftRecord, *fields: str) -> DraftRecord:
    doubts = tuple(Doubt(field, "Das ist nicht sicher.") for field in fields)
    with store.write("Anna", "test", "Zweifel") as change:
        return change.edit(DraftRecord, draft.id, draft.revision, doubts=doubts)


def test_what_somebody_wrote_is_no_longer_doubtful(desk: Store, laid: Imported) -> None:
    draft = give_doubts(desk, laid.drafts[0], "start", "title")
    draft = edit(desk, draft, start=dt.time(11, 15))
    assert (draft.start, doubted(draft)) == (dt.time(11, 15), {"title"})
    assert papers.get(desk, DraftRecord, draft.id) == draft


def test_a_value_that_stays_stays_doubtful_until_somebody_says_it_is_right(desk: Store, laid: Imported) -> None:
    draft = give_doubts(desk, laid.drafts[0], "start", "title")
    draft = edit(desk, draft, start=draft.start, title=draft.title)
    assert doubted(draft) == {"start", "title"}
    draft = reviewing.settle(desk, draft.id, draft.revision, author="Bernd")
    assert not draft.doubts
    with desk.read() as reader:
        assert reader.changes()[0].summary == f"Entwurf „{draft.title}“ geprüft"


def test_another_address_is_placed_anew(desk: Store, laid: Imported) -> None:
    herne = give_doubts(desk, laid.drafts[2], "street", "title")
    draft = edit(desk, herne, street="Klemensstraße 10", postal_code="48143", city="Münster")
    assert (draft.precision, draft.district) == (Precision.ADDRESS, "05515")
    assert (draft.lat, draft.lon) == (laid.drafts[1].lat, laid.drafts[1].lon)
    assert doubted(draft) == {"title"}


def test_another_room_is_not(desk: Store, laid: Imported) -> None:
    draft = edit(desk, laid.drafts[0], room="Raum 3", lat=50.0, lon=7.0)
    assert (draft.lat, draft.lon) == (50.0, 7.0)


def test_an_address_that_is_none_has_no_point_and_a_doubt(desk: Store, laid: Imported) -> None:
    draft = edit(desk, laid.drafts[0], postal_code="ABC")
    assert (draft.lat, draft.lon, draft.precision, draft.district) == (None, None, None, None)
    (doubt,) = draft.doubts
    assert doubt.field == "postal_code"
    assert "„ABC“ ist keine Postleitzahl" in doubt.reason


def test_a_pin_is_set_and_settles_what_is_doubtful_about_the_place(desk: Store, laid: Imported) -> None:
    herne = give_doubts(desk, laid.drafts[2], "street", "point", "title")
    draft = reviewing.set_point(desk, herne.id, herne.revision, SCHOOL, author="Bernd")
    assert (draft.lat, draft.lon, draft.precision, draft.radius_m) == (51.5340, 7.1555, Precision.MANUAL, 0)
    assert (draft.point_source, draft.district) == ("Redaktion", "05916")
    assert doubted(draft) == {"title"}


def test_a_pin_is_used_by_the_next_import_and_the_next_correction(desk: Store, laid: Imported) -> None:
    herne = laid.drafts[2]
    reviewing.set_point(desk, herne.id, herne.revision, SCHOOL, author="Bernd")
    again = papers.lay(desk, tour="sommertour-2017").drafts[2]
    assert (again.lat, again.lon, again.precision) == (51.5340, 7.1555, Precision.MANUAL)
    aachen = laid.drafts[0]
    moved = edit(desk, aachen, street="Rademachers Weg 15", postal_code="44649", city="Herne")
    assert (moved.lat, moved.lon, moved.precision) == (51.5340, 7.1555, Precision.MANUAL)


def test_a_pin_that_is_set_again_replaces_the_first(desk: Store, laid: Imported) -> None:
    herne = reviewing.set_point(desk, laid.drafts[2].id, 1, SCHOOL, author="Bernd")
    other = Point(lat=51.5341, lon=7.1556)
    reviewing.set_point(desk, herne.id, herne.revision, other, author="Carla")
    with desk.read() as reader:
        (venue,) = reader.all(VenueRecord)
    assert (venue.lat, venue.lon, venue.source, venue.revision) == (51.5341, 7.1556, "Redaktion", 2)


def test_a_pin_outside_of_the_state_is_refused(desk: Store, laid: Imported) -> None:
    herne = laid.drafts[2]
    with pytest.raises(InvalidValueError, match=r"nicht in Nordrhein-Westfalen.*Bitte die Nadel"):
        reviewing.set_point(desk, herne.id, herne.revision, Point(lat=48.1, lon=11.6), author="Bernd")
    assert papers.get(desk, DraftRecord, herne.id) == herne


def test_a_pin_without_an_address_is_set_but_remembered_nowhere(desk: Store, laid: Imported) -> None:
    empty = reviewing.add_draft(desk, laid.document.id, author="Bernd")
    draft = reviewing.set_point(desk, empty.id, empty.revision, SCHOOL, author="Bernd")
    assert draft.precision is Precision.MANUAL
    with desk.read() as reader:
        assert reader.all(VenueRecord) == []


def test_a_draft_is_skipped_and_taken_in_again(desk: Store, laid: Imported) -> None:
    draft = reviewing.skip(desk, laid.drafts[0].id, 1, author="Bernd")
    assert draft.state is DraftState.SKIPPED
    draft = reviewing.skip(desk, draft.id, draft.revision, author="Bernd", skipped=False)
    assert draft.state is DraftState.OPEN


def test_a_draft_is_added_at_the_end(desk: Store, laid: Imported) -> None:
    draft = reviewing.add_draft(desk, laid.document.id, author="Bernd")
    assert (draft.position, draft.title, draft.date) == (7, None, None)
    assert papers.drafts(desk, laid.document.id) == (*laid.drafts, draft)


def test_a_draft_is_split_into_two_with_the_same_passage(desk: Store, laid: Imported) -> None:
    copy = reviewing.add_draft(desk, laid.document.id, author="Bernd", after=laid.drafts[1].id)
    drafts = papers.drafts(desk, laid.document.id)
    assert [draft.city for draft in drafts] == [
        "Aachen",
        "Münster",
        "Münster",
        "Herne",
        "Bielefeld",
        "Wesel",
        "Schwelm",
    ]
    assert drafts[2] == copy
    assert (copy.source, copy.spans) == (drafts[1].source, drafts[1].spans)
    assert (*drafts[:2], *drafts[3:]) == laid.drafts  # who edits another one is not disturbed


def test_what_was_split_is_split_once_more(desk: Store, laid: Imported) -> None:
    copy = reviewing.add_draft(desk, laid.document.id, author="Bernd", after=laid.drafts[1].id)
    second = reviewing.add_draft(desk, laid.document.id, author="Bernd", after=copy.id)
    assert papers.drafts(desk, laid.document.id) == (*laid.drafts[:2], copy, second, *laid.drafts[2:])


def test_who_comes_second_is_told_and_nothing_is_overwritten(desk: Store, laid: Imported) -> None:
    edit(desk, laid.drafts[0], title="Von Bernd")
    with pytest.raises(ConflictError, match="inzwischen von Bernd") as caught:
        reviewing.edit_draft(desk, laid.drafts[0].id, 1, author="Carla", title="Von Carla", room="3")
    assert caught.value.conflicts[0].contested == ("title",)
    assert papers.get(desk, DraftRecord, laid.drafts[0].id).title == "Von Bernd"


def test_a_document_is_discarded_and_leaves_the_desk(desk: Store, laid: Imported) -> None:
    found = reviewing.discard(desk, laid.document.id, 1, author="Bernd")
    assert found.state is DocumentState.DISCARDED
    assert not papers.lay(desk).again


@pytest.mark.parametrize("ending", ["discard", "publish"])
def test_nothing_changes_in_a_document_that_is_done(desk: Store, laid: Imported, ending: str) -> None:
    if ending == "discard":
        reviewing.discard(desk, laid.document.id, 1, author="Bernd")
    else:
        publishing.publish(desk, papers.plan_of(desk, laid.document.id), author="Bernd")
    draft = papers.drafts(desk, laid.document.id)[0]
    document = papers.get(desk, DocumentRecord, laid.document.id)
    stamp = desk.stamp()
    attempts: list[Callable[[], object]] = [
        lambda: edit(desk, draft, title="zu spät"),
        lambda: reviewing.settle(desk, draft.id, draft.revision, author="Bernd"),
        lambda: reviewing.set_point(desk, draft.id, draft.revision, SCHOOL, author="Bernd"),
        lambda: reviewing.skip(desk, draft.id, draft.revision, author="Bernd"),
        lambda: reviewing.add_draft(desk, document.id, author="Bernd"),
        lambda: reviewing.discard(desk, document.id, document.revision, author="Bernd"),
        lambda: publishing.publish(desk, papers.plan_of(desk, document.id), author="Bernd"),
    ]
    for attempt in attempts:
        with pytest.raises(InvalidValueError, match=r"ist schon (veröffentlicht|verworfen)\. Bitte"):
            attempt()
    assert desk.stamp() == stamp


def test_a_draft_that_is_not_there_is_told(desk: Store) -> None:
    with pytest.raises(GoneError, match="Den Entwurf „x“ gibt es nicht"):
        reviewing.edit_draft(desk, "x", 1, author="Bernd", title="x")


def test_what_the_reader_doubts_stands_beside_the_draft(desk: Store) -> None:
    text = papers.INVITATION.replace("44649 Herne", "44649 Wesel")
    herne = papers.lay(desk, text).drafts[2]
    assert Doubt("postal_code", "Die Postleitzahl 44649 gehört zu Herne, im Text steht Wesel.") in herne.doubts
    assert not edit(desk, herne, city="Herne").doubts
