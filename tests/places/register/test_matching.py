from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.places.register.conftest import rows
from tourkarte.errors import InvalidValueError
from tourkarte.model import Precision, Venue
from tourkarte.places.register.answers import Ambiguous, Found, NotFound
from tourkarte.places.register.codes import Codes
from tourkarte.places.register.matching import _told_apart, match
from tourkarte.places.register.streets import split_name

if TYPE_CHECKING:
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.register.answers import Match
    from tourkarte.places.register.index import Register

ADDRESS, STREET = Precision.ADDRESS, Precision.STREET


@pytest.fixture
def ask(register: Register, gazetteer: Gazetteer) -> Ask:
    return Ask(register, gazetteer)


class Ask:
    def __init__(self, register: Register, gazetteer: Gazetteer) -> None:
        self.register, self.gazetteer = register, gazetteer

    def __call__(self, street: str | None, city: str | None = "Aachen", code: str | None = None) -> Match:
        return match(self.register, self.gazetteer, Venue(street=street, city=city, postal_code=code))

    def found(self, street: str, city: str | None = "Aachen", code: str | None = None) -> Found:
        answer = self(street, city, code)
        assert isinstance(answer, Found), answer
        return answer


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Reichsweg 30", "Reichsweg 30"),
        ("reichsweg 32 A", "Reichsweg 32a"),
        ("St. Töniser Str. 8", "Sankt-Töniser Straße 8"),
        ("Sankt Toeniser Strasse 8", "Sankt-Töniser Straße 8"),
        ("St.-Töniser-Straße Nr. 8", "Sankt-Töniser Straße 8"),
        ("A. d. Mühle 5", "An der Mühle 5"),
        ("Gr.-Kurfürsten-Str. 5", "Große-Kurfürsten-Straße 5"),
        ("Theodor-Heuß-Pl. 2", "Theodor-Heuss-Platz 2"),
        ("Hauptstr.16 B", "Hauptstraße 16b"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni 135"),
        ("Ring 3 2", "Ring 3 2"),
        ("Rathaus, Am Markt 1", "Am Markt 1"),
        ("Am Markt 1, 2. OG", "Am Markt 1"),
        ("Am Markt 1 (Eingang Nord)", "Am Markt 1"),
        ("Hauptstraße 377-389", "Hauptstraße 377"),
        ("Hauptstraße 2/2a", "Hauptstraße 2"),
        ("Hauptstraße 2/3", "Hauptstraße 2"),
        ("Hauptstraße 1– 3", "Hauptstraße 1"),
        ("Hauptstraße 12/16b", "Hauptstraße 16b"),
        ("Hauptstraße 11/3", "Hauptstraße 11"),
    ],
)
def test_houses_as_people_write_them(ask: Ask, written: str, address: str) -> None:
    answer = ask.found(written)
    assert answer.hit.address == f"{address}, Aachen"
    assert (answer.hit.precision, answer.hit.radius_m, answer.hit.ags) == (ADDRESS, 0, "05334002")
    assert answer.doubts == ()


@pytest.mark.parametrize(
    ("written", "address", "radius"),
    [
        ("Hauptstraße", "Hauptstraße", 3290),  # from its middle, number 16b ... to 1
        ("Straße des 17. Juni", "Straße des 17. Juni", 1180),
        ("Ring 3", "Ring 3", 25),
    ],
)
def test_without_a_number_it_is_the_streets_middle(ask: Ask, written: str, address: str, radius: float) -> None:
    hit = ask.found(written).hit
    assert hit.address == f"{address}, Aachen"
    assert hit.precision is STREET
    assert hit.radius_m <= radius * 1.2


@pytest.mark.parametrize(
    ("written", "taken", "radius"),
    [
        ("Hauptstraße 4", "3", 85),  # 11 stands on the same side as 7
        ("Hauptstraße 6", "7", 55),
        ("Hauptstraße 7 1/2", "7", 95),
        ("Hauptstraße 16", "16b", 3660),
        ("Reichsweg 32c", "32", 45),
        ("Hauptstraße 4-9", "7", 25),
        ("Hauptstraße 378-384", "383", 25),
    ],
)
def test_what_is_not_there_is_the_nearest_on_the_street(ask: Ask, written: str, taken: str, radius: float) -> None:
    answer = ask.found(written)
    assert f" {taken}, Aachen" in answer.hit.address
    assert answer.hit.precision is STREET
    assert 25 <= answer.hit.radius_m <= radius
    assert [doubt.field for doubt in answer.doubts] == ["street"]


