from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import SettingsError
from tourkarte.places.online import online_geocoders
from tourkarte.places.online.factory import period_s, user_agent
from tourkarte.settings import Settings

if TYPE_CHECKING:
    from tests.places.online.server import GeoServer
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer

ROOT = Path(__file__).parents[3]
OFF = """
import socket, sys
def refuse(*_): raise AssertionError("a socket")
socket.socket.connect = socket.getaddrinfo = refuse
from tourkarte.model import Venue
from tourkarte.places.districts import districts
from tourkarte.places.gazetteer import gazetteer
from tourkarte.places.geocoders import chain
from tourkarte.places.online import online_geocoders
from tourkarte.settings import settings
assert online_geocoders(settings(), gazetteer(), districts()) == ()
chain(settings()).search(Venue(street="Reichsweg 30", city="Aachen"))
print([name for name in sys.modules if name.startswith("tourkarte.places.online.")])
"""


def test_it_is_off_by_default_and_then_nothing_of_it_is_there(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TOURKARTE_")}
    environment |= {"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", OFF], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
    assert list(tmp_path.iterdir()) == []


def test_services_are_asked_in_the_order_of_the_setting(
    server: GeoServer, tmp_path: Path, gazetteer: Gazetteer, districts: Districts
) -> None:
    settings = Settings(
        geocoders=("photon", "nominatim"),
        geocoder_contact="redaktion@example.org",
        geocoder_per_second=100,
        nominatim_url=server.url,
        photon_url=server.url,
        state_dir=tmp_path / "state",
    )
    geocoders = online_geocoders(settings, gazetteer, districts)
    found = [geocoder.geocode("Reichsweg 30, 52068 Aachen") for geocoder in geocoders]
    assert [location.raw["source"] for location in found if not isinstance(location, list) and location] == [
        "Photon",
        "Nominatim",
    ]
    assert [asked.path for asked in server.requests] == ["/api", "/search"]
    assert {asked.agent for asked in server.requests} == {user_agent("redaktion@example.org")}
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_an_installation_says_who_it_is() -> None:
    agent = user_agent("https://presse.example.org/kontakt")
    assert agent.startswith("Tourkarte/0.")
    assert agent.endswith(" (+https://presse.example.org/kontakt)")


@pytest.mark.parametrize(
    ("url", "per_second", "period"),
    [
        ("https://nominatim.openstreetmap.org", 50, 1),
        ("https://NOMINATIM.openstreetmap.org:443/", 50, 1),
        ("https://photon.komoot.io", 50, 1),
        ("https://photon.komoot.io", 0.5, 2),
        ("https://geo.example.org", 50, 0.02),
        ("https://notopenstreetmap.org", 50, 0.02),
        ("http://localhost:2322", 1, 1),
    ],
)
def test_a_public_server_is_never_asked_more_than_once_a_second(url: str, per_second: float, period: float) -> None:
    assert period_s(url, per_second) == period


def test_a_state_folder_that_cannot_be_written_is_said(
    tmp_path: Path, gazetteer: Gazetteer, districts: Districts
) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(
        geocoders=("nominatim",), geocoder_contact="redaktion@example.org", state_dir=tmp_path / "file" / "state"
    )
    with pytest.raises(SettingsError, match=r"state ist nicht beschreibbar .*TOURKARTE_STATE_DIR einen anderen nennen"):
        online_geocoders(settings, gazetteer, districts)
