from __future__ import annotations

import json
from typing import Any

import pytest

from tourkarte.errors import DocumentError
from tourkarte.intake.tables import read_table
from tourkarte.model import Point, Precision

PROPERTIES = {"Datum": "02.08.2017", "Uhrzeit": "11:00", "Titel": "Eins", "PLZ": "52068", "Ort": "Aachen"}


def feature(**changes: Any) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [6.12, 50.77]}
    return {"type": "Feature", "geometry": geometry, "properties": PROPERTIES} | changes


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize("data", [collection(feature()), json.dumps(feature(), indent=2).encode("utf-16")])
def test_a_feature_is_an_appointment_with_its_point(data: bytes) -> None:
    (draft,) = read_table(data, "a.geojson").drafts
    assert (draft.title, draft.venue.city, draft.row) == ("Eins", "Aachen", 1)
    assert draft.point == Point(lat=50.77, lon=6.12)
    assert (draft.precision, draft.point_source) == (Precision.MANUAL, "a.geojson")


@pytest.mark.parametrize(
    ("geometry", "has_point", "problems"),
    [
        (None, False, 0),
        ({"type": "Polygon", "coordinates": []}, False, 0),
        ({"type": "MultiPoint", "coordinates": [[6.12, 50.77]]}, True, 0),
        ({"type": "Point", "coordinates": [6.12, 50.77, 100]}, True, 0),
        ({"type": "Point", "coordinates": [6.12]}, False, 0),
        ({"type": "Point", "coordinates": [500, 50.77]}, False, 1),
        ({"type": "Point", "coordinates": ["a", "b"]}, False, 1),
        ({"type": "Point", "coordinates": [0, 0]}, False, 1),
        (5, False, 0),
    ],
)
def test_only_a_point_on_earth_is_kept(geometry: Any, *, has_point: bool, problems: int) -> None:
    reading = read_table(collection(feature(geometry=geometry)), "a.geojson")
    assert (reading.drafts[0].point is not None) == has_point
    assert len(reading.problems) == problems


def test_ids_are_kept_if_they_may_be_ids() -> None:
    other = PROPERTIES | {"Titel": "Zwei"}
    reading = read_table(collection(feature(id="eins-1"), feature(id="Nicht erlaubt!", properties=other)), "a.json")
    assert [draft.id for draft in reading.drafts] == ["eins-1", None]
    assert reading.problems[0].field == "Kennung"


def test_what_is_no_feature_costs_the_others_nothing() -> None:
    reading = read_table(collection(5, None, {"type": "Feature", "properties": []}, feature()), "a.geojson")
    assert [draft.row for draft in reading.drafts] == [4]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"type": "FeatureCollection"', "kein gültiges JSON"),
        (b'{"type": "FeatureCollection", "features": 5}', "kein GeoJSON"),
        (b'{"type": "Other", "x": "FeatureCollection"}', "keine Liste von Objekten|kein GeoJSON"),
        (collection(), "Keine Spalte enthält das Datum"),
        (b'{"a":' * 900_000, "kein gültiges JSON"),
        (b'{"type":"FeatureCollection","features":[' + b'{"type":"Feature"},' * 1_000_000, "zu viele|so viele"),
        (collection(*[feature()] * 10_001), "so viele"),
        (b"[" + b",".join(b'{"k%d":1}' % number for number in range(600)) + b"]", "mehr als 500 Felder"),
        (b"[1, 2]", "hat keine Kopfzeile"),
        (b"{}", "keine Liste von Objekten"),
    ],
)
def test_what_is_no_geojson_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_table(data, "datei")