@pytest.mark.parametrize(
    "written",
    ["Hauptstraße 3. OG", "Hauptstraße, 3. OG", "Hauptstr. 2 Uhr", "Hauptstr. 3 hinter dem Tor", "Saal 3, Hauptstr."],
)
def test_what_is_no_house_number_gives_the_streets_middle_with_a_doubt(ask: Ask, written: str) -> None:
    answer = ask.found(written)
    assert (answer.hit.address, answer.hit.precision) == ("Hauptstraße, Aachen", STREET)
    assert "ist nur die Straße" in answer.doubts[0].reason


@pytest.mark.parametrize("number", ["767", "99999"])
def test_a_number_far_beyond_the_last_is_the_streets_middle(ask: Ask, number: str) -> None:
    answer, street = ask.found(f"Hauptstraße {number}"), ask.found("Hauptstraße")
    assert answer.hit == street.hit
    assert "die höchste ist 383" in answer.doubts[0].reason


def test_a_number_beyond_the_last_is_as_near_as_the_street_is_long(ask: Ask) -> None:
    assert ask.found("Hauptstraße 400").hit.radius_m == ask.found("Hauptstraße").hit.radius_m


def test_a_misspelt_street_is_doubted_and_not_better_than_its_number(ask: Ask) -> None:
    exact, near = ask.found("Reichswge 30"), ask.found("Reichswge 99")
    assert (exact.hit.address, exact.hit.precision) == ("Reichsweg 30, Aachen", ADDRESS)
    assert exact.doubts[0].reason == "„Reichswge“ ist als „Reichsweg“ gelesen."
    assert near.hit.precision is STREET
    assert len(near.doubts) == 2


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("Fr.-Ebert-Str. 2", "Friedrich-Ebert-Straße"),
        ("Friedr. Ebert Str. 2", "Friedrich-Ebert-Straße"),
        ("F.-E.-Str. 2", ""),
        ("Friedr.-Wilh.-Str. 2", "Friedrich-Wilhelm-Straße"),
        ("Friedr.-Wilhelm-Str. 2", "Friedrich-Wilhelm-Straße"),
        ("Fr.-Wallraff-Str. 2", ""),
        ("Fra.-Wallraff-Str. 2", "Franz-Wallraff-Straße"),
        ("Fr.-Ebert-Weg 2", ""),
    ],
)
def test_short_words_are_read_with_a_doubt_if_one_street_fits(ask: Ask, written: str, street: str) -> None:
    answer = ask(written)
    assert isinstance(answer, Found) == bool(street), answer
    if isinstance(answer, Found):
        assert answer.hit.address == f"{street} 2, Aachen"
        assert f"ist als „{street}“ gelesen" in answer.doubts[0].reason


@pytest.mark.parametrize("written", ["Ring 4 1", "Weg B 1", "Straße des 18. Juni 17", "Nebenstraße 1", "Seichsweg"])
def test_another_street_is_not_found(ask: Ask, written: str) -> None:
    answer = ask(written)
    assert isinstance(answer, NotFound | Found)
    if isinstance(answer, Found):
        assert answer.doubts


def test_a_name_that_streets_elsewhere_have_is_not_misspelt(ask: Ask) -> None:
    answer = ask("Ostplatz 1")
    assert isinstance(answer, NotFound)
    assert answer.reason == "Eine Straße „Ostplatz 1“ gibt es nicht in Aachen; ähnlich heißt dort „Postplatz“."
    assert ask.found("Pstplatz 1").hit.address == "Postplatz 1, Aachen"


def test_two_streets_that_are_equally_near_stay_ambiguous(ask: Ask) -> None:
    answer = ask("Bargstraße 1", "Köln")
    assert isinstance(answer, Ambiguous)
    assert {hit.address for hit in answer.hits} == {"Bergstraße 1, Köln", "Burgstraße 1, Köln"}


@pytest.mark.parametrize(
    ("street", "city", "code", "part"),
    [
        ("Schulstraße 2", "Köln-Ehrenfeld", None, "Ehrenfeld"),
        ("Schulstraße 2", "Köln (Porz)", None, "Porz"),
        ("Schulstraße 2", "Köln", "51143", "Porz"),
        ("Schulstraße 2", "Köln", "50823", "Ehrenfeld"),
        ("Schulstraße 1", "Köln", None, "Ehrenfeld"),  # the other one has no such house
        ("Schulstraße 50", "Köln", None, "Porz"),
        ("Schulstraße", "Köln", "51143", "Porz"),
        ("Brunnenweg 2", "Brakel-Bökendorf", None, "Bökendorf"),
        ("Brunenweg 2", "Brakel, OT Gehrden", "33034", "Gehrden"),
    ],
)
def test_the_same_street_twice_is_told_apart(ask: Ask, street: str, city: str, code: str | None, part: str) -> None:
    assert ask.found(street, city, code).hit.part == part


