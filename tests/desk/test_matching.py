from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.records import NEW, OLD, added, at, draft, drafts, on, tour
from tests.frames import TOUR
from tourkarte.desk.fields import lacking, merged
from tourkarte.desk.matching import Matching, Novelty, match
from tourkarte.model import Status
from tourkarte.store.records import AppointmentRecord, DraftRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

ELSEWHERE = {"venue": "Kulturzentrum", "room": "Saal 2", "street": "Willi-Pohlmann-Platz 1", "postal_code": "44623"}


def said_of(matching: Matching) -> dict[str, set[str]]:
    """Return the changed fields of each appointment by the last word of its id."""
    pairs = [each for each in matching.comparisons if each.appointment]
    return {
        each.appointment.id.rpartition("-")[2]: {change.field for change in each.changes}
        for each in pairs
        if each.appointment and each.changes
    }


def test_the_same_invitation_again_changes_nothing() -> None:
    matching = match(drafts(tour()), list(tour().values()))
    assert [each.kind for each in matching.comparisons] == [Novelty.UNCHANGED] * 6
    assert matching.missing == ()


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        pytest.param({"start": at("11:00")}, {"start"}, id="an hour later"),
        pytest.param({"date": on(8, 10)}, {"date"}, id="a week later"),
        pytest.param({"date": on(8, 4), "start": at("16:00")}, {"date", "start"}, id="next day, other time"),
        pytest.param({"room": "Aula"}, {"room"}, id="room"),
        pytest.param({"venue": "Realschule an der Burg"}, {"venue"}, id="venue"),
        pytest.param(ELSEWHERE, {"venue", "room", "street", "postal_code"}, id="other house"),
        pytest.param({"city": "Hernee"}, {"city"}, id="town misspelt"),
        pytest.param({"city": "Hernee", "centre": None}, {"city"}, id="town misspelt, no centre"),
        pytest.param({"title": "Besuch im KI der Stadt Herne"}, {"title"}, id="title rephrased"),
        pytest.param({"title": "Sprachförderung vor Ort", "centre": None}, {"title"}, id="other title, same slot"),
        pytest.param({"status": Status.CANCELLED}, {"status"}, id="cancelled"),
        pytest.param({"status": Status.MOVED}, {"status"}, id="moved away"),
        pytest.param({"street": "Rademachers Weg 15 a"}, {"street"}, id="house number"),
        pytest.param({"postal_code": "44648"}, {"postal_code"}, id="postal code"),
        pytest.param({"title": "KI Herne", "start": at("09:30")}, {"title", "start"}, id="title and time"),
        pytest.param({"centre": None, "date": on(8, 4)}, {"date"}, id="other day, no centre"),
    ],
)
def test_a_correction_changes_what_it_says_and_nothing_else(said: dict[str, Any], changed: set[str]) -> None:
    matching = match(drafts(tour(), herne=said), list(tour().values()))
    found = said_of(matching)
    assert found.keys() == {"herne"}
    assert found["herne"] - {"point", "district"} == changed
    assert matching.missing == ()


def test_what_is_added_is_new_and_what_is_left_out_is_missing() -> None:
    essen = added(
        date=on(8, 3),
        start=at("10:00"),
        title="Kommunales Integrationszentrum Stadt Essen",
        city="Essen",
        centre="05113",
    )
    matching = match([*drafts(tour(), herne=None), essen], list(tour().values()))
    assert [each.draft for each in matching.of(Novelty.NEW)] == [essen]
    assert [each.id for each in matching.missing] == [f"{TOUR}-herne"]


def test_towns_that_differ_never_pair_whatever_else_agrees() -> None:
    herne = replace(tour()["herne"], centre=None)
    herten = draft(herne, city="Herten")
    matching = match([herten], [herne])
    assert matching.of(Novelty.NEW)


def test_the_centre_outweighs_the_town() -> None:
    matching = match(drafts(tour(), aachen={"city": "Würselen", "street": "Markt 1"}), list(tour().values()))
    assert said_of(matching).keys() == {"aachen"}


def test_other_centres_never_pair_even_in_one_house() -> None:
    matching = match([draft(tour()["herne"], centre="05913")], list(tour().values()))
    assert matching.of(Novelty.NEW)


def test_the_own_id_outweighs_everything() -> None:
    own = draft(tour()["wesel"], own_id=f"{TOUR}-herne")
    (found,) = match([own], list(tour().values())).comparisons
    assert found.appointment == tour()["herne"]


