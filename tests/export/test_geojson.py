from __future__ import annotations

import orjson

from tests.frames import stop
from tourkarte import frame as contract
from tourkarte.export import geojson, json_
from tourkarte.export.edition import PLAIN, Edition

NOWHERE = dict.fromkeys(("lat", "lon", "precision", "radius_m", "point_source"))


def test_longitude_comes_first_and_without_a_point_there_is_no_geometry() -> None:
    rows = contract.from_rows([stop(id="a"), {**stop(id="b"), **NOWHERE}])
    there, nowhere = orjson.loads(geojson.write(rows, PLAIN))["features"]
    assert there["geometry"] == {"type": "Point", "coordinates": [6.12025, 50.772806]}
    assert (there["properties"]["precision"], there["properties"]["radius_m"]) == ("address", 0.0)
    assert nowhere["geometry"] is None


def test_json_says_what_is_known_and_null_for_the_rest() -> None:
    rows = contract.from_rows([stop(id="a", people="A; B"), {**stop(id="b"), **NOWHERE}])
    found = orjson.loads(json_.write(rows, Edition(address="https://t.example")))
    there, nowhere = found["appointments"]
    assert (found["count"], found["updated"], "licence" in found) == (2, None, False)
    assert (there["starts_at"], there["people"]) == ("2017-08-02T11:00:00+02:00", ["A", "B"])
    assert there["url"] == "https://t.example/termine/a"
    assert (there["point"]["lat"], nowhere["point"], nowhere["revision"]) == (50.772806, None, None)
