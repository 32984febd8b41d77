from __future__ import annotations

import random
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.intake.cases import NAMES, as_expected, expected, text_of
from tourkarte.errors import DocumentError
from tourkarte.intake.document import decode
from tourkarte.intake.invitation import Reading, read
from tourkarte.intake.normalise import plain
from tourkarte.places.gazetteer import gazetteer
from tourkarte.settings import settings as installation

SAMPLE = (installation().data_dir / "invitation.md").read_text("utf-8")
TEXT_FIELDS = ("title", "venue", "room", "street", "postal_code", "city")


def reading(text: str) -> Reading:
    return read(text, gazetteer())


@pytest.mark.parametrize("name", NAMES)
def test_case_is_read_as_expected(name: str) -> None:
    assert [as_expected(draft) for draft in reading(text_of(name)).drafts] == expected(name)


def test_the_sample_is_read_without_a_doubt() -> None:
    result = reading(SAMPLE)
    assert len(result.drafts) == 6
    assert result.warnings == ()
    for draft in result.drafts:
        assert draft.doubts == ()
        assert draft.centre
        assert all((draft.date, draft.start, draft.venue.street, draft.venue.postal_code, draft.venue.city))


def assert_spans_hold_the_values(result: Reading) -> None:
    for draft in result.drafts:
        values = as_expected(draft)
        assert 0 <= draft.source.start <= draft.source.end <= len(result.text)
        for name, spans in draft.spans.items():
            assert all(0 <= span.start < span.end <= len(result.text) for span in spans)
            if name in TEXT_FIELDS:
                assert plain(" ".join(span.of(result.text) for span in spans)) == values[name]
        assert {name for name in TEXT_FIELDS if values[name]} == set(TEXT_FIELDS) & set(draft.spans)


@pytest.mark.parametrize("name", NAMES)
def test_spans_hold_the_values(name: str) -> None:
    assert_spans_hold_the_values(reading(text_of(name)))


def test_spans_of_the_sample_hold_the_values() -> None:
    assert_spans_hold_the_values(reading(SAMPLE))


def noisy(text: str, seed: int) -> str:
    """Return `text` with what layout programs and people leave behind, none of which means anything."""
    dice = random.Random(seed)  # noqa: S311 - no secret is made
    lines = []
    for line in text.split("\n"):
        words = line.split(" ")
        for number, word in enumerate(words):
            if re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]{3,}", word) and dice.random() < 0.1:
                words[number] = dice.choice(("**{}**", "*{}*", "__{}__", "\u200b{}", "{}\u200b")).format(word)
        blank = dice.choice((" ", " ", "\u00a0", "\u202f"))
        lines.append(blank.join(words) + " " * dice.choice((0, 0, 2, 5)))
        if not line.strip():
            lines += [" " * dice.choice((0, 3))] * dice.choice((0, 0, 1, 3))
    return dice.choice(("", "\n\n", "  \n")) + dice.choice(("\n", "\r\n")).join(lines)


@pytest.mark.parametrize("name", [*NAMES, "sample"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_noise_does_not_change_the_result(name: str, seed: int) -> None:
    text = SAMPLE if name == "sample" else text_of(name)
    result = reading(noisy(text, seed))
    assert result.drafts == reading(text).drafts
    assert_spans_hold_the_values(result)


@given(st.binary(max_size=400))
@example(b"\x00" * 50)
@example("Am 31.02.2020 um 25:00 Uhr in der 99. Straße 1, 00000 X".encode())
@example(b"1.1. 1.1. - 1.1. bis 1.1.: 1 Uhr | 1 Uhr; (1 Uhr) [1 Uhr](1 Uhr")
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentError:
        return
    assert_spans_hold_the_values(reading(text))


WORDS = st.sampled_from(
    [
        *(
            "Montag",
            "3.",
            "März",
            "2020",
            "02.08.2017",
            "bis",
            "und",
            "10",
            "Uhr",
            "11:00",
            "9.30",
            "im",
            "in",
            "der",
            "\n",
        ),
        *("Ort:", "Zeit:", "Raum", "12", "Aachen", "52068", "Reichsweg", "30", "Saal", "Anmeldung", "abgesagt", "Tel."),
        *("KI", "Stadt", "Münster", "jeden", "Ablauf", "„", "“", "–", "(", ")", ",", ":", ";", "|", "\n\n", "#", "*"),
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=120, deadline=None)
def test_any_words_are_read(text: str) -> None:
    assert_spans_hold_the_values(reading(text))


PIECES = [
    *("1", "1 ", "1.", "1. und ", "(", "[", "](", "<", "<!--", "&", "*", "_", "-", "„", "\\", "```", "| ", ", ", "# "),
    *(" ", "\n", "a", "A ", "e\u0301", "Am ", "Ort: ", "Ort:\n", "Hauptstraße ", "Straße 1 ", "52068 Aachen "),
    *("11:00 Uhr ", "11:00 Uhr\n", "Zeit: 10 Uhr\n", "1.1.2020 ", "- 1.1.2020 10:00 A\n"),
    "Am 1. Mai 2020, 10 Uhr, A, B 1, 52068 Aachen. ",
]


LENGTH = 30_000


def seconds(text: str) -> float:
    begin = time.process_time()
    reading(text)
    return time.process_time() - begin


@pytest.fixture(scope="module")
def ordinary() -> float:
    return seconds(PIECES[-1] * (LENGTH // len(PIECES[-1])))


OPENINGS = [
    "",
    "## 3. Mai 2021\n10 - 20 Uhr: Fest, Markt 1, 52062 Aachen\n\nAblauf:\n\n",
    "# Sprechstunden von 10 bis 20 Uhr\n",
    "Zeit: 3. Mai 2021, 10 bis 20 Uhr\n\n",
]


@pytest.mark.parametrize("opening", OPENINGS, ids=["plain", "programme", "hours", "label"])
@pytest.mark.parametrize("piece", PIECES)
def test_cost_is_linear_in_length(piece: str, opening: str, ordinary: float) -> None:
    """A text as long as no invitation costs no more than some times what one full of appointments does.

    What is not linear costs a hundred times as much.
    """
    assert seconds(opening + piece * (LENGTH // len(piece))) < max(2.5, 10 * ordinary)
