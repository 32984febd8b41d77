from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.export.calendar_lines import line, text

LONG = st.text(st.sampled_from("aä€🎉\\,;\n\t \N{ZERO WIDTH JOINER}👨‍👩‍👧"), max_size=400)


def unfolded(data: bytes) -> str:
    assert data.endswith(b"\r\n")
    return data.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode()


def unescaped(value: str) -> str:
    found, signs = "", iter(value)
    for sign in signs:
        found += {"n": "\n"}.get(escaped := next(signs), escaped) if sign == "\\" else sign
    return found


@given(LONG)
def test_every_text_comes_back(words: str) -> None:
    name, _colon, value = unfolded(text("SUMMARY", words)).partition(":")
    assert (name, unescaped(value)) == ("SUMMARY", words)


@given(LONG)
def test_no_line_is_too_long_or_ends_inside_a_character_or_an_escape(words: str) -> None:
    pieces = text("SUMMARY", words).removesuffix(b"\r\n").split(b"\r\n")
    for number, piece in enumerate(pieces):
        assert len(piece) <= 75
        assert number == 0 or piece.startswith(b" ")
        value = piece.decode()
        assert (len(value) - len(value.rstrip("\\"))) % 2 == 0


@pytest.mark.parametrize("length", range(60, 80))
def test_a_line_is_folded_as_late_as_it_may_be(length: int) -> None:
    pieces = line("UID", "x" * length).split(b"\r\n")
    assert len(pieces[0]) == min(75, length + len("UID:"))
    assert len(pieces) == (2 if length <= 71 else 3)


def test_no_value_begins_a_line_of_its_own() -> None:
    assert text("NAME", "Tour\r\nBEGIN:VEVENT\x00\x1f\x7f") == b"NAME:Tour\\nBEGIN:VEVENT\r\n"
