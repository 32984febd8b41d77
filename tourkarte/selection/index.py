"""A frame's texts, numbered once per frame: what filters, counts and searches look at instead of every row."""

from __future__ import annotations

import re
import unicodedata
import weakref
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

SEARCHED: Final = ("title", "venue", "street", "city")
_NO_LETTERS: Final = re.compile(r"[\W_]+")


def spellings(text: str) -> dict[str, str]:
    """Return the words of a text: folded, with the first way to write each."""
    pieces = reversed(_NO_LETTERS.split(unicodedata.normalize("NFC", text)))
    return {fold(piece): piece for piece in pieces}


class Column(NamedTuple):
    """The texts of a column.

    Attributes
    ----------
    codes
        Number of each row's text; -1 where there is none.
    texts
        Each distinct text once, at its number.
    """

    codes: npt.NDArray[np.intp]
    texts: list[str]


class Index:
    """The numbered texts of one frame, which may not change from then on."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.length = len(frame)
        self._frame = weakref.ref(frame)
        self._columns: dict[str, Column] = {}
        self._folded: dict[str, list[str]] = {}

    def column(self, name: str) -> Column:
        """Return the texts of the column of this name."""
        if name not in self._columns:
            frame = self._frame()
            assert frame is not None  # noqa: S101 (whoever asks holds it)
            codes, texts = pd.factorize(frame[name])
            self._columns[name] = Column(codes, [str(text) for text in texts])
        return self._columns[name]

    def among(self, name: str, values: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Return which rows hold one of some texts."""
        wanted = set(values)
        return self._rows(name, [text in wanted for text in self.column(name).texts])

    def holding(self, word: str) -> npt.NDArray[np.bool_]:
        """Return which rows hold a folded word in one of the searched columns."""
        found = np.zeros(self.length, dtype=bool)
        for name in SEARCHED:
            found |= self._rows(name, [word in text for text in self.folded(name)])
        return found

    def folded(self, name: str) -> list[str]:
        """Return the texts of a column, folded."""
        if name not in self._folded:
            self._folded[name] = [fold(text) for text in self.column(name).texts]
        return self._folded[name]

    @cached_property
    def words(self) -> dict[str, str]:
        """All words of the searched columns: folded, with one way to write each."""
        found = {word: word for name in SEARCHED for text in self.folded(name) for word in text.split()}
        for name in SEARCHED:
            for text in self.column(name).texts:
                written = spellings(text)
                found |= {word: written[word] for word in written if found.get(word) == word}
        return found

    def _rows(self, name: str, hits: list[bool]) -> npt.NDArray[np.bool_]:
        return np.array([*hits, False])[self.column(name).codes]  # a missing text has code -1: the last one


_KEPT: Final[dict[int, Index]] = {}
"""By the identity of a frame, for as long as that lives."""


def index_of(frame: pd.DataFrame) -> Index:
    """Return the numbered texts of a frame; they are found out once."""
    key = id(frame)
    if key not in _KEPT:
        _KEPT[key] = Index(frame)
        weakref.finalize(frame, _KEPT.pop, key, None)
    return _KEPT[key]