def test_what_a_person_chose_outweighs_the_own_id() -> None:
    own = draft(tour()["wesel"], own_id=f"{TOUR}-wesel", appointment=f"{TOUR}-herne")
    (found,) = match([own], list(tour().values())).comparisons
    assert found.appointment == tour()["herne"]


def test_a_copied_line_of_our_own_table_is_new() -> None:
    """Its id stands there twice: the line that says the same is the appointment."""
    copied = draft(tour()["herne"], 7, own_id=f"{TOUR}-herne", city="Essen", centre="05113", date=on(8, 9))
    own = drafts(tour(), herne={"own_id": f"{TOUR}-herne"})
    matching = match([copied, *own], list(tour().values()))
    assert [each.draft for each in matching.of(Novelty.NEW)] == [copied]
    assert len(matching.of(Novelty.UNCHANGED)) == 6


def test_the_first_row_of_somebody_elses_table_is_not_ours() -> None:
    ours = replace(tour()["herne"], id="1")
    theirs = added(0, own_id="1", date=ours.date, title="Sommerfest", city="Köln", street="Domkloster 4")
    assert match([theirs], [ours]).of(Novelty.NEW)


def test_an_unknown_own_id_says_nothing() -> None:
    (found,) = match([draft(tour()["herne"], own_id="17")], list(tour().values())).comparisons
    assert found.kind is Novelty.UNCHANGED


class TestTwoVisits:
    first = replace(tour()["herne"], id="a", centre=None, title="Besuch der Grundschule", start=at("10:00"))
    second = replace(first, id="b", title="Gespräch im Rathaus", venue="Rathaus", street="Markt 1", start=at("14:00"))

    def test_in_one_town_on_one_day_keep_apart_when_one_moves_by_an_hour(self) -> None:
        said = [draft(self.first, 0, start=at("11:00")), draft(self.second, 1)]
        assert said_of(match(said, [self.first, self.second])) == {"a": {"start"}}

    def test_keep_apart_when_one_comes_at_the_time_of_the_other(self) -> None:
        said = [draft(self.first, 0, start=at("14:00")), draft(self.second, 1, start=at("10:00"))]
        assert said_of(match(said, [self.first, self.second])) == {"a": {"start"}, "b": {"start"}}

    def test_one_is_not_the_other_when_that_is_left_out(self) -> None:
        matching = match([draft(self.second, 1)], [self.first])
        assert matching.of(Novelty.NEW)

    def test_not_even_in_the_same_house(self) -> None:
        matching = match([draft(self.first, 1, title="Vereidigung der Wache", start=at("18:00"))], [self.first])
        assert matching.of(Novelty.NEW)

    def test_to_one_centre_on_two_days_keep_apart(self) -> None:
        first = tour()["herne"]
        later = replace(first, id="later", date=on(8, 10))
        said = [draft(first, 0), draft(later, 1, date=on(8, 11))]
        assert said_of(match(said, [first, later])) == {"later": {"date"}}

    def test_a_second_visit_to_a_centre_is_new_beside_the_first(self) -> None:
        said = [*drafts(tour()), draft(tour()["herne"], 7, date=on(8, 10))]
        matching = match(said, list(tour().values()))
        assert [each.draft.date for each in matching.of(Novelty.NEW)] == [on(8, 10)]

    def test_next_weeks_list_does_not_move_this_weeks_visit(self) -> None:
        again = draft(tour()["herne"], 0, date=on(8, 10))
        others = [
            added(position, date=on(8, 9), title=f"Kommunales Integrationszentrum Stadt {city}", city=city)
            for position, city in enumerate(("Essen", "Köln", "Bonn"), start=1)
        ]
        matching = match([again, *others], list(tour().values()))
        assert len(matching.of(Novelty.NEW)) == 4
        assert matching.missing == ()

    def test_unless_it_is_known_to_be_a_later_version(self) -> None:
        again = draft(tour()["herne"], 0, date=on(8, 10))
        others = [added(n, date=on(8, 9), title=city, city=city) for n, city in enumerate(("Essen", "Köln", "Bonn"), 1)]
        matching = match([again, *others], list(tour().values()), lineage=[OLD])
        assert said_of(matching) == {"herne": {"date"}}

    def test_a_visit_as_far_from_two_days_is_neither(self) -> None:
        days = [replace(tour()["herne"], id=str(day), date=on(8, day)) for day in (2, 4)]
        assert match([draft(days[0], date=on(8, 3))], days).of(Novelty.NEW)


