"""Which house of a street a number means, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tourkarte.model import Doubt, Precision
from tourkarte.places.distance import distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.model import Point
    from tourkarte.places.register.entries import House, Street
    from tourkarte.places.register.index import Index
    from tourkarte.places.register.numbers import Numbers

_LEAST_RADIUS_M: Final = 25.0
_FAR_OUT: Final = 2  # times the highest number


@dataclass(frozen=True, slots=True)
class Picked:
    """A point on a street.

    Attributes
    ----------
    label
        The number that the point belongs to; empty for the street's middle.
    radius_m
        Radius in metres within which the address may well be; 0 is the house itself.
    """

    point: Point
    precision: Precision
    radius_m: float
    label: str = ""
    doubts: tuple[Doubt, ...] = ()


def pick(index: Index, street: Street, numbers: Numbers | None) -> Picked:
    """Return the house that the number means, or what comes nearest to it."""
    if numbers is None:
        return Picked(street.middle, Precision.STREET, max(street.radius_m, _LEAST_RADIUS_M))
    for number, suffix in ((numbers.first, numbers.suffix), *numbers.houses):
        if house := index.house(street, number, suffix):
            return Picked(house.point, Precision.ADDRESS, 0.0, house.label)
    houses = index.houses(street)
    if within := _within(houses, numbers):
        reach = max(distance(within[0].point, each.point) for each in within)
        doubt = _doubt(f"Von {numbers.text} kennt das Adressregister {within[0].label}; der Punkt liegt dort.")
        return Picked(within[0].point, Precision.STREET, max(reach, _LEAST_RADIUS_M), within[0].label, (doubt,))
    return _nearest(index, street, houses, numbers)


def _within(houses: Sequence[House], numbers: Numbers) -> list[House]:
    """Return the houses in the range that is named, those on the side of its first number before the others."""
    if numbers.range is None:
        return []
    low, high = numbers.range
    found = [house for house in houses if low <= house.number <= high]
    return sorted(found, key=lambda house: ((house.number - numbers.first) % 2, house.number, house.suffix))


def _nearest(index: Index, street: Street, houses: Sequence[House], numbers: Numbers) -> Picked:
    """Return the house with the nearest number, with the distance to its neighbour on the other side as its radius."""
    wanted, highest = numbers.first, max(house.number for house in houses)
    if wanted > _FAR_OUT * highest:
        reason = f"Die Hausnummer {numbers.text} gibt es dort nicht, die höchste ist {highest}"
        return replace(pick(index, street, None), doubts=(_doubt(f"{reason}; der Punkt ist die Mitte der Straße."),))
    best = min(houses, key=lambda house: (abs(house.number - wanted), (house.number - wanted) % 2, house.suffix))
    same = [house for house in houses if house.number == wanted]
    below = [house for house in houses if house.number < wanted]
    above = [house for house in houses if house.number > wanted]
    if same or (below and above):
        around = [*same, *below[-2:], *above[:2]]  # two, because neighbours stand across the street
        reach = max(distance(best.point, each.point) for each in around)
    else:
        reach = street.radius_m  # the street may go on
    doubt = _doubt(
        f"Die Hausnummer {numbers.text} ist im Adressregister nicht bekannt; am nächsten liegt {best.label}."
    )
    return Picked(best.point, Precision.STREET, max(reach, _LEAST_RADIUS_M), best.label, (doubt,))


def _doubt(reason: str) -> Doubt:
    return Doubt("street", reason)
