from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.places.online.answers import CODE, COUNTY, HOUSE, STREET, TOWN
from tests.places.online.conftest import AGENT
from tests.places.online.server import json_body
from tourkarte.model import Point, Venue
from tourkarte.places.online.entries import Box, Entry, Kind
from tourkarte.places.online.nominatim import NominatimService

if TYPE_CHECKING:
    from tests.places.online.server import GeoServer

ASKED = Venue(name="Nadelfabrik", room="Raum 1", street="Reichsweg 30", postal_code="52068", city="Aachen")


def ask(server: GeoServer, venue: Venue = ASKED) -> list[Entry]:
    return NominatimService(server.url, user_agent=AGENT).ask(venue, timeout=20)


def test_the_question_is_structured_and_says_who_asks(server: GeoServer) -> None:
    assert [entry.kind for entry in ask(server)] == [Kind.HOUSE, Kind.STREET]
    (asked,) = server.requests
    assert (asked.path, asked.agent) == ("/search", AGENT)
    assert asked.query == {
        "street": "Reichsweg 30",
        "postalcode": "52068",
        "city": "Aachen",
        "countrycodes": "de",
        "format": "json",
        "limit": "10",
        "addressdetails": "1",
        "accept-language": "de",
        "bounded": "1",
        "viewbox": "5.7,50.2,9.6,52.7",
    }


def test_what_the_venue_does_not_say_is_not_asked_for(server: GeoServer) -> None:
    assert [entry.kind for entry in ask(server, Venue(city="Herne"))] == [Kind.POSTAL_CODE, Kind.TOWN]
    assert {"street", "postalcode"}.isdisjoint(server.requests[0].query)


def test_a_server_may_live_in_a_folder(server: GeoServer) -> None:
    server.plan(json_body([]))
    service = NominatimService(f"{server.url}/geo/nominatim", user_agent=AGENT)
    assert service.ask(ASKED, timeout=20) == []
    assert server.requests[0].path == "/geo/nominatim/search"


def test_a_house_is_read_with_all_that_is_told_of_it(server: GeoServer) -> None:
    server.plan(json_body([HOUSE]))
    assert ask(server) == [
        Entry(
            kind=Kind.HOUSE,
            point=Point(lat=50.772806, lon=6.12025),
            box=Box(south=50.7726, north=50.773, west=6.1198, east=6.1206),
            number="30",
            street="Reichsweg",
            postal_code="52068",
            town="Aachen",
            country="de",
        )
    ]


def without(place: dict[str, Any], *names: str, **more: Any) -> dict[str, Any]:
    return {name: value for name, value in place.items() if name not in names} | more


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (HOUSE, Kind.HOUSE),
        (STREET, Kind.STREET),
        (CODE, Kind.POSTAL_CODE),
        (TOWN, Kind.TOWN),
        (COUNTY, None),
        pytest.param(without(STREET, "addresstype"), Kind.STREET, id="an older server's street"),
        pytest.param(without(STREET, "class", category="highway"), Kind.STREET, id="the second JSON format"),
        pytest.param(without(TOWN, "addresstype", "boundingbox"), Kind.TOWN, id="an older server's town"),
        pytest.param(STREET | {"class": "amenity", "addresstype": "amenity"}, Kind.STREET, id="a school in the street"),
        pytest.param(TOWN | {"class": "natural", "addresstype": "water"}, None, id="a lake"),
    ],
)
def test_each_sort_of_place_is_known(server: GeoServer, place: dict[str, Any], kind: Kind | None) -> None:
    server.plan(json_body([place]))
    assert [entry.kind for entry in ask(server)] == [kind]
