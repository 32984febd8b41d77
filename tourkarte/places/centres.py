"""Which district the name of a Kommunales Integrationszentrum means.

The names vary in their grammar (`KI der Stadt Herne`, `Kommunalen Integrationszentrum des Kreises Wesel`) and in
their hyphens (`Ennepe-Ruhr Kreis`), so names are compared as the set of words that tell districts apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tourkarte.text import fold

if TYPE_CHECKING:
    from tourkarte.model import District

_CENTRE: Final = re.compile(r"\b(?:(?:kommunale[nrs]? )?integrationszentr(?:um|ums|en)|ki)\b")
_KREIS: Final = re.compile(r"kreis(?:es)?\b")  # also at the end of a word: Hochsauerlandkreis
_ADJECTIVE: Final = re.compile(r"ischen\b")  # des Märkischen Kreises
_LINKING: Final = frozenset(
    ["am", "an", "das", "dem", "den", "der", "des", "die", "fuer", "im", "in", "und", "vom", "von"]
)
_KINDS: Final = frozenset(["stadt", "kreisfreie", "kreisfreien", "staedteregion"])
_SAYS_NOTHING: Final = _LINKING | _KINDS | {"a", "d"}  # Mülheim a. d. Ruhr


def centre_key(name: str, *, named: bool = False) -> frozenset[str]:
    """Return the words of `name` that tell which district is meant.

    Parameters
    ----------
    name
        Name of a centre or of a district.
    named
        Whether `name` must say that it is a centre; if it does not, there are no such words.
    """
    rest, mentions = _CENTRE.subn(" ", fold(name))
    if named and not mentions:
        return frozenset()
    words = _ADJECTIVE.sub("ischer", _KREIS.sub(" ", rest)).split()
    return frozenset(words) - _SAYS_NOTHING


def fits(name: str, district: District) -> bool:
    """Whether what `name` says about the kind (Stadt or Kreis) is true of the district."""
    folded = fold(name)
    if district.name.startswith("Städteregion"):
        return True  # a city and a Kreis at once
    if district.kind == "Kreis":
        return not re.search(r"\bstadt\b", folded)
    return not _KREIS.search(folded)
