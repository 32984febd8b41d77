from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson
import pandas as pd
import pytest
from hypothesis import given, settings

from tests.frames import facts, frames, hostile, precisions, sample, stop
from tourkarte import frame as contract
from tourkarte.export import json_
from tourkarte.export.edition import PLAIN, Edition

if TYPE_CHECKING:
    from collections.abc import Callable

NOWHERE = dict.fromkeys(("lat", "lon", "precision", "radius_m", "point_source"))
POINT = {"lat": "lat", "lon": "lon", "precision": "precision", "radius_m": "radius_m", "source": "point_source"}
OURS = {"point", "url", "revision", "created", "changed"}


def test_json_says_what_is_known_and_null_for_the_rest() -> None:
    rows = contract.from_rows([stop(id="a", people="A; B"), {**stop(id="b"), **NOWHERE}])
    found = orjson.loads(json_.write(rows, Edition(address="https://t.example")))
    there, nowhere = found["appointments"]
    assert (found["count"], found["updated"], "licence" in found) == (2, None, False)
    assert (there["starts_at"], there["people"]) == ("2017-08-02T11:00:00+02:00", ["A", "B"])
    assert there["url"] == "https://t.example/termine/a"
    assert (there["point"]["lat"], nowhere["point"], nowhere["revision"]) == (50.772806, None, None)


def expected(name: str, value: Any) -> Any:
    """Return what a field must say of a cell."""
    if pd.isna(value):
        return None
    match name:
        case "date" | "end_date":
            return f"{value:%Y-%m-%d}"
        case "starts_at":
            return value.isoformat()
        case "people":
            return value.split("; ")
        case _:
            return value


def check(frame: pd.DataFrame) -> None:
    found = json.loads(json_.write(frame, PLAIN).decode())  # another parser than its writer's
    assert found["count"] == len(frame) == len(found["appointments"])
    for said, row in zip(found["appointments"], frame.to_dict("records"), strict=True):
        point = said["point"]
        assert (point is None) is pd.isna(row["lat"])
        if point:
            assert point == {name: expected(column, row[column]) for name, column in POINT.items()}
        fields = set(contract.COLUMNS) - {*POINT.values(), "over_at"}
        assert set(said) == fields | OURS
        assert {name: said[name] for name in fields} == {name: expected(name, row[name]) for name in fields}


@pytest.mark.parametrize("rows", [sample, precisions, facts, hostile, lambda: sample().head(0)])
def test_field_by_field_it_is_the_frame(rows: Callable[[], pd.DataFrame]) -> None:
    check(rows())


@settings(max_examples=15)
@given(frames())
def test_field_by_field_it_is_any_frame(frame: pd.DataFrame) -> None:
    check(frame)
