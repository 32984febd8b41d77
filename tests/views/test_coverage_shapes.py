from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import shapely

from tests import folders
from tourkarte.errors import DataFileError
from tourkarte.places.gazetteer import gazetteer
from tourkarte.views.coverage_labels import labels
from tourkarte.views.coverage_shapes import WIDTH, Shapes, path, shapes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def drawn() -> Shapes:
    return shapes(folders.OWN / "districts.geojson")


def test_all_districts_are_there_and_the_regions_are_made_of_them(drawn: Shapes) -> None:
    assert set(drawn.districts) == set(gazetteer().districts)
    assert len(drawn.regions) == 5
    whole = sum(area.area for area in drawn.districts.values())
    assert whole == pytest.approx(sum(area.area for area in drawn.regions)) == pytest.approx(drawn.state.area)
    assert whole == pytest.approx(shapely.union_all([*drawn.districts.values()]).area)


def test_it_fills_the_drawing_with_north_above(drawn: Shapes) -> None:
    left, top, right, bottom = drawn.state.bounds
    assert [left, top] == pytest.approx([4, 4], abs=3)
    assert [right, bottom] == pytest.approx([WIDTH - 4, drawn.height - 4], abs=3)
    minden, aachen, hoexter = (drawn.districts[ags].centroid for ags in ("05770", "05334", "05762"))
    assert minden.y < aachen.y
    assert aachen.x < hoexter.x
    assert drawn.height / WIDTH == pytest.approx(246 / 249, rel=0.03), "the state's kilometres from north to south"


def test_a_path_leads_around_the_area_it_is_of(drawn: Shapes) -> None:
    for ags, d in drawn.paths.items():
        area = drawn.districts[ags]
        assert _area(d) == pytest.approx(area.area, rel=0.06, abs=60)


def _area(d: str) -> float:
    total = 0.0
    for ring in filter(None, d.split("z")):
        assert re.fullmatch(r"M-?\d+ -?\d+l[-\d ]+", ring)
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        x, y = numbers[:2]
        corners = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        total += shapely.Polygon(corners).area
    return total


def test_a_hole_is_a_ring_of_its_own() -> None:
    ring = shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [shapely.box(4, 4, 6, 6).exterior])
    assert path(ring).count("M") == 2


def test_broken_boundaries_are_refused(tmp_path: Path) -> None:
    (tmp_path / "districts.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    with pytest.raises(DataFileError):
        shapes(tmp_path / "districts.geojson")


def test_names_stand_apart_and_on_the_drawing(drawn: Shapes) -> None:
    names = {ags: district.name for ags, district in gazetteer().districts.items()}
    placed = labels(drawn, names)
    assert len(placed) > 30
    for number, label in enumerate(placed):
        left, top, right, bottom = label.box.bounds
        assert left >= -1
        assert right <= WIDTH + 1
        assert top >= 0
        assert bottom <= drawn.height
        assert not any(label.box.intersects(other.box) for other in placed[:number])


def test_a_name_covers_neither_its_small_district_nor_another_named_one(drawn: Shapes) -> None:
    herne, ennepe = labels(drawn, {"05916": "Herne", "05954": "Ennepe-Ruhr-Kreis"})
    assert not herne.box.intersects(drawn.districts["05916"])
    assert not ennepe.box.intersects(drawn.districts["05916"])


def test_who_is_not_drawn_is_not_named(drawn: Shapes) -> None:
    assert labels(drawn, {"99999": "Nirgendwo"}) == []
