from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.places.register.entries import Spelling
from tourkarte.places.register.spelling import spelt_nearly
from tourkarte.places.register.streets import long_key, street_key

NAMES = (
    *(
        "Ahornweg",
        "Hauptstraße",
        "Nebenstraße",
        "Ring 2",
        "Ring 3",
        "Weg A",
        "Straße des 17. Juni",
        "Am Markt",
        "Oststraße",
    ),
    *("Bergstraße", "Burgstraße", "Theodor-Heuss-Platz", "Müllerweg", "Karlstraße I", "1. Querweg", "Am See", "Platz"),
)
KNOWN = tuple(Spelling(street_key(name), long_key(name), name) for name in NAMES)


def meant(written: str) -> list[str]:
    return [each.name for each in spelt_nearly(written, KNOWN)]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ahronweg", "Ahornweg"),
        ("Ahornwg", "Ahornweg"),
        ("Hauptsraße", "Hauptstraße"),
        ("Hauptstrae", "Hauptstraße"),
        ("Teodor-Heus-Platz", "Theodor-Heuss-Platz"),
        ("Hauptstrßae", "Hauptstraße"),
        ("Aohrnweg", "Ahornweg"),
        ("Ahoenweg", "Ahornweg"),
        ("Mullerweg", "Müllerweg"),
        ("Straße des 17. Jnui", "Straße des 17. Juni"),
        ("Markt", "Am Markt"),
        ("Im Markt", "Am Markt"),
    ],
)
def test_a_slip_is_seen_through(written: str, name: str) -> None:
    assert meant(written) == [name]


@pytest.mark.parametrize(
    "written",
    [
        *("Ring 4", "Ring 1", "Weg B", "Straße des 18. Juni", "Karlstraße II", "2. Querweg", "Karlstraße"),
        *("Hafenstraße", "Weststraße", "Ort", "Am Se", "Straße", "online", "12345", "", "Ahrnweegg"),
    ],
)
def test_another_street_is_none(written: str) -> None:
    assert meant(written) == []


def test_two_that_are_equally_near_are_both_told() -> None:
    assert sorted(meant("Bargstraße")) == ["Bergstraße", "Burgstraße"]


@given(st.text(max_size=100))
def test_any_text_can_be_asked(written: str) -> None:
    assert len(spelt_nearly(written, KNOWN)) <= len(KNOWN)
