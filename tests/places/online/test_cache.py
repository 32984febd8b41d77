from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tourkarte.model import Point, Precision
from tourkarte.places.lookup import Hit
from tourkarte.places.online.cache import FOUND_S, NOT_FOUND_S, Cache
from tourkarte.places.online.outcome import Found, NotFound
from tourkarte.places.online.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from tests.places.online.conftest import FakeTime

HIT = Hit(
    address="Reichsweg 30, 52068 Aachen",
    point=Point(lat=50.772806, lon=6.12025),
    precision=Precision.ADDRESS,
    radius_m=30,
    source="Nominatim",
    attribution="© OpenStreetMap-Mitwirkende (ODbL)",
)


def make(folder: Path, fake: FakeTime) -> Cache:
    return Cache(state=State(folder), now=fake.clock)


@pytest.mark.parametrize(
    ("outcome", "lifetime"), [(Found((HIT,)), FOUND_S), (Found((HIT, HIT)), FOUND_S), (NotFound(), NOT_FOUND_S)]
)
def test_an_answer_is_kept_for_its_time(
    tmp_path: Path, fake: FakeTime, outcome: Found | NotFound, lifetime: float
) -> None:
    cache = make(tmp_path, fake)
    assert cache.get("question") is None
    cache.put("question", outcome)
    fake.now += lifetime - 1
    assert make(tmp_path, fake).get("question") == outcome
    assert cache.get("another question") is None
    fake.now += 1
    assert cache.get("question") is None


def test_the_last_answer_counts(tmp_path: Path, fake: FakeTime) -> None:
    cache = make(tmp_path, fake)
    cache.put("question", NotFound())
    cache.put("question", Found((HIT,)))
    assert cache.get("question") == Found((HIT,))


def test_what_is_too_old_is_dropped(tmp_path: Path, fake: FakeTime) -> None:
    cache = make(tmp_path, fake)
    cache.put("old", NotFound())
    fake.now += NOT_FOUND_S
    cache.put("new", NotFound())
    assert cache.state.read(lambda it: it.execute("SELECT question FROM answer").fetchall()) == [("new",)]


def test_an_entry_of_a_clock_that_was_wrong_does_not_count(tmp_path: Path, fake: FakeTime) -> None:
    cache = make(tmp_path, fake)
    cache.put("question", NotFound())
    fake.now -= 3600
    assert cache.get("question") == NotFound()
    fake.now -= 365 * 86_400
    assert cache.get("question") is None


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '[{"lat": 1}]', '[{"point": {"lat": 99, "lon": 0}, "precision": ""}]']
)
def test_an_entry_that_somebody_else_wrote_does_not_count(tmp_path: Path, fake: FakeTime, text: str) -> None:
    cache = make(tmp_path, fake)
    cache.put("question", Found((HIT,)))
    cache.state.write(lambda it: it.execute("UPDATE answer SET hits = ?", (text,)))
    assert cache.get("question") in {None, NotFound()}


@given(
    st.builds(
        Hit,
        address=st.text(st.characters(codec="utf-8")),
        point=st.builds(Point, lat=st.floats(-90, 90), lon=st.floats(-180, 180)),
        precision=st.sampled_from(Precision),
        radius_m=st.floats(0, 1e6),
        source=st.just("Photon"),
        attribution=st.just("©"),
    )
)
def test_hits_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, hit: Hit) -> None:
    cache = Cache(state=State(tmp_path_factory.getbasetemp()))
    cache.put("question", Found((hit,)))
    assert cache.get("question") == Found((hit,))
