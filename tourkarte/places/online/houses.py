"""Streets and house numbers, as far as it takes to see whether an answer is about the house that was asked for."""

from __future__ import annotations

import re

from tourkarte.places.register.numbers import read_numbers, readings
from tourkarte.places.register.streets import street_key


def split_house(street: str) -> tuple[str, str | None]:
    """Return the street's name and the house number, None if there is none.

    >>> split_house("Straße des 17. Juni 135 a")
    ('Straße des 17. Juni', '135 a')
    """
    for reading in readings(street):
        if reading.numbers and not reading.loose:
            return reading.street, reading.numbers.text
    return street.strip(), None


def is_same_street(one: str | None, other: str | None) -> bool:
    """Whether two names are the same street: `Klemensstr.` is `Klemensstraße`."""
    return bool(one and other and street_key(one) == street_key(other))


def is_same_number(found: str | None, asked: str | None) -> bool:
    """Whether a house number is the one asked for; OpenStreetMap gives a house with several as `28;30`.

    „1-3“ is neither 1 nor 13.
    """
    wanted = read_numbers(asked or "")
    numbers = (read_numbers(each) for each in re.split("[;,]", found or ""))
    return wanted is not None and any(each is not None and each.houses == wanted.houses for each in numbers)
