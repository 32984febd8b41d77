from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from tests.places.conftest import DATA
from tests.places.test_shapes import collection
from tourkarte.errors import DataFileError
from tourkarte.model import Point
from tourkarte.places.districts import TOLERANCE, Districts

if TYPE_CHECKING:
    from pathlib import Path

FEATURES = json.loads((DATA / "municipalities.geojson").read_text("utf-8"))["features"]
SHAPES = np.array([shape(feature["geometry"]) for feature in FEATURES])
KEYS = [feature["properties"]["ags"] for feature in FEATURES]
WHOLE = Districts.load(DATA)

AROUND_THE_STATE = st.builds(Point, lat=st.floats(50.2, 52.7), lon=st.floats(5.7, 9.6))


@given(AROUND_THE_STATE)
def test_agrees_with_trying_every_shape(point: Point) -> None:
    place = shapely.Point(point.lon, point.lat)
    holders = {KEYS[index] for index in np.flatnonzero(shapely.intersects(SHAPES, place))}
    found = WHOLE.locate(point)
    if holders:
        assert found in holders
    elif shapely.distance(SHAPES, place).min() > TOLERANCE:
        assert found is None
    else:
        assert found is not None


@pytest.mark.parametrize(
    ("lat", "lon", "ags"),
    [(50.772806, 6.120250, "05334002"), (51.5329, 7.1611, "05916000"), (51.664865, 6.608383, "05170048")],
)
def test_known_points(districts: Districts, lat: float, lon: float, ags: str) -> None:
    assert districts.locate(Point(lat=lat, lon=lon)) == ags


@pytest.mark.parametrize(("lat", "lon"), [(52.52, 13.405), (50.85, 5.69), (0, 0), (90, 180)])
def test_points_out_of_the_state_lie_nowhere(districts: Districts, lat: float, lon: float) -> None:
    assert districts.locate(Point(lat=lat, lon=lon)) is None


def test_only_the_districts_in_question_count(districts: Districts) -> None:
    herne = Point(lat=51.5329, lon=7.1611)
    assert districts.locate(herne, within=["05916", "05334"]) == "05916000"
    assert districts.locate(herne, within=["05334"]) is None


def test_a_point_just_across_the_border_still_counts_for_its_own_district(districts: Districts) -> None:
    herne = SHAPES[KEYS.index("05916000")]
    outside = shapely.line_interpolate_point(herne.buffer(TOLERANCE / 2).exterior, 0.3, normalized=True)
    point = Point(lat=outside.y, lon=outside.x)
    assert districts.locate(point) != "05916000"
    assert districts.locate(point, within=["05916"]) == "05916000"


@pytest.mark.parametrize(
    "content",
    [
        '{"features": []}',
        '{"features": [{}]}',
        collection({"ags": "05916000"}, kind="Kreis"),
        collection({"ags": "05916000"}, [[[1]]]),
        collection({}),
        collection({"ags": 5916000}),
        collection({"ags": "05916"}),
        '{"features": [3]}',
    ],
)
def test_a_file_without_boundaries_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "municipalities.geojson").write_text(content)
    with pytest.raises(DataFileError, match=r"Die Datei municipalities\.geojson|In der Datei municipalities\.geojson"):
        Districts.load(tmp_path)


def test_a_square_is_a_district(tmp_path: Path) -> None:
    (tmp_path / "municipalities.geojson").write_text(collection({"ags": "05916000"}))
    assert Districts.load(tmp_path).locate(Point(lat=51.5, lon=7.5)) == "05916000"
