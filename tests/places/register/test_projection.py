from __future__ import annotations

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.places.register.projection import PER_DEGREE, inside, to_degrees


@given(st.floats(280_000, 530_000), st.floats(5_577_000, 5_820_000))
def test_positions_are_what_the_oracle_says(east: float, north: float) -> None:
    oracle = pyproj.Transformer.from_crs("EPSG:25832", "EPSG:4326", always_xy=True).transform(east, north)
    lat, lon = to_degrees(np.array([east]), np.array([north]))
    assert [lon[0] / PER_DEGREE, lat[0] / PER_DEGREE] == pytest.approx(list(oracle), abs=1e-7)


def test_what_lies_elsewhere_is_told() -> None:
    east, north = (
        np.array([349_925.0, 0.0, np.nan, 349_925.0]),
        np.array([5_685_090.0, 5_685_090.0, 5_685_090.0, np.inf]),
    )
    assert inside(east, north).tolist() == [True, False, False, False]
