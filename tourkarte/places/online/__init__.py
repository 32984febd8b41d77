"""Geocoding by asking a service in the network: Nominatim and Photon, off unless the operator names them.

Each request gives a venue's address to whoever runs the service, and the public ones are a gift with rules: one
request a second for all processes of an installation together, identified, cached. So a question goes through

    cache -> breaker -> pace -> service

and what is not in the cache, of a service that is not known to be down, and whose turn has come, is asked for. Found
and not found are kept across restarts; a failure is never kept, and is never told as „not found“.

Nothing of it is imported, made or opened where it is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.online.client import Limits
    from tourkarte.places.online.geocoder import OnlineGeocoder
    from tourkarte.settings import Settings


def online_geocoders(
    settings: Settings, gazetteer: Gazetteer, districts: Districts, *, limits: Limits | None = None
) -> tuple[OnlineGeocoder, ...]:
    """Return the services that the operator turned on, in the order to ask them; none by default.

    Parameters
    ----------
    limits
        What one address may cost: a batch may wait longer for its turn than a page, which is what None means.

    Raises
    ------
    SettingsError
        If the folder for their cache cannot be written.
    """
    if not settings.geocoders:
        return ()
    from tourkarte.places.online.factory import make_geocoders  # noqa: PLC0415 -- not even imported where it is off

    return make_geocoders(settings, gazetteer, districts, limits=limits)
