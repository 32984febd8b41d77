"""Whether two lines with street and number mean the same house, however they are written."""

from __future__ import annotations

from tourkarte.places.register.numbers import readings
from tourkarte.places.register.streets import street_key

Key = tuple[str, tuple[tuple[int, str], ...]]


def house_keys(line: str) -> frozenset[Key]:
    """Return the keys of the ways to read a line: two lines mean the same house if they share one.

    >>> house_keys("Willy-Brandt-Pl. 2") & house_keys("Willy-Brandt-Platz 2") != frozenset()
    True
    """
    plain = [reading for reading in readings(line) if not reading.loose]
    numbered = [reading for reading in plain if reading.numbers]
    return frozenset(
        (street_key(reading.street), reading.numbers.houses if reading.numbers else ()) for reading in numbered or plain
    )
