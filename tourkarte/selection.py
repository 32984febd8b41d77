"""What a visitor filters by: one object behind widgets, links, feeds and embeds, written as a query string.

`Selection.from_query` never fails: what it cannot use is dropped and said. `Selection.apply` is the filter itself.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from babel.dates import format_date

from tourkarte import viewing
from tourkarte.errors import InvalidValueError, Problem
from tourkarte.model import Status
from tourkarte.moments import last_days
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from tourkarte.model import District, Tour

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.SCHEDULED: "geplant",
    Status.CANCELLED: "abgesagt",
    Status.MOVED: "verschoben",
}
MAX_WORDS: Final = 200
"""Characters that a search may have."""
_SHOWN_CHARACTERS: Final = 40
_SHOWN_VALUES: Final = 3
_SHOWN_CHOICES: Final = 8

_LABELS: Final = {
    "tour": "Tour",
    "stadt": "Stadt",
    "kreis": "Kreis",
    "bezirk": "Regierungsbezirk",
    "von": "ab",
    "bis": "bis",
    "status": "Stand",
    "suche": "Suche",
}
PARAMETERS: Final = tuple(_LABELS)
"""The parameters of the query string, in the order in which they are written."""

_NO_FILTERS: Final = frozenset({"embed", "embed_options", *viewing.PARAMETERS})  # Streamlit's own, and ours
_SEARCHED: Final = ("title", "venue", "street", "city")
_STATUS_OF: Final = {word: status for status, word in STATUS_WORDS.items()}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What can be selected.

    Attributes
    ----------
    tours
        Title of each tour by its id.
    districts
        Name of each district by its AGS.
    """

    tours: Mapping[str, str] = field(default_factory=dict)
    cities: tuple[str, ...] = ()
    districts: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()


