from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.frames import HOSTILE, texts
from tourkarte.export.guard import guard, unguard
from tourkarte.frame import TEXT

TRICKY = st.text("'\"=+-@\t\n\r a＝＋－＠\u00a0", max_size=6)


def column(*cells: str | float | None) -> pd.DataFrame:
    return pd.DataFrame({"text": pd.Series(cells, dtype=TEXT)})


def guarded(text: str) -> str:
    return str(guard(column(text))["text"].iloc[0])


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49",
        "-5",
        "@SUM",
        "\t=1",
        "\r=1",
        "\n=1",
        "'=1",
        "''=1",
        " =1",
        '"=1',
        " \"' =1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
    ],
)
def test_a_formula_gets_one_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a", "1=1", "''x", "'", "Ä-Ö", "${alert(1)}", "C:\\2019", "a\n=1", "</script>"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guarded(text) == text


@given(st.lists(TRICKY | texts(), max_size=8))
def test_nothing_is_lost(cells: list[str]) -> None:
    pd.testing.assert_frame_equal(unguard(guard(column(*cells))), column(*cells))


@given(TRICKY | st.sampled_from(HOSTILE))
def test_nothing_dangerous_is_left(text: str) -> None:
    assert guarded(text)[:1] not in {*"=+-@\t\n\r＝＋－＠"}
    assert guarded(text).lstrip(' "\u00a0')[:1] not in {*"=+-@\t\n\r＝＋－＠"}


def test_numbers_and_missing_values_stay() -> None:
    frame = pd.DataFrame({"text": pd.Series([None, "-5"], dtype=TEXT), "number": [-5.0, float("nan")]})
    expected = pd.DataFrame({"text": pd.Series([None, "'-5"], dtype=TEXT), "number": [-5.0, float("nan")]})
    pd.testing.assert_frame_equal(guard(frame), expected)
    pd.testing.assert_frame_equal(unguard(expected), frame)
