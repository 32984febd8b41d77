from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from geopy import Location, exc
from geopy.geocoders.base import Geocoder

from tests.places.online.answers import HOUSE, place
from tests.places.online.conftest import HASTY, make_client
from tests.places.online.server import GeoServer, Handler, body, json_body, silent, status
from tourkarte.model import Doubt, Precision, Venue
from tourkarte.places.online.geocoder import OnlineGeocoder
from tourkarte.places.online.outcome import FailedAnswer, Reason
from tourkarte.places.placing import place as place_venue

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.places.online.conftest import FakeTime
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer

AACHEN = Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")
SCHWELM = place(
    "51.285507",
    "7.298537",
    ("51.2854", "51.2856", "7.2984", "7.2986"),
    kind=("building", "yes", "building"),
    address={"house_number": "92", "road": "Hauptstraße", "town": "Schwelm", "postcode": "58332"},
)
HERNE = place(
    "51.5388",
    "7.22572",
    ("51.5387", "51.5389", "7.2256", "7.2258"),
    kind=("building", "yes", "building"),
    address={"house_number": "92", "road": "Hauptstraße", "city": "Herne", "postcode": "44649"},
)


@pytest.fixture
def online(
    server: GeoServer, tmp_path: Path, fake: FakeTime, gazetteer: Gazetteer, districts: Districts
) -> OnlineGeocoder:
    return OnlineGeocoder(gazetteer, districts, make_client(server, tmp_path, fake, limits=HASTY))


def test_it_is_a_geocoder_of_geopy_and_tells_what_the_others_tell(online: OnlineGeocoder) -> None:
    assert isinstance(online, Geocoder)
    location = online.geocode("Reichsweg 30, 52068 Aachen")
    assert isinstance(location, Location)
    assert location.address == "Reichsweg 30, 52068 Aachen"
    assert (location.latitude, location.longitude) == (50.772806, 6.12025)
    assert location.raw == {
        "precision": Precision.ADDRESS,
        "radius_m": 36,
        "source": "Nominatim",
        "attribution": "© OpenStreetMap-Mitwirkende (ODbL)",
        "municipality": "05334002",
        "district": "05334",
        "doubts": (),
    }


def test_all_candidates_of_an_ambiguous_address_are_told(server: GeoServer, online: OnlineGeocoder) -> None:
    server.plan(json_body([SCHWELM, HERNE]))
    locations = online.geocode("Hauptstraße 92, Nordrhein-Westfalen", exactly_one=False)
    assert isinstance(locations, list)
    assert [location.raw["municipality"] for location in locations] == ["05954024", "05916000"]
    assert "mehrdeutig" in locations[0].raw["doubts"][0].reason
    assert len(server.requests) == 1


def test_the_city_chooses_among_the_candidates(server: GeoServer, online: OnlineGeocoder) -> None:
    server.plan(json_body([SCHWELM, HERNE]))
    answer = online.search(Venue(street="Hauptstr. 92", city="Herne"))
    assert [municipality for _, municipality in answer.hits] == ["05916000"]
    assert [doubt.reason for doubt in answer.doubts] == [
        "Nicht verwendet: Der Punkt für Hauptstraße 92, 58332 Schwelm (Nominatim) liegt nicht in Herne."
    ]


def test_not_found_is_none(server: GeoServer, online: OnlineGeocoder) -> None:
    server.plan(json_body([]))
    assert online.geocode("Nirgendweg 1, Aachen") is None
    assert online.search(Venue(street="Nirgendweg 1", city="Aachen")).hits == ()
    assert not isinstance(online.search(Venue(street="Nirgendweg 1", city="Aachen")), FailedAnswer)


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        pytest.param(silent, exc.GeocoderTimedOut, id="silent"),
        pytest.param(status(429, Retry_After="90"), exc.GeocoderQuotaExceeded, id="429"),
        pytest.param(status(500), exc.GeocoderUnavailable, id="500"),
        pytest.param(status(403), exc.GeocoderInsufficientPrivileges, id="403"),
        pytest.param(status(400), exc.GeocoderQueryError, id="400"),
        pytest.param(body(b"<html>"), exc.GeocoderParseError, id="HTML"),
    ],
)
def test_a_failure_is_geopys_error(
    server: GeoServer, online: OnlineGeocoder, behaviour: Callable[[Handler], None], error: type[exc.GeopyError]
) -> None:
    server.plan(behaviour)
    with pytest.raises(error, match="Nominatim: ") as caught:
        online.geocode("Reichsweg 30, 52068 Aachen")
    assert isinstance(caught.value, exc.GeocoderServiceError)
    assert getattr(caught.value, "retry_after", 90) == 90


def test_a_chain_gets_a_doubt_and_the_reason_instead_of_an_error(server: GeoServer, online: OnlineGeocoder) -> None:
    server.plan(status(500))
    answer = online.search(AACHEN)
    assert isinstance(answer, FailedAnswer)
    assert answer.failed is not None
    assert answer.failed.reason is Reason.UNAVAILABLE
    assert answer.hits == ()
    assert answer.doubts == (Doubt("point", "Nominatim: Der Dienst meldet einen Fehler (Status 500)."),)


def test_a_venue_is_placed_by_it(server: GeoServer, online: OnlineGeocoder) -> None:
    placed = place_venue(AACHEN, online)
    assert (placed.precision, placed.source, placed.district) == (Precision.ADDRESS, "Nominatim", "05334")
    assert [hit.precision for hit in online.candidates(AACHEN)] == [Precision.ADDRESS, Precision.STREET]
    server.plan(status(500))
    assert online.candidates(Venue(city="Herne")) == ()


def test_a_query_without_an_address_is_an_error_and_no_request(server: GeoServer, online: OnlineGeocoder) -> None:
    with pytest.raises(exc.GeocoderQueryError, match="keine Anschrift"):
        online.geocode("")
    assert not server.requests


def test_a_house_where_the_service_errs_is_not_used(server: GeoServer, online: OnlineGeocoder) -> None:
    server.plan(json_body([HOUSE | {"lat": "48.85", "lon": "2.35"}]))
    answer = online.search(AACHEN)
    assert answer.hits == ()
    assert "liegt nicht in Aachen" in answer.doubts[0].reason
