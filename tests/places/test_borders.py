from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import folders
from tourkarte.errors import DataFileError
from tourkarte.places.borders import border_lines

if TYPE_CHECKING:
    from pathlib import Path


def _square(ags: str, west: float) -> dict[str, object]:
    ring = [[west, 51.0], [west + 1, 51.0], [west + 1, 52.0], [west, 52.0], [west, 51.0]]
    return {"type": "Feature", "properties": {"ags": ags}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_a_border_is_drawn_once_and_only_within_a_district(tmp_path: Path) -> None:
    path = tmp_path / "municipalities.geojson"
    features = [_square("05001001", 6), _square("05001002", 7), _square("05002000", 8)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    lines = json.loads(border_lines(path))
    assert lines in ([[70_000, 510_000, 0, 10_000]], [[70_000, 520_000, 0, -10_000]])


def test_the_borders_of_the_state_are_small_enough_to_be_sent() -> None:
    body = border_lines(folders.OWN / "municipalities.geojson")
    assert len(body) < 150_000
    assert len(json.loads(body)) > 300


def test_what_is_no_file_of_areas_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError):
        border_lines(tmp_path / "nothing.geojson")
