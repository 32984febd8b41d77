from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_dataset import GOOD
from tourkarte import frame
from tourkarte.places.districts import Districts
from tourkarte.places.files import Row
from tourkarte.rows import COLUMNS, row_contract, sift

BOUNDARIES = Districts.load(Path(__file__).parents[1] / "data")
CONTRACT = row_contract(["sommertour-2017"], ["05916"], ["05916", "05334"], BOUNDARIES)

CELLS = st.text(max_size=12).map(str.strip) | st.sampled_from(["", "0", "-1", "1e9", "nan", "05334", "2017-02-29"])


@settings(deadline=None, max_examples=60)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, CELLS)))
def test_whatever_a_cell_holds_the_row_is_told_or_makes_a_frame(change: dict[str, str]) -> None:
    good, problems = sift([Row(2, {**GOOD, "id": "first"}), Row(3, {**GOOD, **change})], CONTRACT)
    assert {problem.row for problem in problems} <= {3}
    assert list(good.index) == ([2] if problems else [2, 3])
    assert len(frame.from_rows(good.to_dict("records"))) == len(good)


@pytest.mark.parametrize("change", [{"tour": "x"}, {"centre": "05999"}, {"district": "05999"}, {"district": "05334"}])
def test_a_list_that_could_not_be_read_is_not_compared_with(change: dict[str, str]) -> None:
    row = Row(2, {**GOOD, **change})
    assert sift([row], CONTRACT)[1]
    assert sift([row], row_contract([], [], [], None))[1] == []


def test_a_row_without_a_point_or_a_district_is_good() -> None:
    nowhere = {**GOOD, **dict.fromkeys(("lat", "lon", "precision", "radius_m"), "")}
    rows = [Row(2, nowhere), Row(3, {**GOOD, "id": "b", "district": ""})]
    assert sift(rows, CONTRACT)[1] == []
