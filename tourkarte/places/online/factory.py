"""The services of an installation, as its settings say."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tourkarte.places.online.breaker import Breaker
from tourkarte.places.online.cache import Cache
from tourkarte.places.online.client import Client, Limits, Service
from tourkarte.places.online.geocoder import OnlineGeocoder
from tourkarte.places.online.nominatim import NominatimService
from tourkarte.places.online.pace import Pace
from tourkarte.places.online.photon import PhotonService
from tourkarte.places.online.state import State
from tourkarte.settings import state_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.settings import OnlineService, Settings

_SERVICES: Final[dict[OnlineService, Callable[..., Service]]] = {"nominatim": NominatimService, "photon": PhotonService}
_PUBLIC: Final = ("openstreetmap.org", "komoot.io")
_PUBLIC_S: Final = 1.0
"""Seconds between two requests to a public server; its rules, so no setting makes it shorter."""


def make_geocoders(
    settings: Settings, gazetteer: Gazetteer, districts: Districts, *, limits: Limits | None = None
) -> tuple[OnlineGeocoder, ...]:
    """Return a geocoder for each service that the settings name.

    Parameters
    ----------
    limits
        What one address may cost; for a batch it may be more than for a page.

    Raises
    ------
    SettingsError
        If the state folder cannot be written.
    """
    state = State(state_folder(settings))
    agent = user_agent(settings.geocoder_contact or "")

    def make(name: OnlineService) -> OnlineGeocoder:
        url: str = getattr(settings, f"{name}_url")
        server = urlsplit(url).netloc.lower()
        client = Client(
            service=_SERVICES[name](url, user_agent=agent),
            server=url,
            cache=Cache(state=state),
            breaker=Breaker(state=state, server=url),
            pace=Pace(folder=state.folder, server=server, period_s=period_s(url, settings.geocoder_per_second)),
            limits=limits or Limits(),
        )
        return OnlineGeocoder(gazetteer, districts, client)

    return tuple(make(name) for name in settings.geocoders)


def user_agent(contact: str) -> str:
    """Return how an installation introduces itself."""
    try:
        number = version("tourkarte")
    except PackageNotFoundError:  # a checkout that nobody installed
        number = "0"
    return f"Tourkarte/{number} (+{contact})"


def period_s(url: str, per_second: float) -> float:
    """Return the seconds between two requests to a server."""
    host = urlsplit(url).hostname or ""
    public = any(f".{host}".endswith(f".{domain}") for domain in _PUBLIC)
    return max(_PUBLIC_S, 1 / per_second) if public else 1 / per_second
