from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.places.register.streets import core_key, long_key, spaced_key, street_key


@pytest.mark.parametrize(
    "ways",
    [
        (
            "Sankt-Töniser Straße",
            "St. Töniser Str.",
            "St.Töniser-Strasse",
            "SANKT TOENISER STRASSE",
            "Sankt-Töniser Stra?e",
        ),
        ("Theodor-Heuss-Platz", "Theodor Heuss Pl.", "Theodor-Heuß-Platz"),
        ("An der Mühle", "A. d. Mühle", "An d. Mühle", "an der muehle"),
        ("Heinrich-von-Kleist-Straße", "Heinrich-v.-Kleist-Str."),
        ("Große Straße", "Gr. Straße", "Grosse Str"),
        ("Haid-und-Neu-Straße", "Haid- u. Neu-Str."),
        ("Doktor-Eckener-Weg", "Dr.-Eckener-Weg"),
        ("Bürgermeister-Smidt-Straße", "Bgm.-Smidt-Str."),
    ],
)
def test_ways_to_write_a_street_have_one_key(ways: tuple[str, ...]) -> None:
    assert len({street_key(way) for way in ways}) == 1


def test_umlauts_in_any_form() -> None:
    assert street_key(unicodedata.normalize("NFD", "Mühlenstraße")) == street_key("Muehlenstrasse")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Strasserweg", "Strweg"), ("Ring 2", "Ring 3"), ("Hauptstraße", "Nebenstraße"), ("Markt", "Am Markt")],
)
def test_different_streets_have_different_keys(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


def test_the_core_is_without_preposition() -> None:
    assert core_key("Am Markt") == core_key("Markt") == core_key("Im Markt")
    assert core_key("An der Mühle") == "muehle"
    assert core_key("Am See") == "amsee"  # too little would be left


def test_a_slip_in_strasse_is_one_slip() -> None:
    assert long_key("Bergstr.") == "bergstrase"
    assert long_key("Müllerweg") == long_key("Mullerweg") == long_key("Muellerweg")


@given(st.text(max_size=60))
def test_keys_of_keys_stay(text: str) -> None:
    assert street_key(spaced_key(text)) == street_key(text)
