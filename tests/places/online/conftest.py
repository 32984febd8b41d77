from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.places.online.server import GeoServer
from tourkarte.places.online.breaker import Breaker
from tourkarte.places.online.cache import Cache
from tourkarte.places.online.client import Client, Limits
from tourkarte.places.online.nominatim import NominatimService
from tourkarte.places.online.pace import Pace
from tourkarte.places.online.photon import PhotonService
from tourkarte.places.online.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGENT = "Tourkarte/1 (+redaktion@example.org)"
PATIENT = Limits(total_s=30, patience_s=20, timeout_s=20)
HASTY = Limits(total_s=30, timeout_s=0.3, requests=1)


@dataclass
class FakeTime:
    """A clock that goes on when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def make_client(
    server: GeoServer, folder: Path, fake: FakeTime, *, photon: bool = False, limits: Limits = PATIENT
) -> Client:
    """Return a client of the server whose time does not pass by itself."""
    state = State(folder)
    times: dict[str, Any] = {"clock": fake.clock, "sleep": fake.sleep}
    return Client(
        service=(PhotonService if photon else NominatimService)(server.url, user_agent=AGENT),
        server=server.url,
        cache=Cache(state=state, now=fake.clock),
        breaker=Breaker(state=state, server=server.url, clock=fake.clock),
        pace=Pace(folder=folder, server="server", period_s=1, **times),
        limits=limits,
        **times,
    )


@pytest.fixture
def fake() -> FakeTime:
    return FakeTime()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[GeoServer]:
    monkeypatch.setenv("no_proxy", "*")
    with GeoServer() as running:
        yield running


@pytest.fixture
def client(server: GeoServer, tmp_path: Path, fake: FakeTime) -> Client:
    return make_client(server, tmp_path, fake)