@pytest.mark.parametrize("street", ["Schulstraße 2", "Schulstraße", "Schulstraße 99"])
def test_the_same_street_twice_stays_ambiguous_if_nothing_tells(ask: Ask, street: str) -> None:
    answer = ask(street, "Köln")
    assert isinstance(answer, Ambiguous)
    assert {hit.part for hit in answer.hits} == {"Ehrenfeld", "Porz"}
    assert "Ehrenfeld" in answer.reason


@pytest.mark.parametrize("city", ["Köln", "Köln-Rodenkirchen"])
def test_a_house_where_the_postal_code_does_not_lie_is_not_claimed(ask: Ask, city: str) -> None:
    answer = ask("Dorfstr. 45", city, "50996")
    assert isinstance(answer, Ambiguous)
    assert [hit.precision for hit in answer.hits] == [ADDRESS, STREET]
    assert ask.found("Dorfstr. 45", "Köln", "51143").hit.precision is ADDRESS
    assert ask.found("Dorfstr. 2", "Köln", "50996").hit.precision is ADDRESS


def test_a_part_of_town_that_no_street_lies_in_is_doubted(ask: Ask) -> None:
    answer = ask.found("Dorfstr. 45", "Köln-Rodenkirchen")
    assert answer.hit.precision is ADDRESS
    assert [doubt.field for doubt in answer.doubts] == ["city"]
    assert ask.found("Bergstr. 1", "Köln-Rodenkirchen").doubts == ()


def test_the_postal_code_tells_what_has_one_name(ask: Ask) -> None:
    answer = ask("Dorfstr. 2", "Köln")
    assert isinstance(answer, Ambiguous)
    first, second = re.findall(r"Dorfstraße 2, Köln \(bei (\d{5})\)", answer.reason)
    assert first != second


def test_a_house_is_told_from_a_street_by_the_same_name(ask: Ask, gazetteer: Gazetteer) -> None:
    house = ask.found("Reichsweg 30").hit
    reasons = _told_apart([house, replace(house, precision=STREET)], Codes(gazetteer, ()))
    assert [reason.rpartition(", ")[2] for reason in reasons] == ["Haus)", "Straße)"]


def test_one_street_through_two_parts_of_town_is_one(ask: Ask) -> None:
    hit = ask.found("Lange Straße", "Köln").hit
    assert hit.precision is STREET
    assert hit.radius_m >= 30
    assert ask.found("Lange Str. 5", "Köln").hit.part == "Nippes"
    answer = ask.found("Lange Str. 5", "Köln-Ehrenfeld")
    assert (answer.hit.part, answer.hit.precision) == ("Nippes", ADDRESS)
    assert [doubt.field for doubt in answer.doubts] == ["city"]


def test_a_house_in_another_part_of_town_is_not_claimed(ask: Ask) -> None:
    hit = ask.found("Schulstraße 50", "Köln-Ehrenfeld").hit
    assert (hit.part, hit.precision) == ("Ehrenfeld", STREET)


@pytest.mark.parametrize(
    ("city", "code", "municipality", "doubted"),
    [
        ("Halle Westf.", None, "Halle (Westf.)", []),
        ("Halle", "33790", "Halle (Westf.)", []),
        ("Halle", None, "Halle (Westf.)", ["city"]),
        (None, "33034", "Brakel", []),
        ("Mülheim/Ruhr", None, "Mülheim an der Ruhr", []),
        ("Aachen", "33034", "Brakel", ["city"]),  # Aachen has no such street
    ],
)
def test_the_city_and_the_code_choose_the_municipality(
    ask: Ask, city: str | None, code: str | None, municipality: str, doubted: list[str]
) -> None:
    answer = ask.found("Bahnhofstr. 2", city, code)
    assert answer.hit.municipality == municipality
    assert [doubt.field for doubt in answer.doubts] == doubted


def test_city_and_code_that_are_both_possible_stay_ambiguous(ask: Ask) -> None:
    answer = ask("Bahnhofstr. 2", "Brakel", "33790")
    assert isinstance(answer, Ambiguous)
    assert {hit.municipality for hit in answer.hits} == {"Brakel", "Halle (Westf.)"}


def test_a_point_far_from_its_code_is_doubted(ask: Ask) -> None:
    answer = ask.found("Bergstraße 1", "Köln", "51143")
    assert [doubt.field for doubt in answer.doubts] == ["postal_code"]


