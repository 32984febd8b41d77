from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.places.conftest import DATA
from tourkarte.errors import DataFileError
from tourkarte.places.shapes import read_areas

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = [[[7, 51], [8, 51], [8, 52], [7, 52], [7, 51]]]


def collection(properties: Any, coordinates: Any = SQUARE, *, kind: str = "Polygon", feature: str = "Feature") -> str:
    geometry = {"type": kind, "coordinates": coordinates}
    return json.dumps({"features": [{"type": feature, "properties": properties, "geometry": geometry}]})


def written(folder: Path, content: str) -> Path:
    path = folder / "state.geojson"
    path.write_text(content)
    return path


@pytest.mark.parametrize(("kind", "coordinates"), [("Polygon", SQUARE), ("MultiPolygon", [SQUARE])])
def test_an_area_is_read_with_its_feature(tmp_path: Path, kind: str, coordinates: Any) -> None:
    content, (area,) = read_areas(written(tmp_path, collection({"name": "Quadrat"}, coordinates, kind=kind)))
    assert content["features"][0]["geometry"]["coordinates"] == coordinates
    assert area.bounds == (7, 51, 8, 52)


@pytest.mark.parametrize("name", ["districts", "regions", "state", "municipalities"])
def test_the_product_s_own_boundaries_are_areas(name: str) -> None:
    content, areas = read_areas(DATA / f"{name}.geojson")
    assert len(areas) == len(content["features"]) > 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('{"features": []}', "enthält keine Flächen"),
        ('{"features": [{"type": "Feature", "properties": {}, "geometry": null}]}', "Die 1. ist unbrauchbar"),
        ('{"features": [{"type": "Feature", "properties": {}}]}', "Die 1. ist unbrauchbar"),
        ('{"features": [{"type": "Feature"}, 3]}', "ohne Eigenschaften"),
        ('{"features": [null]}', "kein Feature"),
        (collection(None), "ohne Eigenschaften"),
        (collection({}, feature="feature"), "kein Feature"),
        (collection({}, [["a"]]), "type must be"),
        (collection({}, [[[str(number) for number in point] for point in SQUARE[0]]]), "type must be number"),
        (collection({}, [[[7, 51], [8, None], [8, 52], [7, 51]]]), "type must be number"),
        (collection({}, [[[7, 51], [8, float("nan")], [8, 52], [7, 51]]]), "kein gültiges JSON"),
        (collection({}, [[[7, 51], [8, 1e308], [8, 52], [7, 51]]]), "außerhalb von Länge und Breite"),
        (collection({}, [[[5616000, 357000], [5616000, 357100], [5616100, 357100], [5616000, 357000]]]), "außerhalb"),
        (collection({}, [[[7, 51], [8, 51], [8, 52]]]), "closed"),
        (collection({}, [[[7, 51], [8, 52], [8, 51], [7, 52], [7, 51]]]), "Self-intersection"),
        (collection({}, []), "kein Polygon"),
        (collection({}, [], kind="MultiPolygon"), "kein Polygon"),
        (collection({}, [SQUARE, []], kind="MultiPolygon"), "kein Polygon"),
        (collection({}, [7, 51], kind="Point"), "kein Polygon"),
        (collection({}, kind="Kreis"), "Unknown geometry type"),
    ],
)
def test_what_a_map_cannot_draw_is_refused_in_a_sentence(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(DataFileError, match=r"Die Datei state\.geojson") as caught:
        read_areas(written(tmp_path, content))
    assert told in str(caught.value)
    assert "bitte mit data/build.py neu ableiten." in str(caught.value).replace("Bitte", "bitte")
