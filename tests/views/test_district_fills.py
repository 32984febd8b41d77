from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given

from tests import frames
from tourkarte.clock import ZONE
from tourkarte.progress import Phase, phases
from tourkarte.views.district_fills import fills_of_rows, fills_of_stops
from tourkarte.views.stops import order_of, stops

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.views.stops import Stop

NOW = dt.datetime(2017, 10, 3, 12, tzinfo=ZONE)


def test_one_visit_held_makes_a_district_visited(six: list[Stop]) -> None:
    aachen = six[0]
    later = replace(aachen, phase=Phase.UPCOMING)
    off = replace(aachen, phase=Phase.CANCELLED)
    assert fills_of_stops([later, aachen, later]) == {"05334": "done"}
    assert fills_of_stops([later]) == {"05334": "announced"}
    assert fills_of_stops([off]) == {}
    assert fills_of_stops([replace(aachen, district_ags="")]) == {}


@given(frames.frames())
def test_rows_fill_districts_as_their_stops_do(frame: pd.DataFrame) -> None:
    stand = [Phase(each) for each in phases(frame, NOW)]
    filled = fills_of_rows(frame, stand)
    assert filled == fills_of_stops(stops(frame, order_of(frame, NOW)))
    done = {ags for ags, phase in zip(frame["district"], stand, strict=True) if phase == Phase.DONE}
    assert {ags for ags, fill in filled.items() if fill == "done"} == done & {*frame["district"].dropna()}
