"""Who says where the points are, and the notes that must stand wherever such a point is shown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.language import N_
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.views.stops import Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a publisher of points wants to be said with them, and where it says so itself."""

    text: str
    link: str


OPENSTREETMAP: Final = Note(
    text=N_("© OpenStreetMap-Mitwirkende (ODbL)"), link="https://www.openstreetmap.org/copyright"
)
GEBREF: Final = Note(
    text=N_("Gebäudereferenzen Land NRW (GEBREF), dl-de/zero-2-0"), link="https://www.govdata.de/dl-de/zero-2-0"
)
BKG: Final = Note(text=N_("© GeoBasis-DE / BKG 2016 (Daten verändert)"), link="https://www.bkg.bund.de/")
GEONAMES: Final = Note(text="GeoNames, CC BY 4.0", link="https://www.geonames.org/")

# What a folded source says where the points are theirs; both services answer from OpenStreetMap.
_DUE_TO: Final = {
    OPENSTREETMAP: re.compile(r"openstreetmap|\bnominatim\b|\bphoton\b"),
    GEBREF: re.compile(r"gebref|gebaeudereferenzen"),
    BKG: re.compile(r"\bbkg\b"),
    GEONAMES: re.compile(r"geonames"),
}


def sources(shown: Iterable[Stop]) -> list[tuple[str, int]]:
    """Return who says where the stops on the map are, with the number of stops, the most frequent first."""
    counted = Counter(stop.source for stop in shown if stop.position and stop.source)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def notes(shown: Iterable[Stop]) -> list[Note]:
    """Return the notes that the points of the stops ask for, each once, always in the same order."""
    said = [fold(source) for source, _ in sources(shown)]
    return [note for note, due in _DUE_TO.items() if any(map(due.search, said))]
