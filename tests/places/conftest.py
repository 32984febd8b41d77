from __future__ import annotations

from pathlib import Path

import pytest

from tourkarte.places.districts import Districts
from tourkarte.places.gazetteer import Gazetteer
from tourkarte.places.geocoders import ChainGeocoder, chain_of
from tourkarte.places.venues import load_venues

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(DATA)


@pytest.fixture(scope="session")
def districts() -> Districts:
    return Districts.load(DATA)


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer, districts: Districts) -> ChainGeocoder:
    return chain_of(gazetteer, districts, load_venues(DATA))
