from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.text import fold, shown


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Städteregion Aachen", "staedteregion aachen"),
        ("STAEDTEREGION AACHEN", "staedteregion aachen"),
        ("Michaelstraße", "michaelstrasse"),
        ("MICHAELSTRAẞE", "michaelstrasse"),
        ("Café Olé", "cafe ole"),
        ("Ennepe-Ruhr-Kreis", "ennepe ruhr kreis"),
        ("  1. Etage,\tFlur\u00a0A\n", "1 etage flur a"),
        ("Ministère ﬁn №", "ministere fin no"),
        ("", ""),
        ("…!“", ""),
        ("東京", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_is_words_of_plain_letters_and_digits(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert folded == " ".join(folded.split())


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("äöüÄÖÜßéñaxz -"))
def test_composition_and_case_do_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.upper()) == fold(text)


@given(st.text(), st.text())
def test_the_fold_of_two_texts_is_both_folds(left: str, right: str) -> None:
    assert fold(f"{left} | {right}") == f"{fold(left)} {fold(right)}".strip()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Köln-Deutz „1“", "Köln-Deutz „1“"),
        ("\x1b[31mrot", "�[31mrot"),
        ("nelöK\u202eKöln", "nelöK�Köln"),  # what follows would be read from the right
        ("a\u2028b\u200bc\ud800", "a�b�c�"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
    ],
)
def test_what_is_quoted_in_a_message_is_short_and_visible(text: str, quoted: str) -> None:
    assert shown(text) == quoted


@given(st.text())
def test_whatever_is_quoted_can_be_seen(text: str) -> None:
    assert shown(text).isprintable()
    assert len(shown(text)) <= 40
