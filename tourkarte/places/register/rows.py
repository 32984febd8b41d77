"""From the rows of a delivery to houses: what cannot be used is counted by its kind, and left out.

Four million rows pass through `Rows.add`, so it does no more for each than it must: what depends on the street alone
is done once for each street, what depends on the position for all at once.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from tourkarte.places.register.delivery import municipality_key
from tourkarte.places.register.layout import by_header, by_width
from tourkarte.places.register.numbers import suffix_key
from tourkarte.places.register.streets import split_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tourkarte.places.register.layout import Layout

_INTERNAL: Final = "C"
_QUALITIES: Final = {"A": 0, "B": 1}
_HIGHEST_NUMBER: Final = 99_999
_LONGEST_NAME: Final = 100
_NUMBER_AND_SUFFIX: Final = re.compile(r"0*([1-9][0-9]{0,4})(\D.{0,9})?", re.ASCII)
_UNREADABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]")
_DAY: Final = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_ZONE_32: Final = 32_000_000.0


class Skipped(StrEnum):
    """Why a row is left out."""

    INTERNAL = "interne Nummer (Qualität C)"
    TWICE = "Haus steht mehrmals da"
    FIELDS = "falsche Zahl von Feldern"
    QUALITY = "unbekannte Qualität"
    KEY = "kein Gemeindeschlüssel"
    STREET = "kein lesbarer Straßenname"
    NUMBER = "keine lesbare Hausnummer"
    POSITION = "keine Lage in Nordrhein-Westfalen"

    @property
    def is_fault(self) -> bool:
        """Whether the row is not as it must be."""
        return self not in (Skipped.INTERNAL, Skipped.TWICE)


class Street(NamedTuple):
    """A street as the register tells it apart from others."""

    ags: str
    part: str
    code: str
    name: str


class Rows:
    """Collects the houses from the rows of a delivery.

    Attributes
    ----------
    read
        Number of rows that were read, without headers and empty lines.
    streets
        The number of each street, as `street` holds it for each house.
    municipalities
        Names by AGS, as far as the rows tell them.
    suffixes
        The number of each suffix, as `suffix` holds it for each house.
    newest
        Date of the newest row, in ISO notation; empty if there is none.
    zones
        How many of the kept rows carry the zone in their coordinates (EPSG 4647).
    """

    def __init__(self) -> None:
        self.read = 0
        self.skipped: Counter[Skipped] = Counter()
        self.streets: dict[Street, int] = {}
        self.municipalities: dict[str, str] = {}
        self.suffixes: dict[str, int] = {"": 0}
        self.newest = ""
        self.zones = 0
        self.street = array("i")
        self.number = array("i")
        self.suffix = array("i")
        self.quality = array("b")
        self.east = array("d")
        self.north = array("d")
        self._known: dict[tuple[str, ...], int | Skipped] = {}
        self._suffix_of: dict[str, int] = {"": 0}

    def add(self, lines: Iterable[str], layout: Layout) -> None:  # noqa: C901 -- a call for each row would double the time
        """Read rows.

        Parameters
        ----------
        lines
            Without their line ends; a carriage return may be left.
        """
        widths = layout.widths
        qua, hnr, adz = layout["qua"], layout["hnr"], layout["adz"]
        ostwert, nordwert, date = layout["ostwert"], layout["nordwert"], layout.date
        place_of = _place_of(layout)
        known, suffix_of, skipped = self._known, self._suffix_of, self.skipped
        for line in lines:
            fields = line.split(";")
            if len(fields) not in widths:
                self._misshapen(line)
                continue
            self.read += 1
            quality = _QUALITIES.get(fields[qua])
            if quality is None:
                skipped[_why_not(fields[qua])] += 1
                continue
            place = place_of(fields)
            street = known.get(place)
            if street is None:
                street = known[place] = self._new_street(place)
            if street.__class__ is not int:
                skipped[street] += 1  # type: ignore[index]  # a number or a reason
                continue
            try:
                number = int(fields[hnr])
                suffix = suffix_of[fields[adz]]
            except (ValueError, KeyError):
                number, suffix = self._unusual(fields[hnr], fields[adz])
            if not 0 < number <= _HIGHEST_NUMBER:
                skipped[Skipped.NUMBER] += 1
                continue
            try:
                east, north = float(fields[ostwert].replace(",", ".")), float(fields[nordwert].replace(",", "."))
            except ValueError:
                skipped[Skipped.POSITION] += 1
                continue
            if east >= _ZONE_32:
                east -= _ZONE_32
                self.zones += 1
            self.street.append(street)
            self.number.append(number)
            self.suffix.append(suffix)
            self.quality.append(quality)
            self.east.append(east)
            self.north.append(north)
            if date < len(fields) and fields[date] > self.newest:
                self._newer(fields[date].strip())

    def _misshapen(self, line: str) -> None:
        if line.strip():
            self.read += 1
            self.skipped[Skipped.FIELDS] += 1

    def _new_street(self, place: tuple[str, ...]) -> int | Skipped:
        land, region, district, municipality, gmd, part, code, name = map(str.strip, place)
        ags = municipality_key(land, region, district, municipality)
        if not ags:
            return Skipped.KEY
        if not name or len(name) > _LONGEST_NAME or _UNREADABLE.search(name + part + gmd):
            return Skipped.STREET
        if gmd:
            self.municipalities.setdefault(ags, gmd[:_LONGEST_NAME])
        part = part or split_name(name)[1]
        street = Street(ags, part[:_LONGEST_NAME], code[:_LONGEST_NAME], name)
        return self.streets.setdefault(street, len(self.streets))

    def _unusual(self, hnr: str, adz: str) -> tuple[int, int]:
        """Return number and suffix where they are not just a number and a suffix seen before; 0 if unreadable."""
        found = _NUMBER_AND_SUFFIX.fullmatch(hnr.strip())
        if not found:
            return 0, 0
        text = suffix_key((found[2] or "") + adz)[:_LONGEST_NAME]
        number = self.suffixes.setdefault(text, len(self.suffixes))
        if not found[2]:
            self._suffix_of[adz] = number
        return int(found[1]), number

    def _newer(self, date: str) -> None:
        if date > self.newest and _DAY.fullmatch(date):
            self.newest = date


def find_layout(lines: Sequence[str]) -> tuple[Layout | None, int]:
    """Return the layout that the first lines of a file have, and how many of them are its header."""
    for index, line in enumerate(lines):
        fields = line.lstrip("\ufeff").split(";")
        if len(fields) > 1:
            if layout := by_header(fields):
                return layout, index + 1
            return by_width(len(fields)), index
    return None, 0


def names_for(rows: Rows, known: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each municipality that has a street: its own, else the known one, else its key."""
    keys = sorted({street.ags for street in rows.streets})
    return {ags: rows.municipalities.get(ags) or known.get(ags) or f"Gemeinde {ags}" for ags in keys}


def _why_not(quality: str) -> Skipped:
    return Skipped.INTERNAL if quality.strip() == _INTERNAL else Skipped.QUALITY


def _place_of(layout: Layout) -> Callable[[list[str]], tuple[str, ...]]:
    """Return the function that takes from a row what tells its street."""
    wanted = ("landschl", "regbezschl", "kreisschl", "gmdschl", "gmd", "ott", "strschl", "str")
    if all(name in layout for name in wanted):
        return itemgetter(*(layout[name] for name in wanted))
    spots = [layout[name] if name in layout else None for name in wanted]  # noqa: SIM401 -- no mapping
    return lambda fields: tuple("" if spot is None else fields[spot] for spot in spots)
