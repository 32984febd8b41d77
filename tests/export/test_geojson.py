from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import geopandas as gpd  # type: ignore[import-untyped]
import orjson
import pytest
from hypothesis import given, settings

from tests.frames import facts, frames, hostile, precisions, sample, stop
from tourkarte import frame as contract
from tourkarte.export import geojson
from tourkarte.export.edition import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

NOWHERE = dict.fromkeys(("lat", "lon", "precision", "radius_m", "point_source"))


def test_longitude_comes_first_and_without_a_point_there_is_no_geometry() -> None:
    rows = contract.from_rows([stop(id="a"), {**stop(id="b"), **NOWHERE}])
    there, nowhere = orjson.loads(geojson.write(rows, PLAIN))["features"]
    assert there["geometry"] == {"type": "Point", "coordinates": [6.12025, 50.772806]}
    assert (there["properties"]["precision"], there["properties"]["radius_m"]) == ("address", 0.0)
    assert nowhere["geometry"] is None


def read(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Let GDAL read the file; it takes what looks like a date for one unless it is told not to."""
    return gpd.read_file(io.BytesIO(geojson.write(frame, PLAIN)), DATE_AS_STRING="YES")


def known(column: pd.Series[Any]) -> list[Any]:
    return [None if missing else cell for cell, missing in zip(column.tolist(), column.isna(), strict=True)]


def check(frame: pd.DataFrame) -> None:
    found = read(frame)
    assert len(found) == len(frame)
    assert found.crs.to_epsg() == 4326
    assert list(found.geometry.isna()) == list(frame["lat"].isna())
    there = found.geometry.dropna()
    assert set(there.geom_type) <= {"Point"}
    assert list(there.x) == list(frame["lon"].dropna())
    assert list(there.y) == list(frame["lat"].dropna())
    if frame.empty:
        return
    said = {"title", "tour", "start", "end", "venue", "city", "note", "precision", "radius_m", "district", "moved_to"}
    for name in said:
        assert known(found[name]) == known(frame[name]), name
    assert known(found["date"]) == [f"{day:%Y-%m-%d}" for day in frame["date"]]
    assert "over_at" not in found


@pytest.mark.parametrize("rows", [sample, precisions, facts, hostile, lambda: sample().head(0)])
def test_gdal_finds_the_same_points_and_properties(rows: Callable[[], pd.DataFrame]) -> None:
    check(rows())


@settings(max_examples=15)
@given(frames())
def test_gdal_finds_those_of_any_frame(frame: pd.DataFrame) -> None:
    check(frame)


def test_gdal_takes_days_for_days_and_moments_with_their_zone() -> None:
    found = gpd.read_file(io.BytesIO(geojson.write(facts(), PLAIN)))
    assert list(found["date"]) == list(facts()["date"])
    assert list(found["starts_at"]) == list(facts()["starts_at"])
    assert list(found["people"].iloc[1]) == ["Serap Güler, Staatssekretärin", "Markus Lewe, Oberbürgermeister"]
