"""A service in the network as a geocoder among the others: its answers are checked like all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geopy.geocoders.base import DEFAULT_SENTINEL

from tourkarte.model import Doubt
from tourkarte.places.addresses import to_venue
from tourkarte.places.lookup import Answer, CheckedGeocoder
from tourkarte.places.online.outcome import Failed, FailedAnswer, Found, NotFound, Outcome, as_error

if TYPE_CHECKING:
    from geopy import Location

    from tourkarte.model import Venue
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.lookup import Hit
    from tourkarte.places.online.client import Client


class OnlineGeocoder(CheckedGeocoder):
    """Asks a service, unless the answer is known or the service is known to be down."""

    def __init__(self, gazetteer: Gazetteer, districts: Districts, client: Client) -> None:
        super().__init__(gazetteer, districts)
        self.client = client

    def geocode(
        self, query: object, *, exactly_one: bool = True, timeout: float | None = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return where an address is, as all geocoders of this product do; `timeout` has no effect.

        Raises
        ------
        GeocoderServiceError
            If the service failed: one of geopy's more specific errors. None means that it knows no such address.
        """
        outcome = self.ask(to_venue(query))
        if isinstance(outcome, Failed):
            raise as_error(outcome)
        return self._told(outcome).geocode(query, exactly_one=exactly_one, timeout=timeout)

    def search(self, venue: Venue) -> Answer:
        """Return the hits that pass the check; if the service failed, a `FailedAnswer` with a doubt that says so."""
        if not venue.street:
            return Answer()  # towns and postal codes are known here
        outcome = self.ask(venue)
        if isinstance(outcome, Failed):
            return FailedAnswer(doubts=(Doubt("point", outcome.message),), failure=outcome.message, failed=outcome)
        return self._told(outcome).search(venue)

    def candidates(self, venue: Venue) -> tuple[Hit, ...]:
        """Return the service's hits, not yet checked; none if it failed."""
        outcome = self.ask(venue)
        return outcome.hits if isinstance(outcome, Found) else ()

    def ask(self, venue: Venue) -> Outcome:
        """Return what the service, or the cache, says of an address; never raises."""
        return self.client.ask(venue)

    def _told(self, outcome: Found | NotFound) -> CheckedGeocoder:
        """Return a register that holds what the service said: it is checked like all."""
        return _Told(self.gazetteer, self.districts, outcome.hits if isinstance(outcome, Found) else ())


class _Told(CheckedGeocoder):
    def __init__(self, gazetteer: Gazetteer, districts: Districts, hits: tuple[Hit, ...]) -> None:
        super().__init__(gazetteer, districts)
        self.hits = hits

    def candidates(self, venue: Venue) -> tuple[Hit, ...]:  # noqa: ARG002 -- the question is answered already
        return self.hits
