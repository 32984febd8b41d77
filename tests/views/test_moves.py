from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import stop
from tourkarte import frame as contract
from tourkarte.views.moves import Move, moves

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
