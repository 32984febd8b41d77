from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tourkarte.desk.assignment import assigned


def test_the_first_choice_is_taken_where_nobody_needs_it() -> None:
    assert assigned({"a": ["2", "1"], "b": ["3"]}) == {"a": "2", "b": "3"}


def test_a_whole_chain_moves_on_for_one_that_has_no_other_choice() -> None:
    assert assigned({"a": ["1", "2"], "b": ["2", "3"], "c": ["1"]}) == {"a": "2", "b": "3", "c": "1"}


def test_a_long_chain_is_no_deep_recursion() -> None:
    choices = {str(number): [str(number), str(number + 1)] for number in range(3000)}
    assert len(assigned(choices | {"last": ["0"]})) == 3001


@given(st.dictionaries(st.sampled_from("abcde"), st.lists(st.sampled_from("12345"), unique=True), max_size=5))
def test_nobody_finds_a_larger_assignment(choices: dict[str, list[str]]) -> None:
    found = assigned(choices)
    largest = max(
        sum(pick in choices[key] for key, pick in zip(choices, picks, strict=False)) for picks in permutations("12345")
    )
    assert len(found) == len(set(found.values())) == largest
    assert all(pick in choices[key] for key, pick in found.items())
