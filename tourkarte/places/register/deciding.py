"""Which of several streets an address means.

What is in the address decides, in this order: the part of town, whether the house exists, the postal code. What does
not decide clearly stays ambiguous, also a house that exists where the postal code does not lie: a wrong place that is
claimed to be exact is the worst answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.places.distance import distance
from tourkarte.places.names import key as town_key
from tourkarte.places.register.candidates import Candidate
from tourkarte.places.register.picking import Picked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.model import Point
    from tourkarte.places.register.codes import Codes
    from tourkarte.places.register.towns import Towns

_ONE_PLACE_M: Final = 100.0


def decide_between(candidates: list[Candidate], towns: Towns, codes: Codes) -> list[Candidate]:
    """Return the candidates that are left; where city and postal code contradict each other, both may be right."""
    by_city = _decide([each for each in candidates if each.city in towns.cities], codes)
    by_code = _decide([each for each in candidates if each.city not in towns.cities], codes)
    if [each.is_exact for each in by_city] == [True] and not any(each.is_exact for each in by_code):
        return by_city
    return [*by_city, *by_code]


def _decide(candidates: list[Candidate], codes: Codes) -> list[Candidate]:
    """Return the candidates that are left: one if the address tells."""
    if len({each.street.key for each in candidates}) > 1:
        return candidates  # names that are equally near to what was written: nothing here tells which was meant
    streets = {_of_street(each) for each in candidates if _in_part(each)}
    possible = [each for each in candidates if _of_street(each) in streets] or candidates
    left = [each for each in possible if each.is_exact] or possible
    if len(left) > 1:
        left = _one_street(left)
    if len(left) > 1:
        meant = codes.tell_apart([_place(each) for each in left])
        left = left if meant is None else [left[meant]]
    return [*left, *_rivals(possible, left, codes)]


def _rivals(possible: list[Candidate], left: list[Candidate], codes: Codes) -> Iterator[Candidate]:
    """Yield the streets that the postal code means, if the house exists in another one only."""
    taken = {_of_street(each) for each in left}
    for each in possible:
        if _of_street(each) not in taken and all(codes.speak_for(_place(each), _place(one)) for one in left):
            yield each


def several_streets(candidates: list[Candidate], chosen: Candidate) -> bool:
    """Whether there are several streets by the name of the chosen one in its municipality."""
    name = (chosen.street.town, chosen.street.key)
    return len({_of_street(each) for each in candidates if (each.street.town, each.street.key) == name}) > 1


def _place(candidate: Candidate) -> tuple[Point, str]:
    return candidate.picked.point, candidate.city.town.ags


def _of_street(candidate: Candidate) -> tuple[int, str]:
    """Return what is the same for a street in all its parts of town; the street's own number if it has no key."""
    return candidate.street.town, candidate.street.code or f"#{candidate.street.id}"


def _in_part(candidate: Candidate) -> bool:
    """Whether the street lies in the part of town that the address names."""
    part = town_key(candidate.street.part)
    return bool(part) and part == town_key(candidate.city.part)


def _one_street(left: list[Candidate]) -> list[Candidate]:
    """Return one candidate if all are the same place: a street through two parts of town is in the register twice."""
    first = max(left, key=lambda each: each.street.houses)
    reach = max(distance(first.picked.point, each.picked.point) for each in left)
    if len({(each.street.town, each.street.key) for each in left}) > 1:
        return left
    if first.is_exact or first.picked.label:
        return [first] if reach <= _ONE_PLACE_M else left
    together = reach + max(each.street.radius_m for each in left)
    touching = all(
        each.street.code == first.street.code
        and distance(first.street.middle, each.street.middle)
        <= first.street.radius_m + each.street.radius_m + _ONE_PLACE_M
        for each in left
    )
    if not (touching and first.street.code):
        return left
    picked = Picked(first.picked.point, first.picked.precision, together, "", first.picked.doubts)
    return [Candidate(first.street, first.city, picked, first.doubts)]
