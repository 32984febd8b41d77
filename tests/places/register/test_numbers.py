from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.places.register.numbers import Numbers, readings, suffix_key


@pytest.mark.parametrize(
    ("line", "street", "first", "suffix", "houses"),
    [
        ("Reichsweg 30", "Reichsweg", 30, "", [(30, "")]),
        ("Hauptstr.92a", "Hauptstr.", 92, "a", [(92, "a")]),
        ("Hauptstraße92", "Hauptstraße", 92, "", [(92, "")]),
        ("Hauptstr. 16 B", "Hauptstr.", 16, "b", [(16, "b")]),
        ("Altonaer Straße 2/2a", "Altonaer Straße", 2, "2a", [(2, ""), (2, "a")]),
        ("Ufer 23/24", "Ufer", 23, "24", [(23, ""), (24, "")]),
        ("Erkrather Straße 377-389", "Erkrather Straße", 377, "389", [(377, ""), (389, "")]),
        ("Weg 2– 4", "Weg", 2, "4", [(2, ""), (4, "")]),
        ("Weg 2 bis 4", "Weg", 2, "bis4", [(2, ""), (4, "")]),
        ("Weg 8a-c", "Weg", 8, "a-c", [(8, "a"), (8, "c")]),
        ("Weg 12, 14", "Weg", 12, "14", [(12, ""), (14, "")]),
        ("Weg 12/3", "Weg", 12, "3", [(12, "")]),
        ("Weg 8 1/2", "Weg", 8, "1/2", [(8, "1/2")]),
        ("Weg 8½", "Weg", 8, "1/2", [(8, "1/2")]),
        ("Weg Nr. 5", "Weg", 5, "", [(5, "")]),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", 135, "", [(135, "")]),
        ("Ring 3 12", "Ring 3", 12, "", [(12, "")]),
        ("Jafféstraße 2 (Tor 25)", "Jafféstraße", 2, "", [(2, "")]),
        ("Weg\u00a07\u200b", "Weg", 7, "", [(7, "")]),
        ("Weg, 5", "Weg", 5, "", [(5, "")]),
        ("Weg 2²", "Weg", 2, "", [(2, "")]),
        ("Weg 8¼", "Weg", 8, "1/4", [(8, "1/4")]),
        ("Weg １２", "Weg", 12, "", [(12, "")]),
    ],
)
def test_street_and_number(line: str, street: str, first: int, suffix: str, houses: list[tuple[int, str]]) -> None:
    reading = readings(line)[0]
    assert reading.street == street
    assert reading.numbers
    assert (reading.numbers.first, reading.numbers.suffix) == (first, suffix)
    assert list(reading.numbers.houses) == houses
    assert not reading.loose


@pytest.mark.parametrize(
    "line",
    [
        *("Hauptstr. 12 Hinterhaus", "Hauptstr. 12, 2. OG", "Rathaus, Hauptstr. 12", "Hauptstr. 12, EG"),
        *("Hauptstr. 12 2. OG", "Hauptstr. 12 - Raum 5", "Hauptstr. 12 Haus 5", "Hauptstr. 12 50667 Köln"),
        *("12, Hauptstr.", "Hauptstr. 12, 14 Uhr", "Hauptstr. 12 (Saal 3)"),
    ],
)
def test_what_stands_around_the_address_is_left_out(line: str) -> None:
    assert any(
        each.street == "Hauptstr." and each.numbers and each.numbers.houses == ((12, ""),) for each in readings(line)
    )


@pytest.mark.parametrize(
    "behind",
    [
        *(" 3. OG", " 2. Obergeschoss", " 14 Uhr", " 14.30 Uhr", " 14:30", " 1,5 km hinter", " 0221 12345", ", 3. OG"),
        *(" 7. Etage 5", " 3 OG", " 3.OG", " 2-3. OG", " 14-16 Uhr", " 14 - 16 Uhr", " 05", " Haus 12", ", Haus 12"),
        *(" 12 hinter der Kirche", " 3 . OG", " / 2. OG", " 100 m weiter", " 123456"),
    ],
)
def test_what_is_no_house_number_leaves_the_street(behind: str) -> None:
    found = readings(f"Königsallee{behind}")
    assert not [each for each in found if each.street == "Königsallee" and each.numbers]
    assert [each.partly for each in found if each.street == "Königsallee"] == [True]


@pytest.mark.parametrize("line", ["Saal 3, Hauptstr.", "Hauptstr., Eingang 3", "2. OG, Hauptstr."])
def test_a_street_without_number_may_stand_beside_a_room(line: str) -> None:
    assert any(each.street == "Hauptstr." and each.partly for each in readings(line))


def test_who_gives_a_number_means_no_street_beside_it() -> None:
    assert "Am Markt" not in [each.street for each in readings("Hauptstr. 5, Am Markt")]


def test_a_number_in_a_name_is_no_house() -> None:
    found = readings("Straße des 17. Juni")
    assert found[0].street == "Straße des 17. Juni"
    assert all(each.numbers is None for each in found)


def test_two_streets_that_meet() -> None:
    found = [each.street for each in readings("Tempelhofer Damm/Paradestraße") if each.crossing]
    assert found == ["Tempelhofer Damm", "Paradestraße"]


def test_the_range_is_from_the_first_to_the_last() -> None:
    assert Numbers("2-8", 2, "8", ((2, ""), (8, ""))).range == (2, 8)
    assert Numbers("2", 2, "", ((2, ""),)).range is None


@pytest.mark.parametrize(
    ("written", "key"),
    [("A", "a"), (" b ", "b"), ("-4", "4"), ("/ 2a", "2a"), ("1/2", "1/2"), ("½", "1/2"), ("²", ""), ("", "")],
)
def test_suffixes_have_one_form(written: str, key: str) -> None:
    assert suffix_key(written) == key


@given(st.text(max_size=200) | st.text("ab 1-/,.(½bis", max_size=200))
def test_any_line_has_few_readings(line: str) -> None:
    assert len(readings(line)) < 40
