"""What the postal code of an address says about where it lies.

The register has no postal codes, and of their areas only the middles are known. So a point is taken to lie in the area
whose middle is the nearest one in its municipality, and only as far as that is clear.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt
from tourkarte.places.distance import distance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.model import Point
    from tourkarte.places.gazetteer import Gazetteer, PostalPlace

_LIES_OUT: Final = 1.25  # times as far as from the nearest middle
_CLEARLY: Final = 1.5
_FAR: Final = 4.0  # radii of the postal code


@dataclass(frozen=True, slots=True)
class Codes:
    """The places of an address's postal code, among all others."""

    gazetteer: Gazetteer
    places: tuple[PostalPlace, ...]

    def remoteness(self, point: Point, ags: str) -> float:
        """Return how many times as far it is to the postal code's middle as to the nearest other of a municipality.

        Above 1, another postal code is likelier. It is 0 if there is no other.
        """
        others = (distance(point, place.point) for place in self._within(ags) if place not in self.places)
        own = min(distance(point, place.point) for place in self.places)
        return own / max(min(others, default=math.inf), 1.0)

    def nearest(self, point: Point, ags: str) -> str:
        """Return the postal code of a municipality whose middle is nearest to a point; empty if it has none."""
        nearest = min(self._within(ags), key=lambda place: distance(point, place.point), default=None)
        return nearest.code if nearest else ""

    def _within(self, ags: str) -> Iterator[PostalPlace]:
        """Yield the places of all postal codes of a municipality."""
        for place in self.gazetteer.postal_places(ags[:5]):
            if (found := self.gazetteer.municipality_of(place)) and found.ags == ags:
                yield place

    def tell_apart(self, points: Sequence[tuple[Point, str]]) -> int | None:
        """Return which of the points, each with its municipality, the postal code means; None if that is not clear."""
        if not self.places:
            return None
        remote = [self.remoteness(point, ags) for point, ags in points]
        first, second, *_ = sorted(remote)
        return remote.index(first) if _is_clear(first, second) else None

    def speak_for(self, point: tuple[Point, str], against: tuple[Point, str]) -> bool:
        """Whether the postal code clearly means one point and not another, each with its municipality."""
        return bool(self.places) and _is_clear(self.remoteness(*point), self.remoteness(*against))

    def doubts(self, point: Point) -> Iterator[Doubt]:
        """Yield a doubt if a point is far from the middle of the postal code."""
        away = [(distance(point, place.point), place) for place in self.places]
        if away and all(metres > _FAR * place.radius_m for metres, place in away):
            metres, place = min(away, key=lambda each: each[0])
            reason = f"Der Punkt liegt {metres / 1000:.0f} km von der Mitte der Postleitzahl {place.code}."
            yield Doubt("postal_code", reason)


def _is_clear(near: float, far: float) -> bool:
    return near <= _LIES_OUT <= far and near * _CLEARLY <= far
