from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.model import Venue
from tourkarte.places.register.towns import find_towns, read_city, shown

if TYPE_CHECKING:
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.register.index import Register


@pytest.mark.parametrize(
    ("text", "town", "part"),
    [
        ("Köln", "Köln", ""),
        ("KOELN", "Köln", ""),
        ("Stadt Köln", "Köln", ""),
        ("Duisburg-Marxloh", "Duisburg", "Marxloh"),
        ("Duisburg - Marxloh", "Duisburg", "Marxloh"),
        ("Duisburg Marxloh", "Duisburg", "Marxloh"),
        ("Duisburg, OT Marxloh", "Duisburg", "Marxloh"),
        ("Duisburg OT Marxloh", "Duisburg", "Marxloh"),
        ("Duisburg, Stadtteil Marxloh", "Duisburg", "Marxloh"),
        ("Köln (Ehrenfeld)", "Köln", "Ehrenfeld"),
        ("Köln/Ehrenfeld", "Köln", "Ehrenfeld"),
        ("Ehrenfeld (Köln)", "Köln", "Ehrenfeld"),
        ("Ehrenfeld, Köln", "Köln", "Ehrenfeld"),
        ("Marxloh", "Duisburg", "Marxloh"),
        ("Halle Westf.", "Halle (Westf.)", ""),
        ("Halle (Westf.)", "Halle (Westf.)", ""),
        ("Halle/Westf.", "Halle (Westf.)", ""),
        ("Mülheim/Ruhr", "Mülheim an der Ruhr", ""),
        ("Mülheim a. d. Ruhr", "Mülheim an der Ruhr", ""),
        ("Mülheim (Ruhr)", "Mülheim an der Ruhr", ""),
        ("Köln, NRW", "Köln", ""),
        ("Köln (Nordrhein-Westfalen)", "Köln", ""),
    ],
)
def test_cities_in_many_notations(register: Register, gazetteer: Gazetteer, text: str, town: str, part: str) -> None:
    (city,) = read_city(register.current(), gazetteer, text)
    assert (city.town.name, city.part) == (town, part)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Halle (Saale)",
            "Halle-Neustadt",
            "Hagen am Teutoburger Wald",
            "Münster (Hessen)",
            "Köln, Österreich",
            "Wien",
        ),
        *("Berlin", "Bad Belzig, OT Dippmannsdorf", "Frankfurt am Main", "", "()", "-", "12345"),
    ],
)
def test_cities_elsewhere(register: Register, gazetteer: Gazetteer, text: str) -> None:
    assert list(read_city(register.current(), gazetteer, text)) == []


@pytest.mark.parametrize(
    ("code", "city", "told"),
    [
        ("06108", "Halle", "06108 liegt nicht in Nordrhein-Westfalen"),
        ("1010", "Wien", "1010 liegt nicht"),
        ("1010", "Köln", "1010 liegt nicht"),
        ("49170", "Hagen", "49170 gehört zu keinem Ort"),
        (None, "Wien", "„Wien“ ist kein Ort"),
        (None, None, "Der Ort fehlt"),
        ("50667", "Halle (Saale)", "kein Ort"),
    ],
)
def test_where_there_is_nowhere_to_look(
    register: Register, gazetteer: Gazetteer, code: str | None, city: str | None, told: str
) -> None:
    assert told in find_towns(register.current(), gazetteer, Venue(postal_code=code, city=city)).missing


@pytest.mark.parametrize(
    ("code", "city", "town", "doubted"),
    [
        ("33790", "Halle", "Halle (Westf.)", None),
        (None, "Halle", "Halle (Westf.)", "city"),
        (None, "Köln", "Köln", None),
        ("50667", None, "Köln", None),
        ("50667", "Dom", "Köln", "city"),
        ("50996", "Köln", "Köln", None),
        ("50001", "Köln", "Köln", "postal_code"),
    ],
)
def test_where_to_look(
    register: Register, gazetteer: Gazetteer, code: str | None, city: str | None, town: str, doubted: str | None
) -> None:
    towns = find_towns(register.current(), gazetteer, Venue(postal_code=code, city=city))
    assert [each.town.name for each in towns.cities] == [town]
    assert [doubt.field for doubt in towns.doubts] == ([doubted] if doubted else [])
    assert towns.others == ()


def test_city_and_postal_code_may_contradict_each_other(register: Register, gazetteer: Gazetteer) -> None:
    towns = find_towns(register.current(), gazetteer, Venue(postal_code="50667", city="Aachen"))
    assert [each.town.name for each in towns.cities] == ["Aachen"]
    assert [each.town.name for each in towns.others] == ["Köln"]


def test_every_postal_code_has_its_municipality(gazetteer: Gazetteer) -> None:
    places = gazetteer.postal_region("")
    assert len(places) > 800
    assert all(gazetteer.municipality_of(place) for place in places)


@given(st.text(max_size=80) | st.text("Köln -/(),OT", max_size=80))
def test_any_city_can_be_asked(register: Register, gazetteer: Gazetteer, text: str) -> None:
    assert all(city.town for city in read_city(register.current(), gazetteer, text))
    assert len(shown(text)) <= 60
