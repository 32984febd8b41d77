from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.intake.people import find_people
from tourkarte.places.gazetteer import gazetteer


def named(text: str) -> list[str]:
    return list(find_people(text, gazetteer()).within(0, len(text)))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Staatssekretärin Erika Muster besucht das Zentrum", ["Erika Muster"]),
        ("Besuch mit Oberbürgermeister Dr. Max Beispiel", ["Max Beispiel"]),
        ("Die Staatssekretärin für Integration im Ministerium, Erika Muster, kommt.", ["Erika Muster"]),
        ("Gespräch mit Prof. Dr. Ute von der Aue und Landrätin Ina Probe", ["Ute von der Aue", "Ina Probe"]),
        ("Gespräch mit Anna Eins, Bernd Zwei und Landrat Carl Drei", ["Carl Drei"]),
        ("mit Anna Eins, Bernd Zwei und Carl Drei\nLandrat Carl Drei", ["Anna Eins", "Bernd Zwei", "Carl Drei"]),
        ("Minister Muster in Herne\nErika Muster lädt ein", ["Erika Muster"]),
        ("Frau Probe, Herr Till Probe und Herr Uwe Backhaus", ["Till Probe", "Uwe Backhaus"]),
        ("Bundestagsabgeordnete Jana Özlü-Grün (MdB)", ["Jana Özlü-Grün"]),
    ],
)
def test_whoever_is_introduced_is_found(text: str, people: list[str]) -> None:
    assert named(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Liebe Damen und Herren, sehr geehrte Frau Ministerin",
        "Im Rathaus Düsseldorf, Marktplatz 2",
        "Der Landrat Münster",
        "Ministerin im Stadthaus",
        "Bürgermeister August bis September",
        "Karl Beispiel spielt Geige",
        "",
    ],
)
def test_nobody_is_made_up(text: str) -> None:
    assert named(text) == []


def test_the_name_of_a_street_is_nobody() -> None:
    text = "Dr. Karl Renner Ring 3"
    assert find_people(text, gazetteer(), [(0, len(text))]).mentions == ()


PIECES = ["Minister", "Dr.", "Frau", "Anna Muster", "Bernd", "und", ",", ", ", " ", "\n", "von", "Muster-Probe", "für"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_every_place_holds_the_name_or_its_end(text: str) -> None:
    end = 0
    for (start, stop), name in find_people(text, gazetteer()).mentions:
        assert start >= end
        assert name.endswith(text[start:stop])
        end = stop
