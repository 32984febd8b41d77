"""The places of the other states: no more than their names and postal codes.

Invitations also lead beyond North Rhine-Westphalia. What is known here confirms that a place exists and that its postal
code fits; nothing is put on the map with it. It is read when it is first asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from tourkarte.model import POSTAL_CODE
from tourkarte.places.files import CellError, load_items
from tourkarte.settings import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tourkarte.places.files import Row

ELSEWHERE_COLUMNS: Final = ("postal_code", "places")
_ADDITION: Final = re.compile(r" (?:am|an|bei|im|in|ob|vor|auf|unter|[aiob]\.)\b.*|[/(].*|, .*")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The postal codes of the other states, and their places by name without what is added to it (`am Main`)."""

    by_code: Mapping[str, tuple[str, ...]]
    by_name: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, tuple[str, ...]]]) -> Elsewhere:
        """Return the places of rows of a postal code and its places."""
        by_code = dict(rows)
        by_name: defaultdict[str, set[str]] = defaultdict(set)
        for code, places in by_code.items():
            for place in places:
                by_name[place.casefold()].add(code)
                by_name[_bare(place)].add(code)
        return cls(by_code, {name: frozenset(codes) for name, codes in by_name.items()})

    def postal(self, code: str) -> tuple[str, ...]:
        """Return the places that have the postal code; none if no other state has it."""
        return self.by_code.get(code, ())

    def codes(self, name: str) -> frozenset[str]:
        """Return the postal codes of the places that are called `name`, with or without what is added to it."""
        bare = name if "/" in name else _bare(name)
        return self.by_name.get(name.casefold()) or self.by_name.get(bare) or frozenset()


def read_elsewhere(row: Row) -> tuple[str, tuple[str, ...]]:
    """Return the postal code and the places that a row of elsewhere.csv holds."""
    code = row.text("postal_code")
    if not POSTAL_CODE.fullmatch(code):
        raise CellError(f"„{code}“ ist keine Postleitzahl; erlaubt sind fünf Ziffern.", "postal_code")
    return code, tuple(row.text("places").split("; "))


@cache
def elsewhere(data_dir: Path | None = None) -> Elsewhere:
    """Return the places of the other states, read once.

    Raises
    ------
    DataFileError
        Names the file and all rows that are not as they must be.
    """
    path = (data_dir or settings().data_dir) / "elsewhere.csv"
    return Elsewhere.of(load_items(path, ELSEWHERE_COLUMNS, read_elsewhere, key="postal_code"))


def _bare(name: str) -> str:
    return _ADDITION.sub("", name).casefold().strip()