def test_a_tour_that_moves_as_a_whole_is_the_same_tour() -> None:
    said = [replace(each, date=each.date + dt.timedelta(days=7)) for each in drafts(tour()) if each.date]
    assert set(map(frozenset, said_of(match(said, list(tour().values()))).values())) == {frozenset({"date"})}


def test_a_visit_that_is_over_is_not_moved_to_a_day_to_come() -> None:
    again = drafts(tour(), herne={"date": on(9, 1)})
    matching = match(again, list(tour().values()), today=on(8, 20))
    assert [each.draft.date for each in matching.of(Novelty.NEW)] == [on(9, 1)]


class TestNoDate:
    undated = draft(tour()["herne"], date=None)

    def test_it_means_the_only_one_that_fits(self) -> None:
        (found,) = match([self.undated], list(tour().values())).comparisons
        assert found.kind is Novelty.UNCHANGED

    def test_it_means_none_of_two_that_fit_as_well(self) -> None:
        two = [tour()["herne"], replace(tour()["herne"], id="later", date=on(8, 10))]
        assert match([self.undated], two).of(Novelty.NEW)

    def test_it_means_the_one_that_is_left(self) -> None:
        two = [tour()["herne"], replace(tour()["herne"], id="later", date=on(8, 10))]
        found = {each.draft.id: each for each in match([self.undated, draft(two[0], 1)], two).comparisons}
        assert [found[self.undated.id].appointment, found[f"{NEW}-1"].appointment] == [two[1], two[0]]


class TestDecided:
    def test_what_is_announced_again_stays_cancelled(self) -> None:
        known = tour() | {"herne": replace(tour()["herne"], status=Status.CANCELLED)}
        matching = match(drafts(tour(), herne={"start": at("11:00")}), list(known.values()))
        assert said_of(matching) == {"herne": {"start"}}

    def test_what_is_cancelled_is_not_missing(self) -> None:
        known = tour() | {"herne": replace(tour()["herne"], status=Status.CANCELLED)}
        assert match(drafts(tour(), herne=None), list(known.values())).missing == ()

    old = replace(tour()["herne"], status=Status.MOVED, moved_to="target")
    target = replace(tour()["herne"], id="target", date=on(8, 9))

    def test_the_new_day_means_the_target(self) -> None:
        (found,) = match([draft(self.target)], [self.old, self.target]).comparisons
        assert (found.appointment, found.changes) == (self.target, ())

    def test_the_old_day_means_what_was_moved_and_misses_nothing(self) -> None:
        said = draft(self.old, status=Status.SCHEDULED)
        matching = match([said], [self.old, self.target], lineage=[OLD])
        (found,) = matching.comparisons
        assert (found.appointment, found.changes) == (self.old, ())
        assert matching.missing == ()

    def test_the_old_day_moves_nothing_back_even_if_it_says_something_new(self) -> None:
        said = draft(self.old, status=Status.SCHEDULED, room="Aula")
        (found,) = match([said], [self.old, self.target], lineage=[OLD]).comparisons
        assert found.appointment == self.old
        assert [change.field for change in found.changes] == ["room"]

    def test_what_a_document_calls_cancelled_still_leads_to_its_target(self) -> None:
        (found,) = match([draft(self.old, status=Status.CANCELLED)], [self.old, self.target]).comparisons
        assert (found.appointment, found.changes) == (self.old, ())

    def test_both_mean_both(self) -> None:
        matching = match([draft(self.old, 0), draft(self.target, 1)], [self.target, self.old])
        assert len(matching.of(Novelty.UNCHANGED)) == 2

    def test_without_its_target_the_old_day_means_what_was_moved_as_well(self) -> None:
        (found,) = match([draft(self.old, status=Status.SCHEDULED)], [self.old]).comparisons
        assert (found.appointment, found.changes) == (self.old, ())

    def test_what_does_not_take_place_is_never_on_another_day(self) -> None:
        said = draft(self.target, status=Status.CANCELLED)
        assert match([said], [tour()["herne"]]).of(Novelty.NEW)


