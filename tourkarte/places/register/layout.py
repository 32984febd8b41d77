"""Where the fields stand in a row of the register: two layouts are delivered, each with or without a header.

Today's rows have 21 fields with keys and names, older ones 15 with keys only; the date at the end may be missing. The
older header names the coordinates by their digits (`ZZEEEEEE,EEE`), so that they are known by their place alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_TODAY: Final = (
    *("nba", "oid", "qua", "landschl", "land", "regbezschl", "regbez", "kreisschl", "kreis", "gmdschl", "gmd"),
    *("ottschl", "ott", "strschl", "str", "hnr", "adz", "zone", "ostwert", "nordwert", "datum"),
)
_OLDER: Final = (
    *("nba", "oid", "qua", "landschl", "regbezschl", "kreisschl", "gmdschl", "ottschl", "strschl", "hnr", "adz"),
    *("ostwert", "nordwert", "str", "datum"),
)
_OLDER_NAMES: Final = {
    "oi": "oid",
    "lan": "landschl",
    "rbz": "regbezschl",
    "krs": "kreisschl",
    "gmd": "gmdschl",
    "ott": "ottschl",
    "sss": "strschl",
    "stn": "str",
    "jjjj-mm-tt": "datum",
}
_NEEDED: Final = (
    *("qua", "landschl", "regbezschl", "kreisschl", "gmdschl", "strschl", "str", "hnr", "adz", "ostwert", "nordwert"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the fields stand.

    Attributes
    ----------
    columns
        The name of each field, in today's words.
    widths
        How many fields a row may have.
    """

    columns: tuple[str, ...]
    widths: frozenset[int]

    def __getitem__(self, name: str) -> int:
        """Return where the field stands."""
        return self.columns.index(name)

    @property
    def date(self) -> int:
        """Where the date stands; behind the last field if there is none."""
        return self.columns.index("datum") if "datum" in self.columns else len(self.columns)

    def __contains__(self, name: str) -> bool:
        """Whether rows have this field."""
        return name in self.columns


def by_header(fields: list[str]) -> Layout | None:
    """Return the layout that a header names; None if it is none, or one that lacks what is needed."""
    names = [field.strip().strip('"').casefold() for field in fields]
    if "sss" in names and "stn" in names:
        names = [_OLDER_NAMES.get(name, name) for name in names]
        start = names.index("adz") + 1 if "adz" in names else len(names)
        names[start : start + 2] = ["ostwert", "nordwert"][: len(names[start : start + 2])]
    if any(names.count(name) != 1 for name in _NEEDED):
        return None
    return Layout(tuple(names), _widths(names))


def by_width(number: int) -> Layout | None:
    """Return the layout of rows with so many fields and no header."""
    for columns in (_TODAY, _OLDER):
        if number in (widths := _widths(columns)):
            return Layout(columns, widths)
    return None


def _widths(columns: tuple[str, ...] | list[str]) -> frozenset[int]:
    """Return how many fields a row may have: the date at its end may be missing."""
    return frozenset({len(columns), len(columns) - 1} if columns[-1] == "datum" else {len(columns)})
