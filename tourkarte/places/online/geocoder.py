"""A service in the network as a geocoder among the others: asked with care, its answers checked like all."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

import orjson
from geopy.geocoders.base import DEFAULT_SENTINEL

from tourkarte.model import Doubt
from tourkarte.places.addresses import to_venue
from tourkarte.places.lookup import Answer, RegisterGeocoder
from tourkarte.places.online.entries import to_hits
from tourkarte.places.online.outcome import (
    Failed,
    FailedAnswer,
    Found,
    NotFound,
    Outcome,
    Reason,
    ServiceError,
    as_error,
)
from tourkarte.places.online.pace import BusyError
from tourkarte.places.online.state import StateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geopy import Location

    from tourkarte.model import Venue
    from tourkarte.places.districts import Districts
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.lookup import Hit
    from tourkarte.places.online.breaker import Breaker
    from tourkarte.places.online.cache import Cache
    from tourkarte.places.online.entries import Entry
    from tourkarte.places.online.pace import Pace

_LOG: Final = logging.getLogger(__name__)
_BACKOFF_S: Final = 1.0
_LEAST_S: Final = 0.2
"""A request that has less time than this is not sent."""


class Service(Protocol):
    """A service's protocol."""

    name: str

    def ask(self, venue: Venue, *, timeout: float) -> Iterable[Entry]:
        """Return what the service knows of an address, or raise a `ServiceError`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one address may cost at most.

    Attributes
    ----------
    total_s
        Seconds for all of it.
    patience_s
        Seconds to wait for the turn, while other requests of the installation are under way.
    timeout_s
        Seconds for one request.
    requests
        How often a request is sent, the first time included.
    """

    total_s: float = 10.0
    patience_s: float = 3.0
    timeout_s: float = 5.0
    requests: int = 3


class OnlineGeocoder(RegisterGeocoder):
    """Asks a service, unless the answer is known or the service is known to be down."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        districts: Districts,
        *,
        service: Service,
        server: str,
        cache: Cache,
        breaker: Breaker,
        pace: Pace,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        super().__init__(gazetteer, districts)
        self.service = service
        self.server = server
        self.cache = cache
        self.breaker = breaker
        self.pace = pace
        self.limits = limits or Limits()
        self.clock = clock
        self.sleep = sleep

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
        outcome = self.ask(venue)
        if isinstance(outcome, Failed):
            return FailedAnswer(doubts=(Doubt("point", outcome.message),), failed=outcome)
        return self._told(outcome).search(venue)

    def candidates(self, venue: Venue) -> tuple[Hit, ...]:
        """Return the service's hits, not yet checked; none if it failed."""
        outcome = self.ask(venue)
        return outcome.hits if isinstance(outcome, Found) else ()

    def ask(self, venue: Venue) -> Outcome:
        """Return what the service, or the cache, says of an address; never raises."""
        try:
            outcome = self._ask(venue)
        except (StateError, OSError) as error:
            _LOG.warning("%s is not asked: %s", self.service.name, error)
            outcome = Failed(Reason.STATE, "Der Ordner für den Zwischenspeicher ist nicht benutzbar.")
        if isinstance(outcome, Failed):
            return replace(outcome, message=f"{self.service.name}: {outcome.message}")
        return outcome

    def _told(self, outcome: Found | NotFound) -> RegisterGeocoder:
        """Return a register that holds what the service said: it is checked like all."""
        return _Told(self.gazetteer, self.districts, outcome.hits if isinstance(outcome, Found) else ())

    def _ask(self, venue: Venue) -> Outcome:
        question = self._question(venue)
        if known := self.cache.get(question):
            return known
        deadline = self.clock() + self.limits.total_s
        for number in range(1, self.limits.requests + 1):
            if left := self.breaker.left():
                return _paused(left)
            outcome = self._once(question, venue, deadline)
            if not (isinstance(outcome, Failed) and outcome.again) or number == self.limits.requests:
                break
            wait = _BACKOFF_S * number if outcome.retry_after is None else outcome.retry_after
            if self.clock() + wait > deadline - _LEAST_S:
                break
            self.sleep(wait)
        return outcome

    def _once(self, question: str, venue: Venue, deadline: float) -> Outcome:
        """Send one request when its turn has come, and note what came of it."""
        try:
            with self.pace.turn(min(self.limits.patience_s, deadline - self.clock())):
                if known := self.cache.get(question):  # somebody else asked the same while this one waited
                    return known
                timeout = min(self.limits.timeout_s, deadline - self.clock())
                if timeout < _LEAST_S:
                    return _busy()
                if left := self.breaker.enter():
                    return _paused(left)
                return self._request(question, venue, timeout)
        except BusyError:
            return _busy()

    def _request(self, question: str, venue: Venue, timeout: float) -> Outcome:
        try:
            entries = self.service.ask(venue, timeout=timeout)
        except ServiceError as error:
            _LOG.info("%s: %s", self.service.name, error)
            if error.failed.reason is Reason.QUERY:
                self.breaker.succeed()  # it is up, and it was the question
            else:
                self.breaker.fail(error.failed.retry_after)
            return error.failed
        self.breaker.succeed()
        hits = to_hits(entries, venue, self.service.name)
        outcome = Found(hits) if hits else NotFound()
        try:
            self.cache.put(question, outcome)
        except StateError as error:  # a full disk does not make the answer wrong
            _LOG.warning("%s: the answer is not kept: %s", self.service.name, error)
        return outcome

    def _question(self, venue: Venue) -> str:
        """Return what an answer is kept under: everything that decides it, and nothing that does not."""
        parts = (self.service.name, self.server, venue.street, venue.postal_code, venue.city)
        return orjson.dumps([" ".join((part or "").casefold().split()) for part in parts]).decode()


class _Told(RegisterGeocoder):
    def __init__(self, gazetteer: Gazetteer, districts: Districts, hits: tuple[Hit, ...]) -> None:
        super().__init__(gazetteer, districts)
        self.hits = hits

    def candidates(self, venue: Venue) -> tuple[Hit, ...]:  # noqa: ARG002 -- the question is answered already
        return self.hits


def _busy() -> Failed:
    return Failed(Reason.BUSY, "Zu viele Anfragen stehen an; bitte später noch einmal versuchen.")


def _paused(left: float) -> Failed:
    return Failed(Reason.PAUSED, f"Der Dienst wird noch {math.ceil(left)} Sekunden lang nicht gefragt.", left)
