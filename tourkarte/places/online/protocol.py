"""Reading JSON of which nothing is certain: what is not as the protocol says makes the whole answer worthless."""

from __future__ import annotations

import math
from typing import Any, Final

from tourkarte.errors import InvalidValueError
from tourkarte.model import Point
from tourkarte.places.online.entries import Box
from tourkarte.places.online.outcome import Failed, Reason, ServiceError

_LONGEST: Final = 100
MOST: Final = 50
"""Entries of an answer; ten are asked for."""


def wrong(what: str) -> ServiceError:
    """Return the error for an answer in which `what` is not as it must be."""
    return ServiceError(Failed(Reason.ANSWER, f"Die Antwort ist nicht die eines solchen Dienstes ({what})."))


def items(value: Any, what: str) -> list[Any]:
    """Return a list of a sensible length."""
    if not isinstance(value, list) or len(value) > MOST:
        raise wrong(what)
    return value


def fields(value: Any, what: str) -> dict[str, Any]:
    """Return an object."""
    if not isinstance(value, dict):
        raise wrong(what)
    return value


def text(value: Any, what: str) -> str | None:
    """Return a text on one line, None if there is none."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise wrong(what)
    return " ".join("".join(each for each in value if each.isprintable() or each.isspace()).split())[:_LONGEST] or None


def number(value: Any, what: str) -> float:
    """Return a number, which Nominatim writes as a text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong(what)
    try:
        found = float(value)
    except (ValueError, OverflowError):
        raise wrong(what) from None
    if not math.isfinite(found):
        raise wrong(what)
    return found


def point(lat: Any, lon: Any) -> Point:
    """Return a point on earth."""
    try:
        return Point(lat=number(lat, "lat"), lon=number(lon, "lon"))
    except InvalidValueError:
        raise wrong("lat, lon") from None


def box(value: Any, what: str, *, order: tuple[int, int, int, int]) -> Box | None:
    """Return a rectangle, None if there is none.

    Parameters
    ----------
    order
        Which of the four numbers are south, north, west and east.
    """
    if value is None:
        return None
    numbers = [number(each, what) for each in items(value, what)]
    if len(numbers) != len(order):
        raise wrong(what)
    south, north, west, east = (numbers[index] for index in order)
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):  # noqa: PLR2004 -- degrees
        raise wrong(what)
    return Box(south=south, north=north, west=west, east=east)
