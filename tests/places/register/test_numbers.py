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
    "line", ["Hauptstr. 12 Hinterhaus", "Hauptstr. 12, 2. OG", "Rathaus, Hauptstr. 12", "Hauptstr. 12, EG"]
)
def test_what_stands_around_the_address_is_left_out(line: str) -> None:
    assert any(
        each.street == "Hauptstr." and each.numbers and each.numbers.houses == ((12, ""),) for each in readings(line)
    )


def test_a_number_in_a_name_makes_a_loose_reading_only() -> None:
    found = readings("Straße des 17. Juni")
    assert found[0].street == "Straße des 17. Juni"
    assert found[0].numbers is None
    assert all(each.loose for each in found if each.numbers)


def test_two_streets_that_meet() -> None:
    found = [each.street for each in readings("Tempelhofer Damm/Paradestraße") if each.crossing]
    assert found == ["Tempelhofer Damm", "Paradestraße"]


def test_the_range_is_from_the_first_to_the_last() -> None:
    assert Numbers("2-8", 2, "8", ((2, ""), (8, ""))).range == (2, 8)
    assert Numbers("2", 2, "", ((2, ""),)).range is None


@pytest.mark.parametrize(
    ("written", "key"), [("A", "a"), (" b ", "b"), ("-4", "4"), ("/ 2a", "2a"), ("1/2", "1/2"), ("½", "1/2"), ("", "")]
)
def test_suffixes_have_one_form(written: str, key: str) -> None:
    assert suffix_key(written) == key


@given(st.text(max_size=200) | st.text("ab 1-/,.(½bis", max_size=200))
def test_any_line_has_few_readings(line: str) -> None:
    assert len(readings(line)) < 40
