from __future__ import annotations

import pytest

from tests.frames import sample, stop
from tourkarte import frame as contract
from tourkarte.selection import Selection


def found(words: str) -> tuple[list[str], list[tuple[str, tuple[str, ...]]]]:
    rows = sample()
    chosen = Selection(words=words)
    return list(chosen.apply(rows)["city"]), [(each.word, each.meant) for each in chosen.corrections(rows)]


@pytest.mark.parametrize(
    ("words", "cities", "told"),
    [
        ("Nadelfabirk", ["Aachen"], [("Nadelfabirk", ("Nadelfabrik",))]),
        ("muenstre", ["Münster"], [("muenstre", ("Münster",))]),
        ("Bielfeld rathaus", ["Bielefeld"], [("Bielfeld", ("Bielefeld",))]),
        ("Hernne", ["Herne"], [("Hernne", ("Herne",))]),
        ("Nadelfabrik", ["Aachen"], []),
        ("MÜNSTRE", ["Münster"], [("MÜNSTRE", ("Münster",))]),
        ("adelfab", ["Aachen"], []),  # a part of a word is one that occurs
        ("Wes", ["Wesel"], []),
        ("Wsl", [], []),  # too short to tell what is meant
        ("Michaelsztrase", ["Herne"], [("Michaelsztrase", ("Michaelstraße",))]),  # two in a long word
        ("Hxxne", [], []),  # two in a short one
        ("132x", [], []),  # a number is no word
        ("Nadelfabirk herne", [], [("Nadelfabirk", ("Nadelfabrik",))]),
    ],
)
def test_a_slip_of_the_pen_is_forgiven_where_nothing_else_is_found(
    words: str, cities: list[str], told: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found(words) == (cities, told)


def test_what_occurs_is_not_taken_for_something_else() -> None:
    rows = contract.from_rows([stop(id="a", city="Halle"), stop(id="b", city="Halde")])
    assert list(Selection(words="halle").apply(rows)["id"]) == ["a"]


def test_all_that_are_as_near_are_meant() -> None:
    rows = contract.from_rows([stop(id="a", city="Halle"), stop(id="b", city="Halde"), stop(id="c", city="Hamm")])
    chosen = Selection(words="halxe")
    assert set(chosen.apply(rows)["id"]) == {"a", "b"}
    assert [tuple(each) for each in chosen.corrections(rows)] == [("halxe", ("Halde", "Halle"))]
