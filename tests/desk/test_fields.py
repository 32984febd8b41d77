from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk.records import NEW, OLD, added, at, draft, on, tour
from tests.frames import TOUR
from tourkarte.desk.fields import FieldChange, Spot, changes, merged, value_of
from tourkarte.errors import InvalidValueError
from tourkarte.model import Precision

if TYPE_CHECKING:
    from tourkarte.store.records import AppointmentRecord, DraftRecord

AACHEN = replace(
    tour()["aachen"],
    room="Saal 1",
    media="open",
    note="Ausweis mitbringen",
    report="https://example.org",
    people="A; B",
)
POINT: dict[str, Any] = {"lat": 50.78, "lon": 6.08, "radius_m": 0.0, "point_source": "Register"}


def update(said: DraftRecord, known: AppointmentRecord = AACHEN) -> AppointmentRecord:
    return merged(said, known, id="other", tour="other")


def test_what_the_draft_does_not_say_stays() -> None:
    assert update(added(date=AACHEN.date, title=AACHEN.title)) is AACHEN


def test_what_it_says_is_taken_and_the_document_with_it() -> None:
    found = update(draft(AACHEN, start=at("12:00"), note="Eingang Nord"))
    assert found == replace(AACHEN, start=at("12:00"), note="Eingang Nord", document=NEW)
    assert (found.id, found.tour, found.revision) == (AACHEN.id, TOUR, 1)


def test_unchanged_appointments_keep_the_document_that_they_came_from() -> None:
    assert update(draft(AACHEN)).document == OLD


def test_typography_changes_nothing() -> None:
    known = replace(AACHEN, room="Zimmer 132-134")
    assert changes(draft(known, room="Zimmer 132 – 134"), known) == ()


def test_changes_come_in_the_order_of_reading() -> None:
    said = draft(AACHEN, title="Neu", start=at("12:00"), city="Würselen", street="Markt 1", lat=None, lon=None)
    assert [each.field for each in changes(said, AACHEN)][:2] == ["start", "title"]
    assert FieldChange("start", at("11:00"), at("12:00")) in changes(said, AACHEN)


class TestPlace:
    def test_another_house_takes_room_and_postal_code_with_it(self) -> None:
        found = update(added(date=AACHEN.date, title=AACHEN.title, city="Aachen", street="Theaterplatz 1"))
        assert (found.venue, found.room, found.street, found.postal_code) == (None, None, "Theaterplatz 1", None)
        assert found.city == "Aachen"

    def test_and_the_point_which_would_be_that_of_the_old_house(self) -> None:
        found = update(added(date=AACHEN.date, title=AACHEN.title, city="Aachen", street="Theaterplatz 1"))
        assert value_of(found, "point") is None
        assert found.precision is None
        assert found.district == "05334"

    def test_another_house_takes_even_a_worse_point(self) -> None:
        worse = POINT | {"precision": Precision.POSTAL_CODE, "radius_m": 1300.0}
        found = update(draft(AACHEN, street="Theaterplatz 1", **worse))
        assert value_of(found, "point") == Spot(
            lat=50.78, lon=6.08, precision=Precision.POSTAL_CODE, radius_m=1300.0, source="Register"
        )

    def test_another_town_has_its_own_district(self) -> None:
        assert update(draft(AACHEN, city="Essen", street="Markt 1", district=None, lat=None, lon=None)).district is None
        assert update(draft(AACHEN, city="Essen", street="Markt 1", district="05113")).district == "05113"

    def test_the_same_house_keeps_room_and_venue(self) -> None:
        found = update(added(date=AACHEN.date, title=AACHEN.title, city="Aachen", street="Reichsweg 30"))
        assert found is AACHEN

    @pytest.mark.parametrize(
        ("known", "said", "taken"),
        [
            (Precision.ADDRESS, Precision.POSTAL_CODE, False),
            (Precision.MANUAL, Precision.ADDRESS, False),
            (Precision.ADDRESS, Precision.ADDRESS, False),
            (Precision.STREET, Precision.ADDRESS, True),
            (Precision.ADDRESS, Precision.MANUAL, True),
            (Precision.MANUAL, Precision.MANUAL, True),
            (None, Precision.MUNICIPALITY, True),
            (Precision.MUNICIPALITY, None, False),
        ],
    )
    def test_only_a_better_point_replaces_that_of_the_same_house(
        self,
        known: Precision | None,
        said: Precision | None,
        taken: bool,  # noqa: FBT001 -- what is expected
    ) -> None:
        nothing = dict.fromkeys(("lat", "lon", "radius_m", "precision", "point_source"))
        before: dict[str, Any] = {"precision": known} if known else nothing
        after: dict[str, Any] = POINT | {"precision": said} if said else nothing
        published = replace(AACHEN, **before)
        found = changes(draft(AACHEN, **after), published)
        assert [each.field for each in found] == (["point"] if taken else [])


