"""The many ways to write the name of one place.

Registers write `Halle (Westf.)`, `Mülheim an der Ruhr` and `Fröndenberg/Ruhr`; invitations write `Halle Westf.`,
`Mülheim a. d. Ruhr`, `Stadt Fröndenberg`. Both sides are reduced to the same few folded keys. Misspellings are not
repaired here: a place that is not found is a doubt for a person, a wrong one is an error on the map.
"""

from __future__ import annotations

import re
from typing import Final

from tourkarte.text import fold

_OFFICE: Final = re.compile(r"^(?:(?:kreisfreie |landeshaupt|bundes|hanse)?stadt|gemeinde) ")
_LONG_FORMS: Final = (
    (re.compile(r"\ba d (?=r)"), "an der "),
    (re.compile(r"\ba (?=rhein|see|niederrhein)"), "am "),
    (re.compile(r"\ban der r$"), "an der ruhr"),
    (re.compile(r"\b(?:i |in )?(?:westfalen|westf|w)$"), "westf"),
    (re.compile(r"\b(?:i |im )?(?:rheinland|rhld)$"), "rhld"),
)
_ADDITION: Final = re.compile(r"\s*(?:\(.*\)|/.*)\s*$")  # Halle (Westf.), Fröndenberg/Ruhr
_BY_THE_WATER: Final = re.compile(r" (?:am|an der) \S+$")


def key(name: str) -> str:
    """Return what `name` is compared by: folded, without „Stadt“ in front, abbreviations in one form."""
    text = _OFFICE.sub("", fold(name))
    for pattern, long_form in _LONG_FORMS:
        text = pattern.sub(long_form, text)
    return text


def keys(name: str) -> tuple[str, ...]:
    """Return all keys that `name` may be known by, the most exact first.

    >>> keys("Mülheim an der Ruhr")
    ('muelheim an der ruhr', 'muelheim')
    """
    whole = key(name)
    bare = key(_ADDITION.sub("", name))
    found = (whole, bare, _BY_THE_WATER.sub("", bare))
    return tuple(dict.fromkeys(text for text in found if text))


def is_part_of(place: str, town: str) -> bool:
    """Whether `place` is the town or, as GeoNames names them, a part of it: `Bad Berleburg Arfeld`."""
    return any(f"{key(place)} ".startswith(f"{name} ") for name in keys(town))
