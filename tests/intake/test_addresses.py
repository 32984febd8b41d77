from __future__ import annotations

import pytest

from tourkarte.intake.addresses import find_postal_cities, find_streets
from tourkarte.places.gazetteer import gazetteer


@pytest.mark.parametrize(
    "street",
    [
        "Reichsweg 30",
        "Rademachers Weg 15",
        "Arnsberger Landstraße 4",
        "Tempelhofer Ufer 23/24",
        "Erkrather Straße 377-389",
        "Schloßstraße 2– 4",
        "Rollbergstr. 28A",
        "Ringstraße 8 a",
        "Platz der Luftbrücke 4",
        "Straße des 17. Juni 135",
        "Unter den Linden 14",
        "An der Wuhlheide 263",
        "Obere Klinge 2",
        "Dr. Karl Renner Ring 3",
        "Prof.-Dr.-Helmert-Straße 2-3",
        "Alter Markt 13",
    ],
)
def test_a_street_is_told_from_the_house_before_it(street: str) -> None:
    for text in (f"Haus der Jugend, {street}, 44649 Herne", f"Bürgerhaus {street}\n44649 Herne"):
        assert [text[found.start : found.end] for found in find_streets(text) if found.sure] == [street]


def test_a_street_may_be_broken_over_lines() -> None:
    text = "Zentrum Kreis Wesel, Reeser\nLandstraße 31, 46483 Wesel"
    assert [text[found.start : found.end] for found in find_streets(text)] == ["Reeser\nLandstraße 31"]


@pytest.mark.parametrize(
    "text", ["Raum 467", "um 15 Uhr", "Saal 3", "1. Etage", "im Jahr 2015", "Tor 11", "10 Meter", "bis 8 Jahre"]
)
def test_what_is_no_street(text: str) -> None:
    assert [found for found in find_streets(text) if found.sure] == []


@pytest.mark.parametrize(
    ("text", "code", "city"),
    [
        ("52068 Aachen", "52068", "Aachen"),
        ("D-52068 Aachen", "52068", "Aachen"),
        ("60385, Frankfurt Am Main [Link]", "60385", "Frankfurt Am Main"),
        ("18528 Bergen auf Rügen", "18528", "Bergen auf Rügen"),
        ("14806 Bad Belzig, OT Dippmannsdorf;", "14806", "Bad Belzig, OT Dippmannsdorf"),
        ("10435 Berlin Deutschland", "10435", "Berlin"),
        ("10961 Berlin-Kreuzberg", "10961", "Berlin-Kreuzberg"),
        ("44649 Herne Anmeldung", "44649", "Herne"),
        ("33790 Halle (Westf.) im Rathaus", "33790", "Halle (Westf.)"),
        ("40190 Düsseldorf", "40190", "Düsseldorf"),
        ("Bankgasse 8, 1010 Wien", "1010", "Wien"),
        ("A-6851 Dornbirn", "6851", "Dornbirn"),
    ],
)
def test_a_city_goes_as_far_as_its_name(text: str, code: str, city: str) -> None:
    (found,) = find_postal_cities(text, gazetteer())
    assert found.code == code
    assert text[found.city_start : found.end] == city
    assert text[found.code_start :].startswith(code)


@pytest.mark.parametrize(
    "text", ["Februar 2015 Wien", "0211 8371134 Telefon", "12345678 Euro", "52068", "im 2015 Jahre"]
)
def test_what_is_no_postal_code(text: str) -> None:
    assert find_postal_cities(text, gazetteer()) == []
