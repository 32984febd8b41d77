"""What the postal code of an address says about where it lies.

The register has no postal codes, and of their areas only the middles are known. So a point is taken to lie in the area
whose middle is the nearest one in its municipality, and only as far as that is clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt
from tourkarte.places.register.distance import distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Point
    from tourkarte.places.gazetteer import Gazetteer, PostalPlace

_CLEARLY: Final = 1.25
_FAR: Final = 4.0  # radii of the postal code


class Fit(Enum):
    """Whether a point lies in the area of the postal code."""

    LIES_IN = auto()
    UNCLEAR = auto()
    LIES_OUT = auto()


@dataclass(frozen=True, slots=True)
class Codes:
    """The places of an address's postal code, among all others."""

    gazetteer: Gazetteer
    places: tuple[PostalPlace, ...]

    def fit(self, point: Point, ags: str) -> Fit:
        """Return whether a point in a municipality lies in the area of the postal code."""
        others = [
            distance(point, place.point)
            for place in self.gazetteer.postal_places(ags[:5])
            if place not in self.places and (found := self.gazetteer.municipality_of(place)) and found.ags == ags
        ]
        own = min((distance(point, place.point) for place in self.places), default=None)
        if own is None:
            return Fit.UNCLEAR
        other = min(others, default=None)
        if other is None or own * _CLEARLY < other:
            return Fit.LIES_IN
        return Fit.LIES_OUT if other * _CLEARLY < own else Fit.UNCLEAR

    def doubts(self, point: Point) -> Iterator[Doubt]:
        """Yield a doubt if a point is far from the middle of the postal code."""
        away = [(distance(point, place.point), place) for place in self.places]
        if away and all(metres > _FAR * place.radius_m for metres, place in away):
            metres, place = min(away, key=lambda each: each[0])
            reason = f"Der Punkt liegt {metres / 1000:.0f} km von der Mitte der Postleitzahl {place.code}."
            yield Doubt("postal_code", reason)
