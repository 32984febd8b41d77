"""What comes of asking a service: found, not found, or failed. Nobody can take one for another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
)

from tourkarte.places.lookup import Answer

if TYPE_CHECKING:
    from tourkarte.places.lookup import Hit


class Reason(StrEnum):
    """Why a question has no answer."""

    TIMEOUT = "timeout"
    """The service did not answer in time."""
    UNAVAILABLE = "unavailable"
    """It cannot be reached, or says that it is out of order."""
    QUOTA = "quota"
    """It wants fewer requests."""
    REFUSED = "refused"
    """It does not answer this installation, or answers at another address."""
    QUERY = "query"
    """It does not understand the question."""
    ANSWER = "answer"
    """Its answer is not what the protocol says."""
    PAUSED = "paused"
    """It was not asked, because it failed repeatedly or asked for a pause."""
    BUSY = "busy"
    """It was not asked, because its turn would have come too late."""
    STATE = "state"
    """It was not asked, because pace and cache cannot be kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """The points that the service knows for the address, the best first; several may be in different towns."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The service knows no such address."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The question has no answer, and nothing follows for the address.

    Attributes
    ----------
    message
        German: what happened.
    retry_after
        Seconds after which the service wants to be asked again, if it says so.
    again
        Whether the same question may well be answered a moment later.
    """

    reason: Reason
    message: str
    retry_after: float | None = None
    again: bool = False


Outcome = Found | NotFound | Failed


class ServiceError(GeocoderServiceError):  # type: ignore[misc]  # geopy ships no types
    """One request to a service failed."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.message)
        self.failed = failed


@dataclass(frozen=True, slots=True)
class FailedAnswer(Answer):
    """What a chain of geocoders gets from a service that failed: no hits, a doubt that says so, and why."""

    failed: Failed | None = None


_ERRORS: Final[dict[Reason, type[Exception]]] = {
    Reason.TIMEOUT: GeocoderTimedOut,
    Reason.UNAVAILABLE: GeocoderUnavailable,
    Reason.REFUSED: GeocoderInsufficientPrivileges,
    Reason.QUERY: GeocoderQueryError,
    Reason.ANSWER: GeocoderParseError,
    Reason.PAUSED: GeocoderUnavailable,
    Reason.BUSY: GeocoderUnavailable,
    Reason.STATE: GeocoderUnavailable,
}


def as_error(failed: Failed) -> Exception:
    """Return geopy's exception for a failure."""
    if failed.reason is Reason.QUOTA:
        error: Exception = GeocoderRateLimited(failed.message, retry_after=failed.retry_after)
        return error
    return _ERRORS[failed.reason](failed.message)