def test_two_streets_that_meet(ask: Ask) -> None:
    answer = ask.found("Reichsweg/Hauptstraße")
    assert answer.hit.address == "Reichsweg, Aachen"
    assert answer.hit.precision is STREET
    assert answer.doubts


@pytest.mark.parametrize(
    ("street", "city", "code"),
    [
        ("Bahnhofstraße 1", "Wien", "1010"),
        ("Bahnhofstraße 1", "Halle (Saale)", None),
        ("Bahnhofstraße 1", "Halle", "06108"),
        ("Dorfstraße 1", "Hagen", "49170"),
        ("Bahnhofstraße 1", "Berlin", None),
        ("Bahnhofstraße 1", None, None),
        ("Postfach 10 20 30", "Köln", None),
        ("online", "Köln", None),
        ("N.N.", "Köln", None),
        ("", "Köln", None),
        (None, "Köln", None),
        ("x" * 10_000, "Köln", None),
        ("Reichsweg 30", "y" * 10_000, None),
        ("'; DROP TABLE house; --", "Aachen", None),
        ("%", "Aachen", None),
        ("<script>alert(1)</script>", "Aachen", None),
        ("((((((((", "Aachen", None),
        ("30", "Aachen", None),
    ],
)
def test_what_is_no_address_of_the_state_is_not_found(
    ask: Ask, street: str | None, city: str | None, code: str | None
) -> None:
    answer = ask(street, city, code)
    assert isinstance(answer, NotFound)
    assert answer.reason.endswith(".")
    assert len(answer.reason) < 300


def test_control_characters_do_no_harm(ask: Ask) -> None:
    assert ask.found("Reichs\u00adweg\x00 30".replace("\u00adweg", "weg")).hit.precision is ADDRESS
    answer = ask("\x1b[31mX\x00", "Aachen")
    assert isinstance(answer, NotFound)
    assert answer.reason.isprintable()


def test_every_house_is_found_at_its_place(ask: Ask) -> None:
    for row in rows():
        if row.street == "Dorfstraße" and row.city == "Köln":
            continue  # nothing but the postal code tells one from the other
        name, part = split_name(row.street)
        part = row.part or part
        answer = ask.found(f"{name} {row.number}{row.suffix}", f"{row.city}-{part}" if part else row.city)
        assert answer.hit.precision is ADDRESS
        assert answer.hit.part == part
        assert answer.hit.ags == row.ags


NOISE = st.sampled_from(
    [
        lambda line: line.replace("straße", "str.").replace("Straße", "Str."),
        lambda line: line.replace("straße", "strasse").replace("ö", "oe").replace("ü", "ue"),
        lambda line: line.replace("-", " "),
        lambda line: line.replace(" ", "  "),
        str.upper,
        str.lower,
        lambda line: f"{line}, EG",
        lambda line: f"Rathaus, {line}",
        lambda line: f" {line}. ",
    ]
)


@given(
    row=st.sampled_from([row for row in rows() if row.city not in {"Köln", "Brakel"}]),
    noise=st.lists(NOISE, max_size=3),
)
def test_noise_does_not_change_the_house(
    register: Register, gazetteer: Gazetteer, row: object, noise: list[object]
) -> None:
    plain = line = f"{row.street} {row.number}{row.suffix}"  # type: ignore[attr-defined]
    for change in noise:
        line = change(line)  # type: ignore[operator]
    city = row.city  # type: ignore[attr-defined]
    expected = match(register, gazetteer, Venue(street=plain, city=city))
    answer = match(register, gazetteer, Venue(street=line, city=city))
    assert isinstance(expected, Found)
    assert isinstance(answer, Found), (line, answer)
    assert answer.hit == expected.hit


ANY = st.text(max_size=250) | st.text("Hauptstraße Ring 123abc-/,()", max_size=250)
CITY = ANY | st.sampled_from(["Aachen", "Köln", "Köln-Porz", "Halle"])


@given(street=ANY, city=CITY, code=st.none() | st.from_regex(r"\d{4,5}", fullmatch=True))
def test_any_venue_has_an_answer_soon(
    register: Register, gazetteer: Gazetteer, street: str, city: str, code: str | None
) -> None:
    try:
        venue = Venue(street=street, city=city, postal_code=code)
    except InvalidValueError:
        return
    begin = time.process_time()
    answer = match(register, gazetteer, venue)
    assert time.process_time() - begin < 0.5  # some milliseconds on an idle machine
    assert isinstance(answer, Found | Ambiguous | NotFound)
