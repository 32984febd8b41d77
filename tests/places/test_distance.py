from __future__ import annotations

import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.model import Point
from tourkarte.places.distance import distance

POINT = st.builds(Point, lat=st.floats(50.3, 52.6), lon=st.floats(5.8, 9.5))


@given(POINT, POINT)
def test_distances_are_what_geopy_says(one: Point, other: Point) -> None:
    oracle = great_circle((one.lat, one.lon), (other.lat, other.lon)).m
    assert distance(one, other) == pytest.approx(oracle, rel=2e-3, abs=0.1)
