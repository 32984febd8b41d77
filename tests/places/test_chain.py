"""The chain with the real parts: a small register, and a service that is a local server."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.places.online.answers import HOUSE
from tests.places.online.conftest import HASTY, fake, make_client, server  # noqa: F401 -- fixtures
from tests.places.online.server import json_body, status
from tests.places.register.deliveries import Row, text
from tourkarte.model import Point, Precision, Venue
from tourkarte.places.geocoders import ChainGeocoder, RegisterGeocoder, chain_of
from tourkarte.places.lookup import Outcome
from tourkarte.places.online.geocoder import OnlineGeocoder
from tourkarte.places.placing import place
from tourkarte.places.register.build import build
from tourkarte.places.register.index import Register
from tourkarte.places.venues import KnownVenue

if TYPE_CHECKING:
    from pathlib import Path

    from tests.places.online.conftest import FakeTime
    from tests.places.online.server import GeoServer
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer

AACHEN = Row(ags="05334002", city="Aachen", street="Reichsweg", number="30", east=297_200, north=5_628_500)
KOELN = Row(ags="05315000", city="Köln", street="Schulstraße", number="2", east=354_500, north=5_646_500)
ROWS = [
    AACHEN,
    AACHEN.but(number="34", east=297_240),
    AACHEN.but(street="Irrweg", number="1", code="99", east=354_500, north=5_646_500),  # its point lies in Cologne
    KOELN.but(part="Ehrenfeld", code="21"),
    KOELN.but(part="Porz", code="22", east=361_800, north=5_636_500),
]
REICHSWEG = Venue(street="Reichsweg 30", postal_code="52068", city="Aachen")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    folder = tmp_path_factory.mktemp("register")
    (folder / "gebref.txt").write_text(text(ROWS), "utf-8")
    build(folder / "gebref.txt", folder / "register.sqlite", now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    return Register.open(folder / "register.sqlite")


@pytest.fixture(scope="module")
def chain(gazetteer: Gazetteer, districts: Districts, register: Register) -> ChainGeocoder:
    return chain_of(gazetteer, districts, [], register=register)


def test_the_register_knows_the_house(chain: ChainGeocoder) -> None:
    placed = place(REICHSWEG, chain)
    assert (placed.precision, placed.radius_m, placed.district) == (Precision.ADDRESS, 0, "05334")
    assert (placed.address, placed.outcome, placed.doubts) == ("Reichsweg 30, Aachen", Outcome.FOUND, ())
    assert placed.attribution == "Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0"


@pytest.mark.parametrize("city", ["Aachen-Rothe Erde", "Aachen (Mitte)", "Aachen, OT Forst", "AACHEN", "Stadt Aachen"])
def test_a_city_with_its_part_of_town_is_the_city(chain: ChainGeocoder, city: str) -> None:
    placed = place(replace(REICHSWEG, city=city), chain)
    assert (placed.precision, placed.district) == (Precision.ADDRESS, "05334")


def test_a_number_between_others_is_the_street(chain: ChainGeocoder) -> None:
    placed = place(replace(REICHSWEG, street="Reichsweg 32"), chain)
    assert placed.precision is Precision.STREET
    assert placed.radius_m is not None
    assert 0 < placed.radius_m < 100
    assert placed.doubts


def test_a_pin_set_by_hand_wins(gazetteer: Gazetteer, districts: Districts, register: Register) -> None:
    pin = KnownVenue(
        venue=REICHSWEG, point=Point(lat=50.7729, lon=6.1203), precision=Precision.MANUAL, source="von Hand gesetzt"
    )
    placed = place(REICHSWEG, chain_of(gazetteer, districts, [pin], register=register))
    assert (placed.precision, placed.point) == (Precision.MANUAL, pin.point)


def test_a_house_in_another_town_is_not_shown_as_exact(chain: ChainGeocoder) -> None:
    placed = place(replace(REICHSWEG, street="Irrweg 1"), chain)
    assert placed.precision is Precision.POSTAL_CODE
    assert any("liegt nicht in Aachen" in doubt.reason for doubt in placed.doubts)


def test_a_house_far_from_its_postal_code_is_not_shown_as_exact(gazetteer: Gazetteer, districts: Districts) -> None:
    far = KnownVenue(
        venue=Venue(street="Dorfstraße 1", postal_code="57319", city="Bad Berleburg"),
        point=Point(lat=51.15, lon=8.44),
        precision=Precision.ADDRESS,
        source="jemand",
    )
    near = replace(far, point=gazetteer.postal("57319")[0].point)
    assert place(near.venue, chain_of(gazetteer, districts, [near])).precision is Precision.ADDRESS
    wide = replace(far, venue=Venue(street="Dorfstraße 1", postal_code="57334", city="Bad Berleburg"))
    placed = place(wide.venue, chain_of(gazetteer, districts, [wide]))
    assert placed.precision is not Precision.ADDRESS


def test_an_ambiguous_address_keeps_its_candidates_and_takes_none(chain: ChainGeocoder) -> None:
    placed = place(Venue(street="Schulstraße 2", city="Köln"), chain)
    assert placed.outcome is Outcome.AMBIGUOUS
    assert len(placed.candidates) == 2
    assert {hit.precision for hit in placed.candidates} == {Precision.ADDRESS}
    assert placed.precision is Precision.MUNICIPALITY
    assert any("mehrdeutig" in doubt.reason for doubt in placed.doubts)


def test_without_an_index_the_others_answer(gazetteer: Gazetteer, districts: Districts, tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    without = place(REICHSWEG, chain_of(gazetteer, districts, [], register=Register(path)))
    assert (without.precision, without.doubts) == (Precision.POSTAL_CODE, ())
    path.write_bytes(b"SQLite format 3\x00" + b"rubbish" * 500)
    broken = chain_of(gazetteer, districts, [], register=Register(path)).search(REICHSWEG)
    assert broken.hits
    assert broken.failure
    assert RegisterGeocoder(gazetteer, districts, Register(path)).search(REICHSWEG).outcome is Outcome.FAILED


def test_an_index_that_is_built_later_is_used(gazetteer: Gazetteer, districts: Districts, tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite"
    chain = chain_of(gazetteer, districts, [], register=Register(path))
    assert place(REICHSWEG, chain).precision is Precision.POSTAL_CODE
    (tmp_path / "gebref.txt").write_text(text(ROWS), "utf-8")
    build(tmp_path / "gebref.txt", path, now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    assert place(REICHSWEG, chain).precision is Precision.ADDRESS


@pytest.fixture
def online(
    server: GeoServer,  # noqa: F811
    tmp_path: Path,
    fake: FakeTime,  # noqa: F811
    gazetteer: Gazetteer,
    districts: Districts,
) -> OnlineGeocoder:
    return OnlineGeocoder(gazetteer, districts, make_client(server, tmp_path, fake, limits=HASTY))


def test_a_service_is_asked_for_houses_that_nobody_here_knows(
    gazetteer: Gazetteer,
    districts: Districts,
    online: OnlineGeocoder,
    server: GeoServer,  # noqa: F811
) -> None:
    chain = chain_of(gazetteer, districts, [], online=[online])
    server.plan(json_body([HOUSE]))
    placed = place(REICHSWEG, chain)
    assert (placed.precision, placed.source) == (Precision.ADDRESS, "Nominatim")
    assert placed.attribution == "© OpenStreetMap-Mitwirkende (ODbL)"
    asked = len(server.requests)
    assert place(Venue(postal_code="44649", city="Herne"), chain).precision is Precision.POSTAL_CODE
    assert len(server.requests) == asked  # a town is known here


def test_a_service_that_fails_costs_precision_and_a_doubt(
    gazetteer: Gazetteer,
    districts: Districts,
    online: OnlineGeocoder,
    server: GeoServer,  # noqa: F811
) -> None:
    server.plan(status(500), status(500))
    answer = chain_of(gazetteer, districts, [], online=[online]).search(REICHSWEG)
    assert answer.hits[0][0].precision is Precision.POSTAL_CODE
    assert answer.failure
    assert "Nominatim" in answer.failure
    assert any("Nominatim" in doubt.reason for doubt in answer.doubts)
    assert online.search(REICHSWEG).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "venue",
    [
        Venue(street="Unter den Linden 1", postal_code="10117", city="Berlin"),
        Venue(street="Rue de la Loi 170", city="Brüssel"),
        Venue(street="Postfach 10 01 02", postal_code="52001", city="Aachen"),
        Venue(street="online", city="N.N."),
        Venue(street="x" * 10_000, city="y" * 10_000),
        Venue(street="'; DROP TABLE house; --", city="<script>alert(1)</script>"),
        Venue(street="Reichs\x00weg\x1b 30", city="Aa\x07chen"),
    ],
)
def test_what_cannot_be_found_is_never_exact(chain: ChainGeocoder, venue: Venue) -> None:
    placed = place(venue, chain)
    assert placed.precision is None or not placed.precision.is_exact
    assert placed.doubts


WORDS = ["Reichsweg", "30", "Schulstr.", "2", "Aachen", "Köln", "52068", "-", ", ", " ", "(", ")", "OT", "\n", "%", "_"]
TEXTS = st.one_of(st.none(), st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=6).map("".join))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(street=TEXTS, code=st.one_of(st.none(), st.from_regex(r"[0-9]{4,5}", fullmatch=True)), city=TEXTS)
def test_any_venue_is_placed_or_not_and_a_house_lies_in_its_town(
    chain: ChainGeocoder, districts: Districts, street: str | None, code: str | None, city: str | None
) -> None:
    placed = place(Venue(street=street, postal_code=code, city=city), chain)
    assert (placed.point is None) == (placed.precision is None)
    if placed.point:
        assert districts.locate(placed.point, within={placed.district or ""})


@pytest.mark.parametrize(
    "venue",
    [
        Venue(street="Bahnhofstr. 5", postal_code="06108", city="Halle"),
        Venue(street="Bahnhofstr. 5", postal_code="6108", city="Halle"),
        Venue(street="Marktplatz 1", postal_code="64839", city="Münster"),
        Venue(street="Reichsweg 30", postal_code="10115", city="Berlin"),
        Venue(street="Reichsweg 30", postal_code="01067"),
    ],
)
def test_an_address_of_another_state_is_not_found(chain: ChainGeocoder, venue: Venue) -> None:
    placed = place(venue, chain)
    assert placed.point is None
    assert "liegt nicht in Nordrhein-Westfalen" in placed.doubts[0].reason


@pytest.mark.parametrize("city", ["Hannover", "Berlin"])
def test_a_city_of_another_state_makes_no_house_exact(chain: ChainGeocoder, city: str) -> None:
    placed = place(replace(REICHSWEG, city=city), chain)
    assert placed.precision is not Precision.ADDRESS
    assert any(f"{city} liegt nicht in Nordrhein-Westfalen" in doubt.reason for doubt in placed.doubts)


@pytest.mark.parametrize(
    ("code", "city"),
    [("33790", "Halle Westf."), ("33790", "Halle i. W."), ("47169", "Duisburg Marxloh"), ("45127", "Essen, Ruhr")],
)
def test_a_town_that_is_written_otherwise_is_no_contradiction(chain: ChainGeocoder, code: str, city: str) -> None:
    placed = place(Venue(postal_code=code, city=city), chain)
    assert placed.point
    assert not any("gehört" in doubt.reason for doubt in placed.doubts)
