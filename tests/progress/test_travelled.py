from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from geopy.distance import geodesic
from hypothesis import given

from tests.frames import frames, sample, stop
from tourkarte import frame as contract
from tourkarte.clock import ZONE
from tourkarte.model import Status
from tourkarte.progress.travelled import travelled

if TYPE_CHECKING:
    import pandas as pd

LATER = dt.datetime(2100, 6, 1, tzinfo=ZONE)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


def by_hand(points: list[tuple[float, float]]) -> float:
    return sum(float(geodesic(one, other).m) for one, other in itertools.pairwise(points))


def test_from_aachen_to_muenster_to_herne() -> None:
    found = travelled(sample(), at("2017-08-03 12:00"))
    points = list(zip(sample()["lat"][:3], sample()["lon"][:3], strict=True))
    assert found.metres == pytest.approx(by_hand(points), rel=1e-6)
    assert (found.visits, found.unplaced) == (3, 0)


def test_nothing_is_travelled_before_the_second_visit() -> None:
    assert travelled(sample(), at("2017-08-02 12:00")).metres == 0
    assert travelled(contract.empty(), LATER).metres == 0


def test_a_visit_without_a_point_is_left_out_and_told() -> None:
    rows = sample()
    nowhere = rows["city"] == "Münster"
    rows = rows.assign(lat=rows["lat"].mask(nowhere), lon=rows["lon"].mask(nowhere))
    found = travelled(rows, at("2017-08-03 12:00"))
    aachen, _, herne = zip(sample()["lat"][:3], sample()["lon"][:3], strict=True)
    assert found.metres == pytest.approx(by_hand([aachen, herne]), rel=1e-6)
    assert (found.visits, found.unplaced) == (2, 1)


def test_nobody_travels_from_one_tour_to_another() -> None:
    rows = sample().assign(tour=["a", "b", "a", "b", "b", "a"])
    found = travelled(rows, LATER)
    apart = [travelled(rows[rows["tour"] == tour], LATER).metres for tour in ("a", "b")]
    assert found.metres == pytest.approx(sum(apart))
    assert found.metres != pytest.approx(travelled(sample(), LATER).metres)


def test_cancelled_visits_are_not_travelled_to() -> None:
    rows = contract.from_rows([stop(id="a"), stop(id="b", lat=51.5, lon=7.2, status="cancelled")])
    assert travelled(rows, LATER) == travelled(contract.from_rows([stop(id="a")]), LATER)


@given(frames())
def test_as_geopy_measures(rows: pd.DataFrame) -> None:
    rows = rows.assign(tour="one")
    on = rows[(rows["status"] == Status.SCHEDULED) & rows["lat"].notna()]
    found = travelled(rows, LATER)
    assert found.metres == pytest.approx(by_hand(list(zip(on["lat"], on["lon"], strict=True))), rel=1e-6, abs=1e-3)
    assert found.visits + found.unplaced == (rows["status"] == Status.SCHEDULED).sum()
