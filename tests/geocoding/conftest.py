from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.geocoding.tables import ROWS, Desk
from tests.places.register.deliveries import text
from tourkarte.places.districts import districts
from tourkarte.places.gazetteer import gazetteer
from tourkarte.places.geocoders import chain_of
from tourkarte.places.register.build import build
from tourkarte.places.register.index import Register

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    (folder / "gebref.txt").write_text(text(ROWS), "utf-8")
    build(folder / "gebref.txt", folder / "register.sqlite", now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    return folder / "register.sqlite"


@pytest.fixture
def desk(index: Path, tmp_path: Path) -> Desk:
    return Desk(tmp_path, chain_of(gazetteer(), districts(), [], register=Register.open(index)))
