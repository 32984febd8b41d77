from __future__ import annotations

from typing import Any

import pytest

from tourkarte.model import Point, Precision, Venue
from tourkarte.places.online.entries import Box, Entry, Kind, to_hits

POINT = Point(lat=50.772806, lon=6.12025)
ASKED = Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")
AACHEN: dict[str, Any] = {"street": "Reichsweg", "postal_code": "52068", "town": "Aachen", "country": "de"}


def entry(kind: Kind | None, **changes: Any) -> Entry:
    return Entry(kind=kind, point=POINT, **AACHEN | changes)


@pytest.mark.parametrize(
    ("found", "precision", "radius", "address"),
    [
        (entry(Kind.HOUSE, number="30"), Precision.ADDRESS, 30, "Reichsweg 30, 52068 Aachen"),
        (entry(Kind.HOUSE, number="28;30"), Precision.ADDRESS, 30, "Reichsweg 28;30, 52068 Aachen"),
        (entry(Kind.HOUSE, number="32"), Precision.STREET, 500, "Reichsweg, 52068 Aachen"),
        (entry(Kind.STREET), Precision.STREET, 500, "Reichsweg, 52068 Aachen"),
        (entry(Kind.POSTAL_CODE, street=None), Precision.POSTAL_CODE, 5600, "52068 Aachen"),
        (entry(Kind.TOWN, street=None, postal_code=None), Precision.MUNICIPALITY, 5600, "Aachen"),
        (entry(Kind.HOUSE, number="30", country=None), Precision.ADDRESS, 30, "Reichsweg 30, 52068 Aachen"),
    ],
)
def test_a_hit_claims_no_more_than_the_answer_holds(
    found: Entry, precision: Precision, radius: float, address: str
) -> None:
    (hit,) = to_hits([found], ASKED, "Nominatim")
    assert (hit.precision, hit.radius_m, hit.address) == (precision, radius, address)
    assert (hit.point, hit.source, hit.attribution) == (POINT, "Nominatim", "© OpenStreetMap-Mitwirkende (ODbL)")


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(entry(Kind.HOUSE, number="30", country="nl"), id="abroad"),
        pytest.param(entry(Kind.HOUSE, number="30", street="Reichsgasse"), id="another street"),
        pytest.param(entry(Kind.STREET, street="Reichsgasse"), id="a street that sounds alike"),
        pytest.param(entry(Kind.HOUSE, number="30", street=None), id="a house in no street"),
        pytest.param(entry(None), id="a whole state"),
    ],
)
def test_what_is_about_something_else_is_no_hit(found: Entry) -> None:
    assert to_hits([found], ASKED, "Nominatim") == ()


def test_a_house_is_no_answer_to_a_town() -> None:
    assert to_hits([entry(Kind.HOUSE, number="30")], Venue(city="Aachen"), "Photon") == ()


def test_a_street_without_a_number_is_the_street() -> None:
    (hit,) = to_hits([entry(Kind.HOUSE, number="30")], Venue(street="Reichsweg", city="Aachen"), "Photon")
    assert hit.precision is Precision.STREET


def test_the_most_exact_comes_first_and_nothing_twice() -> None:
    found = [entry(Kind.TOWN), entry(Kind.STREET), entry(Kind.HOUSE, number="30"), entry(Kind.STREET)]
    precisions = [hit.precision for hit in to_hits(found, ASKED, "Photon")]
    assert precisions == [Precision.ADDRESS, Precision.STREET, Precision.MUNICIPALITY]


def test_the_radius_is_half_of_the_boxs_diagonal_or_what_is_usual() -> None:
    box = Box(south=51.5, north=51.6, west=7.0, east=7.2)
    (town,) = to_hits([entry(Kind.TOWN, box=box)], ASKED, "Photon")
    assert town.radius_m == pytest.approx(8870, abs=30)  # 11.1 km by 13.8 km
    (house,) = to_hits([entry(Kind.HOUSE, number="30", box=Box(south=1, north=1, west=1, east=1))], ASKED, "Photon")
    assert house.radius_m == 30
