from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from tourkarte.model import Point
from tourkarte.places.districts import Districts

DATA = Path(__file__).parents[2] / "data"
BOUNDARIES = Districts.load(DATA)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shapes(name: str) -> tuple[list[dict[str, Any]], Any]:
    features = json.loads((DATA / name).read_text("utf-8"))["features"]
    return [each["properties"] for each in features], np.array([shape(each["geometry"]) for each in features])


def metres(one: dict[str, str], other: dict[str, str]) -> float:
    north = (float(one["lat"]) - float(other["lat"])) * 111_300
    east = (float(one["lon"]) - float(other["lon"])) * 111_300 * math.cos(math.radians(51.5))
    return math.hypot(north, east)


@pytest.mark.parametrize(
    ("name", "key", "number"),
    [
        ("districts.csv", "ags", 53),
        ("districts.csv", "region", 5),
        ("centres.csv", "district", 53),
        ("centres.csv", "name", 53),
        ("municipalities.csv", "ags", 396),
        ("municipalities.csv", "district", 53),
        ("postal_codes.csv", "postal_code", 869),
        ("postal_codes.csv", "district", 53),
        ("venues.csv", "street", 5),
        ("appointments.csv", "id", 6),
    ],
)
def test_there_are_as_many_as_there_must_be(name: str, key: str, number: int) -> None:
    assert len({row[key] for row in rows(name)}) == number


def test_no_postal_code_stands_twice_with_one_place() -> None:
    pairs = [(row["postal_code"], row["place"]) for row in rows("postal_codes.csv")]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("name", "number", "limit"),
    [
        ("districts.geojson", 53, 150_000),
        ("regions.geojson", 5, 60_000),
        ("state.geojson", 1, 30_000),
        ("municipalities.geojson", 396, 1_100_000),
    ],
)
def test_boundaries_are_small_whole_and_without_gaps(name: str, number: int, limit: int) -> None:
    properties, areas = shapes(name)
    assert len(properties) == number
    assert (DATA / name).stat().st_size <= limit
    assert shapely.is_valid(areas).all()
    assert shapely.coverage_is_valid(areas)


def test_regions_and_the_state_are_drawn_with_the_districts_own_lines() -> None:
    properties, districts = shapes("districts.geojson")
    for region, area in zip(*shapes("regions.geojson"), strict=True):
        members = districts[[each["region"] == region["name"] for each in properties]]
        assert shapely.equals(shapely.union_all(members), area)
    (state,) = shapes("state.geojson")[1]
    assert shapely.equals(shapely.union_all(districts), state)


def test_keys_agree_between_the_files() -> None:
    districts = {row["ags"]: row for row in rows("districts.csv")}
    assert [each["ags"] for each in shapes("districts.geojson")[0]] == list(districts)
    assert [each["ags"] for each in shapes("municipalities.geojson")[0]] == [
        row["ags"] for row in rows("municipalities.csv")
    ]
    assert {row["ags"][:5] for row in rows("municipalities.csv")} == districts.keys()
    assert [row["district"] for row in rows("centres.csv")] == list(districts)
    assert {each["region"] for each in shapes("districts.geojson")[0]} == {row["region"] for row in districts.values()}


def test_every_seat_is_a_municipality_of_its_district() -> None:
    towns = {(row["district"], row["name"]) for row in rows("municipalities.csv")}
    assert {(row["ags"], row["seat"]) for row in rows("districts.csv")} <= towns


@pytest.mark.parametrize("name", ["postal_codes.csv", "municipalities.csv", "appointments.csv"])
def test_every_point_lies_in_its_district(name: str) -> None:
    for row in rows(name):
        point = Point(lat=float(row["lat"]), lon=float(row["lon"]))
        assert BOUNDARIES.locate(point, within=[row["district"]]), row


def test_five_venues_are_exact_and_herne_is_known_to_its_postal_code() -> None:
    stops = {row["city"]: row for row in rows("appointments.csv")}
    assert stops.pop("Herne")["precision"] == "postal_code"
    assert {row["precision"] for row in stops.values()} == {"address"}
    assert {(row["street"], row["lat"], row["lon"]) for row in stops.values()} == {
        (row["street"], f"{float(row['lat'])}", f"{float(row['lon'])}") for row in rows("venues.csv")
    }


def test_the_radius_of_a_postal_code_covers_the_venues_that_are_known() -> None:
    codes = {row["postal_code"]: row for row in rows("postal_codes.csv")}
    for venue in rows("venues.csv"):
        code = codes[venue["postal_code"]]
        assert metres(venue, code) <= float(code["radius_m"]), venue


def test_the_sources_name_every_file_and_both_notes() -> None:
    text = (DATA / "SOURCES.md").read_text("utf-8")
    files = {path.name for path in DATA.iterdir() if path.suffix in {".csv", ".geojson"}} | {"invitation.md"}
    assert files == {name for name in re.findall(r"`([\w.]+)`", text) if (DATA / name).is_file()} - {"build.py"}
    assert "© GeoBasis-DE / BKG 2016 (Daten verändert)" in text
    assert "GeoNames, CC BY 4.0" in text


@pytest.mark.parametrize("path", sorted(path for path in DATA.iterdir() if path.is_file()), ids=lambda path: path.name)
def test_files_are_utf_8_with_line_feeds(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
