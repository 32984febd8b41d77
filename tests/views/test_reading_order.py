from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte.language import speaking
from tourkarte.views.reading_order import Part, part_of, to_read

if TYPE_CHECKING:
    import pandas as pd

TODAY = NOON_OF_THE_SECOND_DAY.date()


def test_today_is_read_first_then_what_comes_then_what_was() -> None:
    found = to_read(frames.sample(), TODAY, most=10)
    assert list(found["city"]) == ["Herne", "Bielefeld", "Wesel", "Schwelm", "Aachen", "Münster"]


def test_the_latest_of_the_past_days_comes_first_and_each_day_stays_in_its_order() -> None:
    found = to_read(frames.sample(), TODAY.replace(day=20), most=10)
    assert list(found["city"]) == ["Wesel", "Schwelm", "Herne", "Bielefeld", "Aachen", "Münster"]


def test_the_one_in_focus_is_among_the_few() -> None:
    few = to_read(frames.sample(), TODAY, most=3, chosen="sommertour-2017-muenster")
    assert list(few["city"]) == ["Herne", "Bielefeld", "Münster"]
    assert len(to_read(frames.sample(), TODAY, most=3, chosen="unknown")) == 3


@given(frames.frames(), st.integers(1, 8))
def test_no_row_is_read_twice_and_parts_follow_each_other(frame: pd.DataFrame, most: int) -> None:
    found = to_read(frame, TODAY, most=most)
    assert len(found) == min(most, len(frame))
    assert found["id"].is_unique
    last = found["end_date"].fillna(found["date"])
    parts = [part_of(a.date(), b.date(), TODAY) for a, b in zip(found["date"], last, strict=True)]
    assert parts == sorted(parts)


def test_the_parts_have_names() -> None:
    with speaking("en"):
        assert [part.label for part in Part] == ["Today", "Coming days", "Past days"]
