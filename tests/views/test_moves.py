from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import stop
from tourkarte import frame as contract
from tourkarte.views.moves import Move, chain, moves

if TYPE_CHECKING:
    import pandas as pd


def chained(**targets: str | None) -> pd.DataFrame:
    """Return an appointment for each name, one a day from 2 August on, moved to its target if it has one."""
    return contract.from_rows(
        stop(id=name, date=f"2017-08-{day:02}", status="moved" if target else "scheduled", moved_to=target)
        for day, (name, target) in enumerate(targets.items(), start=2)
    )


def test_both_ends_of_a_move_say_so() -> None:
    assert moves(chained(a="c", b=None, c=None)) == {
        "a": Move(to="Freitag, 4. August 2017, 11:00 Uhr"),
        "c": Move(origin="Mittwoch, 2. August"),
    }


def test_what_was_moved_twice_is_followed_to_both_ends() -> None:
    found = moves(chained(a="b", b="c", c=None))
    assert found["a"].to == found["b"].to == "Freitag, 4. August 2017, 11:00 Uhr"
    assert found["b"].origin == found["c"].origin == "Mittwoch, 2. August"


def test_of_several_that_were_moved_to_one_the_earliest_counts() -> None:
    assert moves(chained(a="c", b="c", c=None))["c"].origin == "Mittwoch, 2. August"


def test_a_target_that_is_not_there_or_itself_says_nothing() -> None:
    assert moves(chained(a="weg", b="b")) == {}
    assert moves(contract.empty()) == {}


def test_a_circle_is_left_where_it_closes() -> None:
    found = moves(chained(a="b", b="c", c="a"))
    assert found["a"].to == "Freitag, 4. August 2017, 11:00 Uhr"
    assert found["b"].to == "Mittwoch, 2. August 2017, 11:00 Uhr"


@given(st.lists(st.none() | st.integers(0, 9), max_size=8))
@settings(max_examples=40)
def test_whatever_points_where_an_end_is_found(targets: list[int | None]) -> None:
    named = {f"n{number}": None if target is None else f"n{target}" for number, target in enumerate(targets)}
    found = moves(chained(**named))
    assert found.keys() <= named.keys()
    assert all(move.to or move.origin for move in found.values() if move != Move())
    assert {name for name, move in found.items() if move.to} == {
        name for name, target in named.items() if target in named and target != name
    }


@pytest.mark.parametrize("key", ["a", "b", "c"])
def test_all_that_an_appointment_was_and_became_is_one_chain(key: str) -> None:
    assert chain(chained(a="b", b="c", c=None, d=None), key) == ("a", "b", "c")


def test_what_was_not_moved_stands_alone() -> None:
    frame = chained(a="b", b=None, c=None, d="nowhere", e="e", f="g", g="f", h="f")
    assert {key: chain(frame, key) for key in "cdefgh"} == {key: (key,) for key in "cdefgh"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from("abcdefx"), min_size=1))
def test_every_chain_has_an_end(targets: dict[str, str | None]) -> None:
    frame = chained(**targets)
    for key in targets:
        found = chain(frame, key)
        assert key in found
        assert len(set(found)) == len(found)
        assert all(targets[before] == after for before, after in pairwise(found))
