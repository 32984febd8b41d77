from __future__ import annotations

import pytest

from tourkarte.places.online.houses import is_same_number, is_same_street, split_house


@pytest.mark.parametrize(
    ("street", "parts"),
    [
        ("Reichsweg 30", ("Reichsweg", "30")),
        ("Hauptstr.92a", ("Hauptstr.", "92a")),
        ("Hauptstraße 92 a", ("Hauptstraße", "92 a")),
        ("Am Markt 1-3", ("Am Markt", "1-3")),
        ("Am Markt 1 – 3", ("Am Markt", "1-3")),
        ("Am Markt 12 a-c", ("Am Markt", "12 a-c")),
        ("Platz des 17. Juni 135", ("Platz des 17. Juni", "135")),
        ("Platz des 17. Juni", ("Platz des 17. Juni", None)),
        ("Am Markt", ("Am Markt", None)),
        ("30", ("30", None)),
        ("", ("", None)),
    ],
)
def test_a_street_with_its_number_is_two_things(street: str, parts: tuple[str, str | None]) -> None:
    assert split_house(street) == parts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Klemensstraße", "Klemensstr.", True),
        ("Theodor-Heuss-Straße", "Theodor Heuß Str.", True),
        ("Reichsweg", "Reichsgasse", False),
        (None, None, False),
        ("", "", False),
    ],
)
def test_streets_are_compared_however_they_are_written(one: str | None, other: str | None, same: bool) -> None:  # noqa: FBT001
    assert is_same_street(one, other) is same


@pytest.mark.parametrize(
    ("found", "asked", "same"),
    [
        ("30", "30", True),
        ("30A", "30 a", True),
        ("28;30, 32", "30", True),
        ("1-3", "1 – 3", True),
        ("1-3", "13", False),
        ("1-3", "1", False),
        ("30a", "30", False),
        ("30", None, False),
        (None, None, False),
    ],
)
def test_a_number_is_the_one_asked_for_or_it_is_not(found: str | None, asked: str | None, same: bool) -> None:  # noqa: FBT001
    assert is_same_number(found, asked) is same
