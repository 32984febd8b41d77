"""How far it is between two points of the state, in metres. Good to a thousandth there, and without geopy."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tourkarte.model import Point

_METRES_PER_DEGREE: Final = 111_195.0


def distance(one: Point, other: Point) -> float:
    """Return the distance in metres."""
    shrink = math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(one.lat - other.lat, (one.lon - other.lon) * shrink) * _METRES_PER_DEGREE
