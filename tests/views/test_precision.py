from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.model import Precision
from tourkarte.views.precision import Look, look_of, precision_words, unsure_words

UNKNOWN = float("nan")


@pytest.mark.parametrize(
    ("precision", "radius_m", "said"),
    [
        ("", UNKNOWN, "nicht auf der Karte: kein Punkt bekannt"),
        ("address", 0, "genau, Hausadresse"),
        ("address", UNKNOWN, "genau, Hausadresse"),
        ("address", 28, "genau, Hausadresse, ± 30 m"),
        ("address", 3, "genau, Hausadresse, ± 10 m"),
        ("manual", 0, "genau, von Hand gesetzt"),
        ("street", 118.4, "nur Straße, ± 120 m"),
        ("street", 994.9, "nur Straße, ± 990 m"),
        ("street", 995.1, "nur Straße, ± 1 km"),
        ("postal_code", 1300, "nur Postleitzahl, ± 1 km"),
        ("postal_code", 500, "nur Postleitzahl, ± 500 m"),
        ("municipality", 4100, "nur Gemeinde, ± 4 km"),
        ("municipality", 5600, "nur Gemeinde, ± 6 km"),
        ("municipality", 1_000_000, "nur Gemeinde, ± 1.000 km"),
        ("municipality", UNKNOWN, "nur Gemeinde"),
    ],
)
def test_precision_is_said_in_words(precision: str, radius_m: float, said: str) -> None:
    assert precision_words(precision, radius_m).replace("\u00a0", " ") == said


@given(st.sampled_from(Precision), st.floats(0, 1_000_000, exclude_min=True))
def test_a_radius_is_one_word_and_never_nothing(precision: Precision, radius_m: float) -> None:
    said = precision_words(precision, radius_m)
    assert "± " not in said
    assert "±\u00a00" not in said


@pytest.mark.parametrize(
    ("precision", "look", "said"),
    [
        ("", None, ""),
        ("address", Look.HOUSE, ""),
        ("manual", Look.HOUSE, ""),
        ("street", Look.STREET, "Lage ungefähr, nur Straße"),
        ("postal_code", Look.AREA, "Lage ungefähr, nur Postleitzahl"),
        ("municipality", Look.AREA, "Lage ungefähr, nur Gemeinde"),
    ],
)
def test_what_is_no_house_looks_and_sounds_otherwise(precision: str, look: Look | None, said: str) -> None:
    assert look_of(precision) == look
    assert unsure_words(precision) == said