class TestSaidBefore:
    """What a document says once more, beside what the desk has made of the appointment since."""

    said = draft(AACHEN, start=at("10:00"), end=at("11:00"), room="Saal 2", **POINT)

    def test_what_was_corrected_by_hand_stays(self) -> None:
        assert update(self.said).start == at("10:00")
        assert merged(self.said, AACHEN, id="", tour="", said=[self.said]) is AACHEN

    def test_what_the_document_says_otherwise_is_taken(self) -> None:
        again = replace(self.said, start=at("12:00"))
        found = merged(again, AACHEN, id="", tour="", said=[self.said])
        assert found == replace(AACHEN, start=at("12:00"), document=NEW)

    def test_what_was_corrected_in_the_review_stays_as_well(self) -> None:
        read = replace(self.said, start=at("09:00"))
        assert merged(read, AACHEN, id="", tour="", said=[read, self.said]) is AACHEN

    def test_another_house_that_the_desk_set_stays_with_its_room_and_point(self) -> None:
        moved = replace(AACHEN, street="Theaterplatz 1", room="Foyer", lat=50.77, lon=6.09)
        again = replace(self.said, room="Saal 3")
        assert merged(again, moved, id="", tour="", said=[self.said]) is moved

    def test_another_house_that_the_document_says_does_not(self) -> None:
        moved = replace(AACHEN, street="Theaterplatz 1", room="Foyer", lat=50.77, lon=6.09)
        again = replace(self.said, street="Markt 39")
        found = merged(again, moved, id="", tour="", said=[self.said])
        assert (found.street, found.room, found.lat) == ("Markt 39", "Saal 2", 50.78)

    def test_a_pin_that_the_desk_set_outlives_that_of_a_table(self) -> None:
        table = draft(AACHEN, **POINT | {"precision": Precision.MANUAL})
        pinned = replace(AACHEN, lat=50.779, lon=6.079, precision=Precision.MANUAL)
        assert merged(table, pinned, id="", tour="", said=[table]) is pinned

    def test_an_end_before_the_new_beginning_is_dropped(self) -> None:
        known = replace(AACHEN, start=at("10:00"), end=at("10:45"))
        found = merged(replace(self.said, start=at("10:50")), known, id="", tour="", said=[self.said])
        assert (found.start, found.end) == (at("10:50"), at("11:00"))


class TestEnds:
    known = replace(AACHEN, end=at("12:30"), end_date=on(8, 4))

    def test_an_end_before_the_new_beginning_is_dropped(self) -> None:
        assert update(draft(self.known, start=at("13:00"), end=None), self.known).end is None
        assert update(draft(self.known, start=at("12:00"), end=None), self.known).end == at("12:30")

    def test_a_last_day_before_the_new_first_is_dropped(self) -> None:
        assert update(draft(self.known, date=on(8, 9), end_date=None), self.known).end_date is None
        assert update(draft(self.known, date=on(8, 3), end_date=None), self.known).end_date == on(8, 4)

    def test_what_the_draft_says_itself_is_taken_as_it_is(self) -> None:
        assert update(draft(self.known, start=at("22:00"), end=at("01:00")), self.known).end == at("01:00")


def test_a_new_appointment_has_all_that_the_draft_says() -> None:
    said = draft(AACHEN)
    assert merged(said, None, id="new", tour=TOUR) == replace(AACHEN, id="new", revision=0, document=NEW)


@pytest.mark.parametrize(
    ("said", "named"),
    [({"title": "Besuch"}, "Datum"), ({"date": on(8, 2)}, "Titel"), ({}, "Datum und Titel")],
)
def test_a_new_appointment_needs_date_and_title(said: dict[str, Any], named: str) -> None:
    with pytest.raises(InvalidValueError, match=f"Dem Entwurf fehlt: {named}\\."):
        merged(added(**said), None, id="new", tour=TOUR)
