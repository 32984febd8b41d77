from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.errors import InvalidValueError
from tourkarte.web.sign_in.names import LONGEST, editor_name, tidy


@pytest.mark.parametrize(
    ("given_as", "name"),
    [
        ("  Erika   Müller ", "Erika Müller"),
        ("Erika\u00a0Mu\u0308ller", "Erika Müller"),
        ("O’Brien-Łukasz", "O’Brien-Łukasz"),
        ("x" * LONGEST, "x" * LONGEST),
        ("<b>Erika</b>", "<b>Erika</b>"),
    ],
)
def test_a_name_is_taken_as_it_is(given_as: str, name: str) -> None:
    assert editor_name(given_as) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Bitte geben Sie Ihren Namen an"),
        ("   ", "Bitte geben Sie Ihren Namen an"),
        ("1234", "Bitte geben Sie Ihren Namen an"),
        ("\u200b", "Bitte geben Sie Ihren Namen an"),
        ("x" * (LONGEST + 1), "Der Name hat 81 Zeichen"),
        ("Erika\nMüller", "unsichtbare Zeichen"),
        ("Erika\x00", "unsichtbare Zeichen"),
        ("Erika\u202eMüller", "unsichtbare Zeichen"),
        ("Erika\u200bMüller", "unsichtbare Zeichen"),
    ],
)
def test_what_is_no_name_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        editor_name(text)


@given(st.text(max_size=200))
def test_whatever_is_given_a_name_is_one_visible_line(text: str) -> None:
    try:
        name = editor_name(text)
    except InvalidValueError:
        return
    assert name.isprintable()
    assert 0 < len(name) <= LONGEST
    assert editor_name(name) == name


@given(st.text(max_size=200))
def test_what_a_provider_says_is_one_visible_line(text: str) -> None:
    said = tidy(text)
    assert said.isprintable()
    assert said == said.strip()
    assert len(said) <= LONGEST
