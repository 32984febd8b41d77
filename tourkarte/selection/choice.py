"""The choice of appointments itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from tourkarte import viewing
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.moments import last_days
from tourkarte.selection import words as searching
from tourkarte.selection.facets import COLUMNS, all_of
from tourkarte.selection.index import index_of
from tourkarte.selection.labels import label
from tourkarte.selection.near import DEFAULT_KM
from tourkarte.selection.parameters import PARAMETERS, STATUS_OF, STATUS_WORDS
from tourkarte.selection.reader import Reader
from tourkarte.selection.said import even

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from tourkarte.errors import Problem
    from tourkarte.selection.known import Known
    from tourkarte.selection.near import Near
    from tourkarte.selection.words import Correction

_NO_FILTERS: Final = frozenset({"embed", "embed_options", *viewing.PARAMETERS})  # Streamlit's own, and ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice of appointments; everything empty means all of them.

    Values of one kind widen the choice (Herne or Wesel), different kinds narrow it. Each tuple is kept sorted and
    free of doubles and blanks in `words` are evened out, so that equal choices are equal objects with equal links.

    Attributes
    ----------
    districts
        AGS of districts.
    near
        Only what lies in the circle; what has no point does not.
    since, until
        Local days, both included; an appointment of several days is in if one of them is.
    words
        All must occur in title, venue, street or city; case and umlauts do not matter, and a word that occurs nowhere
        stands for those that are written much like it.

    Raises
    ------
    InvalidValueError
        If `until` lies before `since`.
    """

    tour: str | None = None
    cities: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    near: Near | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    statuses: tuple[Status, ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        for name in ("cities", "districts", "regions"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "statuses", tuple(status for status in Status if status in self.statuses))
        object.__setattr__(self, "words", even(self.words))
        if self.since and self.until and self.until < self.since:
            raise InvalidValueError(
                f"Das Ende {self.until} liegt vor dem Beginn {self.since}; erlaubt ist derselbe Tag oder ein späterer."
            )

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]], known: Known) -> tuple[Selection, tuple[Problem, ...]]:
        """Read a query string's `pairs`; what cannot be used is dropped and told as one problem per parameter.

        An empty value is what a form sends for a field that was left alone, and says nothing.
        """
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in _NO_FILTERS and value.strip():
                given.setdefault(name, []).append(value)
        reader = Reader(given, known)
        return _of(reader.good, reader.near), tuple(reader.problems)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters and values of the query string, in canonical order."""
        return (
            *([("tour", self.tour)] if self.tour else []),
            *(("stadt", city) for city in self.cities),
            *(("kreis", ags) for ags in self.districts),
            *(("bezirk", region) for region in self.regions),
            *([("nahe", self.near.key), ("km", str(self.near.km))] if self.near else []),
            *([("von", self.since.isoformat())] if self.since else []),
            *([("bis", self.until.isoformat())] if self.until else []),
            *(("status", STATUS_WORDS[status]) for status in self.statuses),
            *([("suche", self.words)] if self.words else []),
        )

    def to_query(self) -> str:
        """Return the query string without a question mark; the empty selection's is empty."""
        return urlencode(self.pairs())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered."""
        return not self.pairs()

    def without(self, parameter: str, value: str | None = None) -> Selection:
        """Return the selection with `value` of `parameter`, or the whole parameter, taken out.

        Without the radius it is the usual one; with the place, the radius goes as well.
        """
        left = [(name, held) for name, held in self.pairs() if name != parameter or value not in (None, held)]
        names = {name for name, _ in left}
        near = self.near if "nahe" in names else None
        return _of(left, replace(near, km=DEFAULT_KM) if near and "km" not in names else near)

    def active(self, known: Known | None = None) -> tuple[tuple[str, str, str], ...]:
        """Return parameter, value and label of each filter; `known` gives districts and tours their names.

        The radius is no filter of its own: it belongs to the place.
        """
        names = {"tour": known.tours, "kreis": known.districts} if known else {}
        return tuple(
            (parameter, value, label(parameter, names.get(parameter, {}).get(value, value), self.near))
            for parameter, value in self.pairs()
            if parameter != "km"
        )

    def masks(self, frame: pd.DataFrame) -> dict[str, npt.NDArray[np.bool_]]:
        """Return which rows of `frame` each active parameter lets through."""
        index = index_of(frame)
        wanted = {
            "tour": (self.tour,) if self.tour else (),
            "stadt": self.cities,
            "kreis": self.districts,
            "bezirk": self.regions,
            "status": tuple(status.value for status in self.statuses),
        }
        masks = {name: index.among(COLUMNS[name], values) for name, values in wanted.items() if values}
        if self.near:
            masks["nahe"] = self.near.mask(frame)
        if self.since:
            masks["von"] = (last_days(frame) >= pd.Timestamp(self.since)).to_numpy(dtype=bool)
        if self.until:
            masks["bis"] = (frame["date"] <= pd.Timestamp(self.until)).to_numpy(dtype=bool)
        if self.words:
            masks["suche"] = searching.mask(index, self.words)
        return masks

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the selected rows in their order, numbered anew from 0 as the contract asks."""
        return frame[all_of(self.masks(frame), length=len(frame))].reset_index(drop=True)

    def corrections(self, frame: pd.DataFrame) -> tuple[Correction, ...]:
        """Return the words that occur nowhere in `frame`, with those that were looked for instead."""
        return searching.corrections(index_of(frame), self.words)

    def unplaced(self, frame: pd.DataFrame) -> int:
        """Return how many rows are left out only because nobody knows where they are."""
        if not self.near:
            return 0
        others = all_of(self.masks(frame), but="nahe", length=len(frame))
        return int(np.count_nonzero(others & frame["lat"].isna().to_numpy(dtype=bool)))


def _of(pairs: Iterable[tuple[str, str]], near: Near | None) -> Selection:
    """Return the selection of `pairs` that are known to be good."""
    given: dict[str, list[str]] = {name: [] for name in PARAMETERS}
    for name, value in pairs:
        given[name].append(value)
    single = {name: values[0] for name, values in given.items() if values}
    return Selection(
        tour=single.get("tour"),
        cities=tuple(given["stadt"]),
        districts=tuple(given["kreis"]),
        regions=tuple(given["bezirk"]),
        near=near,
        since=dt.date.fromisoformat(single["von"]) if "von" in single else None,
        until=dt.date.fromisoformat(single["bis"]) if "bis" in single else None,
        statuses=tuple(STATUS_OF[word] for word in given["status"]),
        words=single.get("suche", ""),
    )
