"""Running a tour: what visitors see changes as one asked, and not otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk import papers
from tourkarte.desk import editing
from tourkarte.desk.validation import FieldsError
from tourkarte.errors import InvalidValueError
from tourkarte.model import Point, Precision, Status
from tourkarte.store.errors import ConflictError, GoneError
from tourkarte.store.records import AppointmentRecord, TourRecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.store.store import Store

HERNE = "sommertour-2017-herne"
SCHOOL = Point(lat=51.5340, lon=7.1555)
DAY, NINE = dt.date(2017, 8, 9), dt.time(9)


def get(store: Store, key: str = HERNE) -> AppointmentRecord:
    return papers.get(store, AppointmentRecord, key)


def edit(store: Store, base: int = 1, **values: Any) -> AppointmentRecord:
    return editing.edit_appointment(store, HERNE, base, author="Bernd", **values)


def latest(store: Store) -> tuple[str, str, str]:
    with store.read() as reader:
        change = reader.changes(limit=1)[0]
    return change.author, change.action, change.summary


def test_a_cancelled_appointment_stays_and_says_so(desk: Store) -> None:
    before = get(desk)
    after = editing.cancel(desk, HERNE, 1, author="Bernd", note="Erkrankung")
    assert after == replace(before, status=Status.CANCELLED, note="Erkrankung", revision=2) == get(desk)
    assert latest(desk) == ("Bernd", "cancel", "Termin „Kommunales Integrationszentrum Stadt Herne“ abgesagt")


def test_a_note_stays_if_the_cancellation_brings_none(desk: Store) -> None:
    edit(desk, note="Eingang hinten")
    assert editing.cancel(desk, HERNE, 2, author="Bernd").note == "Eingang hinten"


def test_the_note_of_a_cancellation_comes_before_what_is_noted_already(desk: Store) -> None:
    edit(desk, note="Eingang hinten")
    assert editing.cancel(desk, HERNE, 2, author="Bernd", note="Erkrankung").note == "Erkrankung\nEingang hinten"
    assert editing.cancel(desk, HERNE, 3, author="Bernd", note="Erkrankung\nEingang hinten").revision == 3


def test_what_takes_place_after_all_has_the_note_that_it_had(desk: Store) -> None:
    edit(desk, note="Eingang hinten")
    editing.cancel(desk, HERNE, 2, author="Bernd", note="Erkrankung")
    assert edit(desk, 3, status=Status.SCHEDULED).note == "Eingang hinten"


def test_a_note_that_was_changed_since_the_cancellation_stays(desk: Store) -> None:
    editing.cancel(desk, HERNE, 1, author="Bernd", note="Erkrankung")
    edit(desk, 2, note="Bitte anrufen")
    assert edit(desk, 3, status=Status.SCHEDULED).note == "Bitte anrufen"
    editing.cancel(desk, HERNE, 4, author="Bernd")
    assert edit(desk, 5, status=Status.SCHEDULED, note="Neu").note == "Neu"


def test_an_appointment_that_is_added_is_placed_at_its_address(desk: Store) -> None:
    added = editing.add_appointment(
        desk,
        author="Bernd",
        tour=papers.TOUR,
        date=DAY,
        start=NINE,
        title="Besuch",
        street="Klemensstraße 10",
        postal_code="48143",
        city="Münster",
    )
    assert added.id == "herbsttour-muenster"
    assert (added.precision, added.district) == (Precision.ADDRESS, "05515")
    assert (added.lat, added.lon) == (51.961302, 7.629351)
    assert papers.published(desk) == [added]


def test_a_point_that_is_given_is_not_looked_for(desk: Store) -> None:
    point = {"lat": SCHOOL.lat, "lon": SCHOOL.lon, "precision": Precision.MANUAL, "radius_m": 0.0, "district": "05916"}
    added = editing.add_appointment(
        desk, author="Bernd", tour=papers.TOUR, date=DAY, title="Besuch", city="Herne", **point
    )
    assert (added.lat, added.lon) == (SCHOOL.lat, SCHOOL.lon)


@pytest.mark.parametrize("values", [{"date": None}, {"title": ""}])
def test_an_appointment_needs_a_day_and_a_title(desk: Store, values: dict[str, Any]) -> None:
    given = {"date": DAY, "title": "Besuch"} | values
    with pytest.raises(InvalidValueError, match="mindestens einen Tag und einen Titel"):
        editing.add_appointment(desk, author="Bernd", tour=papers.TOUR, **given)


def test_another_address_is_placed_anew(desk: Store) -> None:
    after = edit(desk, street="Klemensstraße 10", postal_code="48143", city="Münster", venue=None)
    assert (after.lat, after.lon, after.precision, after.district) == (
        51.961302,
        7.629351,
        Precision.ADDRESS,
        "05515",
    )
    assert after.id == HERNE


def test_another_title_is_not(desk: Store) -> None:
    before = editing.set_point(desk, HERNE, 1, SCHOOL, author="Bernd")
    after = edit(desk, 2, title="Besuch in Herne", report="https://beispiel.example/bericht", media="open")
    assert (after.lat, after.lon, after.precision) == (before.lat, before.lon, Precision.MANUAL)


WRONG = [
    ({"date": None}, "Datum: Ein leeres Feld ist hier nicht erlaubt"),
    ({"date": dt.date(1066, 10, 14)}, "Datum: „1066-10-14“ liegt zu weit weg"),
    ({"title": ""}, "Titel: Ein leeres Feld ist hier nicht erlaubt"),
    ({"title": "a\x01b"}, "Titel: .*Steuerzeichen"),
    ({"note": "a\x00b"}, "Steuerzeichen|nicht speichern lassen"),
    ({"postal_code": "ABC"}, "Postleitzahl: „ABC“ ist keine Postleitzahl"),
    ({"centre": "99999"}, "Zentrum: „99999“ ist kein Kreis mit einem Zentrum"),
    ({"district": "1"}, "Kreis: „1“ ist"),
    ({"status": "weird"}, "Stand: „weird“ ist kein Stand"),
    ({"lat": 95.0, "lon": 7.0, "precision": Precision.MANUAL}, "Breite: „95"),
    ({"lat": None}, "Länge: .*passt nicht zu „Breite“"),
    ({"lat": float("nan"), "lon": 7.0, "precision": Precision.MANUAL}, "Breite: „nan“"),
    ({"tour": "winter"}, "Tour: „winter“ ist keine bekannte Tour"),
    ({"start": "gegen zehn"}, "Beginn: „gegen zehn“ ist keine Uhrzeit"),
]


@pytest.mark.parametrize(("values", "sentence"), WRONG, ids=str)
def test_what_visitors_could_not_be_shown_is_refused(desk: Store, values: dict[str, Any], sentence: str) -> None:
    stamp = desk.stamp()
    with pytest.raises(InvalidValueError, match=sentence):
        edit(desk, **values)
    assert desk.stamp() == stamp


def test_all_that_is_wrong_is_told_at_once(desk: Store) -> None:
    with pytest.raises(FieldsError) as caught:
        edit(desk, title="", postal_code="ABC")
    assert [problem.field for problem in caught.value.problems] == ["title", "postal_code"]


def test_a_tour_that_is_not_there_gets_no_appointment(desk: Store) -> None:
    with pytest.raises(FieldsError, match=r"Tour: „winter“.*erlaubt sind .*herbsttour"):
        editing.add_appointment(desk, author="Bernd", tour="winter", date=DAY, title="Besuch")


def test_who_comes_second_is_told(desk: Store) -> None:
    editing.cancel(desk, HERNE, 1, author="Bernd")
    before = get(desk)
    attempts: list[Callable[[], object]] = [
        lambda: editing.edit_appointment(desk, HERNE, 1, author="Carla", title="Anders"),
        lambda: editing.edit_appointment(desk, HERNE, 1, author="Carla", street="Klemensstraße 10"),
        lambda: editing.move(desk, HERNE, 1, author="Carla", date=DAY),
        lambda: editing.remove(desk, HERNE, 1, author="Carla"),
        lambda: editing.set_point(desk, HERNE, 1, SCHOOL, author="Carla"),
        lambda: editing.cancel(desk, HERNE, 1, author="Carla"),
    ]
    for attempt in attempts:
        with pytest.raises(ConflictError, match="inzwischen von Bernd geändert"):
            attempt()
    assert get(desk) == before
    assert len(papers.published(desk, "sommertour-2017")) == 6


def test_a_pin_is_set_and_remembered(desk: Store) -> None:
    after = editing.set_point(desk, HERNE, 1, SCHOOL, author="Bernd")
    assert (after.lat, after.lon, after.precision, after.radius_m) == (51.5340, 7.1555, Precision.MANUAL, 0)
    assert papers.lay(desk).drafts[2].lat == 51.5340
    with pytest.raises(InvalidValueError, match="nicht in Nordrhein-Westfalen"):
        editing.set_point(desk, HERNE, 2, Point(lat=48.1, lon=11.6), author="Bernd")


def test_what_was_deleted_is_gone_and_its_id_is_not_given_again(desk: Store) -> None:
    editing.remove(desk, HERNE, 1, author="Bernd")
    assert HERNE not in {each.id for each in papers.published(desk, "sommertour-2017")}
    with pytest.raises(GoneError):
        editing.cancel(desk, HERNE, 2, author="Bernd")
    with pytest.raises(GoneError):
        editing.edit_appointment(desk, HERNE, 2, author="Bernd", title="zu spät")
    added = editing.add_appointment(
        desk, author="Bernd", tour="sommertour-2017", date=DAY, title="Besuch", city="Herne"
    )
    assert added.id == f"{HERNE}-2"


def test_a_tour_is_added_and_edited(desk: Store) -> None:
    tour = editing.add_tour(desk, author="Anna", title="Frühjahrsreise durch Ü", planned=3)
    assert tour.id == "fruehjahrsreise-durch-ue"
    tour = editing.edit_tour(desk, tour.id, 1, author="Anna", planned=4)
    assert papers.get(desk, TourRecord, tour.id) == tour
    assert latest(desk) == ("Anna", "edit-tour", "Tour „Frühjahrsreise durch Ü“ geändert")


@pytest.mark.parametrize("title", ["", "  ", "–"])
def test_a_tour_needs_a_title(desk: Store, title: str) -> None:
    with pytest.raises(InvalidValueError, match="Eine Tour braucht einen Titel"):
        editing.add_tour(desk, author="Anna", title=title)
    with pytest.raises(InvalidValueError, match="Eine Tour braucht einen Titel"):
        editing.edit_tour(desk, papers.TOUR, 1, author="Anna", title=title)


@pytest.mark.parametrize("title", [" Herbsttour", "herbsttour", "Herbsttour!"])
def test_titles_that_people_take_for_one_are_one(desk: Store, title: str) -> None:
    with pytest.raises(InvalidValueError, match="Eine Tour „Herbsttour“ gibt es schon"):
        editing.add_tour(desk, author="Anna", title=title)


def test_no_two_tours_have_one_title(desk: Store) -> None:
    with pytest.raises(InvalidValueError, match="Eine Tour „Herbsttour“ gibt es schon"):
        editing.add_tour(desk, author="Anna", title="Herbsttour")
    other = editing.add_tour(desk, author="Anna", title="Wintertour")
    with pytest.raises(InvalidValueError, match="Eine Tour „Herbsttour“ gibt es schon"):
        editing.edit_tour(desk, other.id, 1, author="Anna", title="Herbsttour")
    assert editing.edit_tour(desk, other.id, 1, author="Anna", title="Wintertour", planned=2).revision == 2


@pytest.mark.parametrize("planned", [-1, 10_000, 1 << 40])
def test_no_tour_is_to_have_fewer_than_no_visits_nor_more_than_can_be(desk: Store, planned: int) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: editing.add_tour(desk, author="Anna", title="Wintertour", planned=planned),
        lambda: editing.edit_tour(desk, papers.TOUR, 1, author="Anna", planned=planned),
    ]
    for attempt in attempts:
        with pytest.raises(InvalidValueError, match=rf"{planned} geplante Besuche.*erlaubt ist 0 bis 9999"):
            attempt()
    assert papers.get(desk, TourRecord, papers.TOUR).revision == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": "x" * 201}, "Der Titel hat 201 Zeichen; erlaubt sind höchstens 200"),
        ({"subtitle": "x" * 501}, "Der Untertitel hat 501 Zeichen; erlaubt sind höchstens 500"),
    ],
)
def test_a_tour_that_is_too_much_is_refused(desk: Store, values: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        editing.add_tour(desk, author="Bernd", **({"title": "Neu"} | values))
    with pytest.raises(InvalidValueError, match=said):
        editing.edit_tour(desk, "herbsttour", 1, author="Bernd", **values)


def test_the_title_of_a_tour_is_one_line_of_visible_characters(desk: Store) -> None:
    tour = editing.add_tour(desk, author="Bernd", title="Win\x1b[2Jter \u202eTour\n", subtitle="a\tb")
    assert (tour.title, tour.subtitle) == ("Win [2Jter Tour", "a b")
    assert editing.edit_tour(desk, tour.id, 1, author="Bernd", title="\x07Neu").title == "Neu"