class TestMissing:
    def test_what_was_before_the_first_day_need_not_be_repeated(self) -> None:
        rest = drafts(tour(), aachen=None, muenster=None)
        assert match(rest, list(tour().values())).missing == ()

    def test_what_came_after_the_last_day_is_missing(self) -> None:
        left_out = match(drafts(tour(), wesel=None, schwelm=None), list(tour().values())).missing
        assert [each.id for each in left_out] == [f"{TOUR}-wesel", f"{TOUR}-schwelm"]

    def test_other_documents_and_hands_are_not_expected(self) -> None:
        others = [replace(tour()["herne"], id=f"{document}", document=document) for document in ("another", None)]
        moved = [replace(each, centre="05913", city="Dortmund", title="Anderes") for each in others]
        assert match(drafts(tour()), [*tour().values(), *moved]).missing == ()

    def test_deleted_appointments_are_not_there(self) -> None:
        known = tour() | {"herne": replace(tour()["herne"], deleted=True)}
        matching = match(drafts(tour()), list(known.values()))
        assert len(matching.of(Novelty.NEW)) == 1

    def test_a_document_without_drafts_misses_nothing(self) -> None:
        assert match([], list(tour().values()), lineage=[OLD]).missing == ()


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Generate what a draft says out of little, so that much of it agrees by chance."""
    return st.fixed_dictionaries(
        {
            "date": st.sampled_from([None, on(8, 2), on(8, 3), on(8, 10)]),
            "start": st.sampled_from([None, at("10:00"), at("14:00")]),
            "end": st.sampled_from([None, at("12:00")]),
            "title": st.sampled_from([None, "KI Stadt Herne", "Besuch im KI der Stadt Herne", "Gespräch im Rathaus"]),
            "venue": st.sampled_from([None, "Rathaus", "Altes Rathaus", "Stadthalle"]),
            "street": st.sampled_from([None, "Markt 1", "Markt 1a", "Hauptstr. 5", "Hauptstraße 5"]),
            "postal_code": st.sampled_from([None, "44649", "45699"]),
            "city": st.sampled_from([None, "Herne", "Hernee", "Herten", "Stadt Herne"]),
            "centre": st.sampled_from([None, None, "05916", "05562"]),
            "status": st.sampled_from(Status),
        }
    )


def some_drafts() -> st.SearchStrategy[list[DraftRecord]]:
    """Generate the drafts of a document."""
    names = st.fixed_dictionaries(
        {
            "own_id": st.sampled_from([None, None, "a0", "a1"]),
            "appointment": st.sampled_from([None, None, None, "a0"]),
        }
    )
    return st.lists(st.builds(lambda one, two: one | two, facts(), names), max_size=6).map(
        lambda found: [added(position, **said) for position, said in enumerate(found)]
    )


def some_appointments() -> st.SearchStrategy[list[AppointmentRecord]]:
    """Generate the appointments of a tour."""
    whole = facts().map(lambda said: said | {"date": said["date"] or on(8, 2), "title": said["title"] or "Termin"})
    origin = st.sampled_from([None, OLD, "another"])
    return st.lists(st.tuples(whole, origin), max_size=6).map(
        lambda found: [
            AppointmentRecord(id=f"a{number}", tour=TOUR, document=document, **said)
            for number, (said, document) in enumerate(found)
        ]
    )


def published(matching: Matching, appointments: Sequence[AppointmentRecord]) -> list[AppointmentRecord]:
    """Return the appointments as they are after all drafts were published that can be."""
    known = {each.id: each for each in appointments}
    for number, each in enumerate(matching.comparisons):
        if each.appointment or not lacking(each.draft):
            record = merged(each.draft, each.appointment, id=f"n{number}", tour=TOUR)
            known[record.id] = record
    return list(known.values())


@given(some_drafts(), some_appointments(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_changes_nothing(
    said: list[DraftRecord], known: list[AppointmentRecord], chance: Any
) -> None:
    expected = match(said, known)
    chance.shuffle(said)
    chance.shuffle(known)
    assert match(said, known) == expected


@given(some_drafts(), some_appointments())
def test_each_is_in_one_pair_at_most(said: list[DraftRecord], known: list[AppointmentRecord]) -> None:
    matching = match(said, known)
    paired = [each.appointment.id for each in matching.comparisons if each.appointment]
    assert sorted(each.draft.id for each in matching.comparisons) == sorted(each.id for each in said)
    assert len(set(paired)) == len(paired)
    assert not set(paired) & {each.id for each in matching.missing}


@given(some_appointments())
def test_a_tour_beside_itself_is_unchanged(known: list[AppointmentRecord]) -> None:
    matching = match([draft(each, position) for position, each in enumerate(known)], known)
    assert {each.kind for each in matching.comparisons} <= {Novelty.UNCHANGED}
    assert matching.missing == ()


@given(some_drafts(), some_appointments())
def test_what_was_published_is_found_unchanged(said: list[DraftRecord], known: list[AppointmentRecord]) -> None:
    said = [each for each in said if not lacking(each)]
    once = match(said, known)
    again = match(said, published(once, known))
    assert {each.kind for each in again.comparisons} <= {Novelty.UNCHANGED}
