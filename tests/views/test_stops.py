from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte import frame as contract
from tourkarte.progress import Phase
from tourkarte.views import stops as words
from tourkarte.views.precision import Look

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.views.stops import Stop


def test_a_stop_says_all_that_is_known(six: list[Stop]) -> None:
    herne = six[2]
    assert herne.number == 3
    assert herne.phase == Phase.DONE
    assert herne.when == "Donnerstag, 3. August 2017, 10:00 Uhr"
    assert herne.place == "Grundschule Michaelstraße"
    assert herne.address == "Rademachers Weg 15, 44649 Herne"
    assert herne.precision == "nur Postleitzahl, ±\u00a01\u00a0km"
    assert herne.radius_m == 1300
    assert six[3].place == "Neues Rathaus, 1. Etage, Flur A, Zimmer 132-134"
    assert herne.look == Look.AREA
    assert herne.unsure == "Lage ungefähr, nur Postleitzahl"
    assert herne.source == "GeoNames"
    assert six[0].radius_m == 0
    assert six[0].look == Look.HOUSE


def test_a_postal_code_of_another_country_is_shown_as_it_is() -> None:
    frame = contract.from_rows([frames.stop(street="Gospertstraße 1", postal_code="4700", city="Eupen")])
    (stop,) = words.stops(frame, words.order_of(frame, NOON_OF_THE_SECOND_DAY))
    assert stop.address == "Gospertstraße 1, 4700 Eupen"


def test_a_filter_does_not_renumber() -> None:
    frame = frames.sample()
    order = words.order_of(frame, NOON_OF_THE_SECOND_DAY)
    assert [stop.number for stop in words.stops(frame.iloc[[4, 5]], order)] == [5, 6]


@given(frames.frames())
def test_every_row_becomes_a_stop_without_missing_values(frame: pd.DataFrame) -> None:
    found = words.stops(frame, words.order_of(frame, NOON_OF_THE_SECOND_DAY))
    assert [stop.id for stop in found] == list(frame["id"])
    assert sorted(stop.number for stop in found) == list(range(1, len(frame) + 1))
    for stop, has_point in zip(found, frame["lat"].notna(), strict=True):
        assert (stop.position is not None) == has_point
        assert (stop.look is not None) == has_point
        assert all(isinstance(text, str) for text in (stop.city, stop.room, stop.time, stop.precision, stop.source))
        assert stop.radius_m >= 0


def test_what_a_desk_knows_is_said_in_words(known: list[Stop]) -> None:
    stops = {stop.id: stop for stop in known}
    muenster, herne = stops["sommertour-2017-muenster"], stops["sommertour-2017-herne"]
    assert muenster.people == "Serap Güler, Staatssekretärin; Markus Lewe, Oberbürgermeister"
    assert (muenster.press, stops["sommertour-2017-wesel"].press, herne.press) == (
        "presseöffentlich",
        "nicht presseöffentlich",
        "",
    )
    assert muenster.report == "https://www.example.org/berichte/muenster?jahr=2017&art=bild"
    assert herne.note.splitlines()[0] == "Eingang über den Hof."
    assert herne.when == "3.–5. August 2017, Beginn 10:00 Uhr, Ende 12:30 Uhr"


def test_a_moved_stop_says_where_to_and_the_new_one_where_from(known: list[Stop]) -> None:
    stops = {stop.id: stop for stop in known}
    old, new = stops["sommertour-2017-aachen"], stops["sommertour-2017-aachen-neu"]
    assert (old.state, old.origin) == ("verschoben auf Montag, 7. August 2017, 10:00 Uhr", "")
    assert (new.state, new.origin) == ("geplant", "ursprünglich Mittwoch, 2. August")


def test_the_other_day_is_known_although_it_is_not_selected() -> None:
    frame = frames.facts()
    order = words.order_of(frame, NOON_OF_THE_SECOND_DAY)
    (old,) = words.stops(frame.iloc[[0]], order)
    assert old.state == "verschoben auf Montag, 7. August 2017, 10:00 Uhr"
