from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.places.online.answers import F_CODE, F_HOUSE, F_STATE, F_STREET, F_TOWN
from tests.places.online.conftest import AGENT
from tests.places.online.server import json_body
from tourkarte.model import Point, Venue
from tourkarte.places.online.entries import Box, Entry, Kind
from tourkarte.places.online.photon import PhotonService

if TYPE_CHECKING:
    from tests.places.online.server import GeoServer

ASKED = Venue(name="Nadelfabrik", street="Reichsweg 30", postal_code="52068", city="Aachen")


def ask(server: GeoServer, venue: Venue = ASKED) -> list[Entry]:
    return PhotonService(server.url, user_agent=AGENT).ask(venue, timeout=20)


def test_the_question_is_the_address_in_one_line_and_says_who_asks(server: GeoServer) -> None:
    assert [entry.kind for entry in ask(server)] == [Kind.HOUSE, Kind.STREET]
    (asked,) = server.requests
    assert (asked.path, asked.agent) == ("/api", AGENT)
    assert asked.query == {"q": "Reichsweg 30, 52068 Aachen", "limit": "10", "bbox": "5.7,50.2,9.6,52.7"}


def test_a_house_is_read_with_all_that_is_told_of_it(server: GeoServer) -> None:
    server.plan(json_body({"type": "FeatureCollection", "features": [F_HOUSE]}))
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


def older(feature: dict[str, Any], **more: Any) -> dict[str, Any]:
    properties = {name: value for name, value in feature["properties"].items() if name not in {"type", "extent"}}
    return feature | {"properties": properties | more}


@pytest.mark.parametrize(
    ("feature", "kind", "name"),
    [
        (F_HOUSE, Kind.HOUSE, "Reichsweg"),
        (F_STREET, Kind.STREET, "Reichsweg"),
        (F_CODE, Kind.POSTAL_CODE, "44649"),
        (F_TOWN, Kind.TOWN, "Herne"),
        (F_STATE, None, None),
        pytest.param(older(F_STREET), Kind.STREET, "Reichsweg", id="an older server's street"),
        pytest.param(older(F_TOWN), Kind.TOWN, "Herne", id="an older server's town"),
        pytest.param(
            older(F_STREET, osm_key="amenity", osm_value="school", name="Schule", street="Reichsweg"),
            Kind.STREET,
            "Reichsweg",
            id="a school in the street",
        ),
    ],
)
def test_each_sort_of_feature_is_known(
    server: GeoServer, feature: dict[str, Any], kind: Kind | None, name: str | None
) -> None:
    server.plan(json_body({"features": [feature]}))
    (entry,) = ask(server)
    assert entry.kind is kind
    assert name in {entry.street, entry.postal_code, entry.town}
