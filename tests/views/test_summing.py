from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given

from tests import frames
from tourkarte.clock import ZONE
from tourkarte.progress import Phase, phases
from tourkarte.views.summing import MOST_MUNICIPALITIES, sums

if TYPE_CHECKING:
    import pandas as pd

NOW = dt.datetime(2017, 10, 3, 12, tzinfo=ZONE)


def _phases(frame: pd.DataFrame) -> list[Phase]:
    return [Phase(each) for each in phases(frame, NOW)]


def test_a_few_municipalities_have_a_circle_each() -> None:
    frame = frames.sample()
    found = sums(frame, _phases(frame))
    assert {each.name for each in found} == set(frame["city"])
    schwelm = next(each for each in found if each.name == "Schwelm")
    assert (schwelm.district_ags, schwelm.district, schwelm.count) == ("05954", "Ennepe-Ruhr-Kreis", 1)
    assert (schwelm.lat, schwelm.lon) == (51.28551, 7.29854)


def test_many_are_summed_by_district() -> None:
    frame = frames.synthetic(3000)
    assert frame["city"].nunique() > MOST_MUNICIPALITIES
    found = sums(frame, _phases(frame))
    assert len(found) == 53
    assert sum(each.count for each in found) == 3000
    assert [each.count for each in found] == sorted((each.count for each in found), reverse=True)
    assert found[0].size > found[-1].size >= 24


@given(frames.frames())
def test_nothing_is_lost_and_nothing_counted_twice(frame: pd.DataFrame) -> None:
    found = sums(frame, _phases(frame))
    placed = frame["lat"].notna()
    naive = Counter(phase for phase, is_placed in zip(_phases(frame), placed, strict=True) if is_placed)
    told = Counter(dict.fromkeys(Phase, 0))
    for each in found:
        told.update(dict(each.phases))
        assert each.count == sum(number for _, number in each.phases) > 0
    assert +told == naive
