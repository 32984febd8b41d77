"""Asking a service with care: not twice, not while it is down, not before its turn, and not for ever."""

from __future__ import annotations

import logging
import math
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

import orjson

from tourkarte.model import Venue
from tourkarte.places.online.entries import to_hits
from tourkarte.places.online.outcome import Failed, Found, NotFound, Outcome, Reason, ServiceError
from tourkarte.places.online.pace import BusyError
from tourkarte.places.online.state import StateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A service, and what stands between it and the installation.

    Attributes
    ----------
    server
        The address at which it is asked: answers of different servers are kept apart.
    """

    service: Service
    server: str
    cache: Cache
    breaker: Breaker
    pace: Pace
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep

    def ask(self, venue: Venue) -> Outcome:
        """Return what the service, or the cache, says of an address; never raises."""
        asked = Venue(street=_plain(venue.street), postal_code=venue.postal_code, city=_plain(venue.city))
        if asked == Venue():
            return NotFound()
        try:
            outcome = self._ask(asked)
        except OSError as error:
            _LOG.warning("%s is not asked: %s", self.service.name, error)
            outcome = Failed(Reason.STATE, "Der Ordner für den Zwischenspeicher ist nicht benutzbar.")
        if isinstance(outcome, Failed):
            return replace(outcome, message=f"{self.service.name}: {outcome.message}")
        return outcome

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
            with self.pace.turn(min(self.limits.patience_s, deadline - self.clock())) as request:
                if known := self.cache.get(question):  # somebody else asked the same while this one waited
                    return known
                timeout = min(self.limits.timeout_s, deadline - self.clock())
                if timeout < _LEAST_S:
                    return _busy()
                if left := self.breaker.enter():
                    return _paused(left)
                with request:
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
        return orjson.dumps([(part or "").casefold() for part in parts]).decode()


def _plain(text: str | None) -> str | None:
    """Return a text on one line that can be encoded, whatever a broken document made of it."""
    return " ".join((text or "").encode(errors="ignore").decode().split()) or None


def _busy() -> Failed:
    return Failed(Reason.BUSY, "Zu viele Anfragen stehen an; bitte später noch einmal versuchen.")


def _paused(left: float) -> Failed:
    return Failed(Reason.PAUSED, f"Der Dienst wird noch {math.ceil(left)} Sekunden lang nicht gefragt.", left)
