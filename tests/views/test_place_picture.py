"""The small drawing of where an appointment is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.folders import OWN
from tourkarte.views.coverage_shapes import WIDTH, shapes
from tourkarte.views.place_picture import MOST_OTHERS, Ground, ground, picture

if TYPE_CHECKING:
    from tourkarte.views.stops import Stop


@pytest.fixture(scope="module")
def below() -> Ground:
    return ground(shapes(OWN / "districts.geojson"))


def test_the_outlines_are_light(below: Ground) -> None:
    assert len(below.districts) == 53
    assert sum(map(len, [below.state, *below.regions, *below.districts.values()])) < 20_000


def test_a_place_is_drawn_where_it_is(six: list[Stop], below: Ground) -> None:
    by_city = {stop.city: picture(stop, six, below) for stop in six}
    aachen, muenster, bielefeld = (by_city[city] for city in ("Aachen", "Münster", "Bielefeld"))
    assert aachen
    assert muenster
    assert bielefeld
    assert aachen.x < muenster.x < bielefeld.x
    assert bielefeld.y < muenster.y < aachen.y
    assert aachen.district == below.districts["05334"]
    assert len(aachen.others) == 5
    assert (aachen.x, aachen.y) not in aachen.others


def test_only_what_is_not_the_house_has_a_ring_that_is_seen(six: list[Stop], below: Ground) -> None:
    rings = {stop.city: found.ring for stop in six if (found := picture(stop, (), below))}
    assert {city for city, ring in rings.items() if ring} == {"Herne"}
    wide = picture(replace(six[2], radius_m=20_000), (), below)
    assert wide
    assert wide.ring == pytest.approx(20_000 / 230_000 * WIDTH, rel=0.2)  # the country is about 230 km wide


def test_names_stay_on_the_drawing(six: list[Stop], below: Ground) -> None:
    for stop in six:
        found = picture(replace(stop, city="Sankt Augustin an der Sieg"), (), below)
        assert found
        assert 200 < found.label_x < WIDTH - 200
        assert 0 < found.label_y < below.height


@pytest.mark.parametrize("position", [None, (52.52, 13.4), (-90.0, 0.0)])
def test_what_is_not_in_the_country_has_no_drawing(
    six: list[Stop], below: Ground, position: tuple[float, float] | None
) -> None:
    assert picture(replace(six[0], position=position), six, below) is None


def test_many_others_are_too_many(six: list[Stop], below: Ground) -> None:
    many = [replace(six[0], position=(51 + step / 1000, 7.0)) for step in range(500)]
    found = picture(six[1], many, below)
    assert found
    assert len(found.others) == MOST_OTHERS
