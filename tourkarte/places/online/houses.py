"""Streets and house numbers, as far as it takes to see whether an answer is about the house that was asked for."""

from __future__ import annotations

import re
from typing import Final

from tourkarte.places.addresses import street_key

_NUMBER: Final = re.compile(
    r"(?P<name>.*?)[\s,]*\b(?P<number>[0-9]+\s?[a-z]?(?:\s?[-–/+]\s?[0-9]*\s?[a-z]?)?)", re.IGNORECASE
)


def split_house(street: str) -> tuple[str, str | None]:
    """Return the street's name and the house number, None if there is none.

    >>> split_house("Straße des 17. Juni 135 a")
    ('Straße des 17. Juni', '135 a')
    """
    found = _NUMBER.fullmatch(street.strip())
    return (found["name"], found["number"]) if found and found["name"] else (street.strip(), None)


def is_same_street(one: str | None, other: str | None) -> bool:
    """Whether two names are the same street: `Klemensstr.` is `Klemensstraße`."""
    return bool(one and other and street_key(one) == street_key(other))


def is_same_number(found: str | None, asked: str | None) -> bool:
    """Whether a house number is the one asked for; OpenStreetMap gives a house with several as `28;30`.

    „1-3“ is neither 1 nor 13.
    """
    return bool(found and asked) and _plain(asked) in {_plain(each) for each in re.split("[;,]", found or "")}


def _plain(number: str | None) -> str:
    return re.sub(r"\s+", "", number or "").replace("–", "-").lower()
