from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, cast

import pytest

from tourkarte.model import Doubt, Point, Precision, Venue
from tourkarte.places.lookup import Outcome
from tourkarte.places.placing import Placed, place

if TYPE_CHECKING:
    from tourkarte.places.geocoders import ChainGeocoder


def test_a_known_house_is_exact(geocoder: ChainGeocoder) -> None:
    placed = place(Venue(street="Niederwall 23", postal_code="33602", city="Bielefeld"), geocoder)
    assert placed == Placed(
        point=Point(lat=52.021646, lon=8.534651),
        precision=Precision.ADDRESS,
        radius_m=0,
        source="Amtliche Schuldaten NRW 2021, selbe Anschrift",
        district="05711",
        address="Niederwall 23, 33602 Bielefeld",
        attribution="Amtliche Schuldaten NRW 2021, selbe Anschrift",
        outcome=Outcome.FOUND,
    )


def test_herne_is_a_guess(geocoder: ChainGeocoder) -> None:
    venue = Venue(name="Grundschule Michaelstraße", street="Rademachers Weg 15", postal_code="44649", city="Herne")
    placed = place(venue, geocoder)
    assert (placed.precision, placed.radius_m, placed.district) == (Precision.POSTAL_CODE, 1300, "05916")
    assert placed.precision is not None
    assert not placed.precision.is_exact


def test_what_is_not_found_has_no_point_and_says_why(geocoder: ChainGeocoder) -> None:
    placed = place(Venue(street="Unter den Linden 1", postal_code="10117", city="Berlin"), geocoder)
    assert (placed.point, placed.precision, placed.district) == (None, None, None)
    assert [doubt.field for doubt in placed.doubts] == ["postal_code", "point"]


def test_a_venue_without_an_address_has_no_point(geocoder: ChainGeocoder) -> None:
    (doubt,) = place(Venue(name="Nadelfabrik"), geocoder).doubts
    assert doubt == Doubt("point", "Die Anfrage nennt keine Anschrift; nötig sind Straße, Postleitzahl oder Ort.")


@pytest.mark.parametrize("field", ["name", "street", "city"])
def test_nobody_is_asked_for_an_address_that_is_too_long(field: str) -> None:
    class Refusing:
        def search(self, _: object) -> NoReturn:
            pytest.fail("it was asked")

    (doubt,) = place(Venue(**{field: "x" * 201}), cast("Any", Refusing())).doubts
    assert "zu lang" in doubt.reason