def known(frame: pd.DataFrame, districts: Iterable[District] = (), tours: Iterable[Tour] = ()) -> Known:
    """Return what can be selected: what occurs in `frame`, and all `districts`, their regions and `tours` as well."""
    districts = tuple(districts)
    named = frame[["district", "district_name"]].drop_duplicates().dropna()
    names = {ags: ags for ags in frame["district"].dropna().unique()}
    names |= dict(zip(named["district"], named["district_name"], strict=True))
    names |= {district.ags: district.name for district in districts}
    regions = {*frame["region"].dropna().unique(), *(district.region for district in districts)}
    titles = {tour: tour for tour in frame["tour"].unique()} | {tour.id: tour.title for tour in tours}
    return Known(
        tours=dict(sorted(titles.items())),
        cities=tuple(sorted(frame["city"].dropna().unique())),
        districts=dict(sorted(names.items())),
        regions=tuple(sorted(regions)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A choice of appointments; everything empty means all of them.

    Values of one kind widen the choice (Herne or Wesel), different kinds narrow it. Each tuple is kept sorted and
    free of doubles and blanks in `words` are evened out, so that equal choices are equal objects with equal links.

    Attributes
    ----------
    districts
        AGS of districts.
    since, until
        Local days, both included; an appointment of several days is in if one of them is.
    words
        All must occur in title, venue, street or city; case and umlauts do not matter.

    Raises
    ------
    InvalidValueError
        If `until` lies before `since`.
    """

    tour: str | None = None
    cities: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    statuses: tuple[Status, ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        for name in ("cities", "districts", "regions"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        object.__setattr__(self, "statuses", tuple(status for status in Status if status in self.statuses))
        object.__setattr__(self, "words", _even(self.words))
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
        reader = _Reader(given, known)
        return _of(reader.good), tuple(reader.problems)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the parameters and values of the query string, in canonical order."""
        return (
            *([("tour", self.tour)] if self.tour else []),
            *(("stadt", city) for city in self.cities),
            *(("kreis", ags) for ags in self.districts),
            *(("bezirk", region) for region in self.regions),
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
        """Return the selection with `value` of `parameter`, or the whole parameter, taken out."""
        return _of([(name, held) for name, held in self.pairs() if name != parameter or value not in (None, held)])

    def active(self, known: Known | None = None) -> tuple[tuple[str, str, str], ...]:
        """Return parameter, value and German label of each filter; `known` gives districts and tours their names."""
        names = {"tour": known.tours, "kreis": known.districts} if known else {}
        return tuple(
            (parameter, value, _label(parameter, names.get(parameter, {}).get(value, value)))
            for parameter, value in self.pairs()
        )

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the selected rows in their order, numbered anew from 0 as the contract asks."""
        keep = pd.Series(True, index=frame.index)
        for column, values in (
            ("tour", (self.tour,) if self.tour else ()),
            ("city", self.cities),
            ("district", self.districts),
            ("region", self.regions),
            ("status", [status.value for status in self.statuses]),
        ):
            if values:
                keep &= frame[column].isin(values)
        if self.since:
            keep &= last_days(frame) >= pd.Timestamp(self.since)
        if self.until:
            keep &= frame["date"] <= pd.Timestamp(self.until)
        for word in fold(self.words).split():
            keep &= _mention(frame, word)
        return frame[keep].reset_index(drop=True)


def _mention(frame: pd.DataFrame, word: str) -> npt.NDArray[np.bool_]:
    """Return which rows hold `word` in one of the searched columns; each distinct text is looked at once."""
    found = np.zeros(len(frame), dtype=bool)
    for column in _SEARCHED:
        codes, texts = pd.factorize(frame[column])
        hits = [word in _folded(text) for text in texts.tolist()]
        found |= np.array([*hits, False])[codes]  # a missing text has code -1: the last one
    return found


# Folding is all that a search costs, and the texts are the same from one search to the next.
_folded = lru_cache(maxsize=2**16)(fold)


def _of(pairs: Iterable[tuple[str, str]]) -> Selection:
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
        since=dt.date.fromisoformat(single["von"]) if "von" in single else None,
        until=dt.date.fromisoformat(single["bis"]) if "bis" in single else None,
        statuses=tuple(_STATUS_OF[word] for word in given["status"]),
        words=single.get("suche", ""),
    )


def _label(parameter: str, value: str) -> str:
    match parameter:
        case "von" | "bis":
            return f"{_LABELS[parameter]} {format_date(dt.date.fromisoformat(value), 'd. MMMM y', locale='de')}"
        case "suche":
            return f"Suche: „{value}“"
        case _:
            return f"{_LABELS[parameter]}: {value}"


class _Reader:
    """Sorts the given values of a query string into good pairs and problems."""

    def __init__(self, given: Mapping[str, Sequence[str]], known: Known) -> None:
        self.good: list[tuple[str, str]] = []
        self.problems: list[Problem] = []
        self._given = given
        if unknown := [name for name in given if name not in PARAMETERS]:
            self._refuse(unknown[0], f"Die Angabe {_unknown(unknown, {name: name for name in PARAMETERS})}")
        self._choose("tour", known.tours, single=True)
        self._choose("stadt", {city: city for city in known.cities})
        self._choose("kreis", known.districts)
        self._choose("bezirk", {region: region for region in known.regions})
        since = self._day("von")
        until = self._day("bis")
        if since and until and until < since:
            self.good.remove(("bis", until))
            self._refuse(
                "bis", f"Der Tag {until} („bis“) liegt vor {since} („von“); erlaubt ist derselbe oder ein späterer."
            )
        self._choose("status", {word: word for word in _STATUS_OF})
        self._words("suche")

    def _refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(message, field=_shown(name)))

    def _single(self, name: str) -> str | None:
        values = self._given.get(name, ())
        if len(set(values)) > 1:
            self._refuse(name, f"„{name}“ steht mehrmals in der Adresse; es gilt der erste Wert „{_shown(values[0])}“.")
        return _even(values[0]) if values else None

    def _choose(self, name: str, allowed: Mapping[str, str], *, single: bool = False) -> None:
        first = self._single(name) if single else None
        values = [first] if first else list(dict.fromkeys(self._given.get(name, ())))
        keys = {_even(key): key for key in allowed} | {key: key for key in allowed}
        meant = {value: keys.get(value) or keys.get(_even(value)) for value in values}
        self.good += [(name, key) for key in meant.values() if key]
        if unknown := [value for value, key in meant.items() if not key]:
            self._refuse(name, f"{_LABELS[name]} {_unknown(unknown, allowed)}")

    def _day(self, name: str) -> str | None:
        value = self._single(name)
        if value is None:
            return None
        if not _is_day(value):
            self._refuse(name, f"Den Tag „{_shown(value)}“ („{name}“) gibt es nicht; erlaubt ist einer wie 2017-08-02.")
            return None
        self.good.append((name, value))
        return value

    def _words(self, name: str) -> None:
        words = self._single(name)
        if words is None:
            return
        if len(words) > MAX_WORDS:
            self._refuse(name, f"Die Suche ist {len(words)} Zeichen lang; erlaubt sind höchstens {MAX_WORDS}.")
        elif not all(map(_is_visible, words)):
            self._refuse(name, "Die Suche enthält Steuerzeichen; erlaubt sind Buchstaben, Ziffern und Satzzeichen.")
        elif not fold(words):
            self._refuse(name, f"Die Suche „{_shown(words)}“ enthält keinen lateinischen Buchstaben und keine Ziffer.")
        else:
            self.good.append((name, words))


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _even(text: str) -> str:
    """Return `text` with composed letters and single blanks: what a browser or a mail program may have changed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _unknown(values: Sequence[str], allowed: Mapping[str, str]) -> str:
    """Say that `values` do not exist, and what is meant or possible instead: a key of `allowed`, also by its name.

    Only the first few are shown and compared, so that an address of a thousand values is neither slow nor long.
    """
    few = [_shown(value) for value in values[:_SHOWN_VALUES]]
    what = _listed(few, more=len(values) > len(few))
    choices = {key: key if key == name else f"{key} ({name})" for key, name in allowed.items()}
    keys = {fold(text): key for key, name in allowed.items() for text in (key, name)}
    near = [choices[keys[close]] for value in few for close in difflib.get_close_matches(fold(value), keys, n=1)]
    if near:
        return f"{what} gibt es hier nicht; gemeint: {_listed(near)}?"
    if choices:
        some = list(choices.values())[:_SHOWN_CHOICES]
        return f"{what} gibt es hier nicht; möglich: {_listed(some, more=len(choices) > len(some))}."
    return f"{what} gibt es hier nicht; zur Wahl steht nichts."


def _listed(values: Iterable[str], *, more: bool = False) -> str:
    return ", ".join(f"„{value}“" for value in values) + (" …" if more else "")


def _shown(text: str) -> str:
    """Return `text` fit for a message: short and without control characters."""
    visible = "".join(char if _is_visible(char) else "�" for char in text)
    return visible if len(visible) <= _SHOWN_CHARACTERS else visible[: _SHOWN_CHARACTERS - 1] + "…"


def _is_visible(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cs"}
