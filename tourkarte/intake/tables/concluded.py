"""Conclude the town of a row from its names where no column holds one: `Rathaus Dortmund, Friedensplatz 1`.

Limits: towns that the gazetteer knows or that are large, at the end of the venue's name or of the title. A district is
no town: where the centre of `Kreis Steinfurt` is, its name does not say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.intake.words import NOUNS_TOO, is_known_city, names_house
from tourkarte.model import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.places.gazetteer import Gazetteer

_MOST_WORDS: Final = 4
"""Words of the longest names of towns, such as `Mülheim an der Ruhr`."""
_LEADS: Final = frozenset({"in", "nach", "aus", "Stadt"})
_DISTRICT: Final = re.compile(r"(?:[\w-]*kreis(?:es)?|[\w-]*region)", re.IGNORECASE)
_PERSON: Final = re.compile(r"\b(?:mit|von|durch)\s[^,;:–]*$")  # a surname may be a town's name as well


def conclude_town(venue: str | None, title: str | None, gazetteer: Gazetteer) -> str | None:
    """Return the town that ends the name of the venue or the title; None if neither ends with one."""
    return next(iter(_towns((venue, title), gazetteer)), None)


def _towns(names: Iterable[str | None], gazetteer: Gazetteer) -> Iterable[str]:
    for name in names:
        words = (name or "").split()
        for first in range(max(len(words) - _MOST_WORDS, 0), len(words)):
            town = " ".join(words[first:])
            if (
                town[0].isupper()
                and words[first] not in _LEADS
                and is_known_city(town, gazetteer)
                and _is_meant(town, words[:first])
            ):
                yield town


def _is_meant(town: str, before: list[str]) -> bool:
    """Whether the words before a town's name leave it one."""
    last = before[-1] if before else ""
    if last in _LEADS:
        return True
    if town in NOUNS_TOO:
        return names_house(last)
    return not _DISTRICT.fullmatch(last) and not _PERSON.search(" ".join([*before, ""]))


def about_concluded(town: str) -> Doubt:
    """Return the doubt that a concluded town leaves."""
    return Doubt("city", f"„{town}“ steht nicht in einer Spalte, der Ort ist erschlossen.")
