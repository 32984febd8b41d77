"""What the words of a search mean: themselves where they occur, else the words that are written most like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from tourkarte.selection.index import spellings
from tourkarte.text import fold

if TYPE_CHECKING:
    import numpy.typing as npt

    from tourkarte.selection.index import Index

_ONE_SLIP: Final = 4
_TWO_SLIPS: Final = 7
_MOST: Final = 5


class Correction(NamedTuple):
    """A word that occurs nowhere, and those that were looked for as well, as they are written."""

    word: str
    meant: tuple[str, ...]


def mask(index: Index, words: str) -> npt.NDArray[np.bool_]:
    """Return which rows hold all words, each as it is or as what it may mean."""
    keep = np.ones(index.length, dtype=bool)
    for word in _each(words):
        found = index.holding(word)
        for other in () if found.any() else alike(index, word):
            found |= index.holding(other)
        keep &= found
    return keep


def corrections(index: Index, words: str) -> tuple[Correction, ...]:
    """Return the words that were looked for as something else as well, as they were typed."""
    typed = spellings(words)
    found = {word: alike(index, word) for word in _each(words) if not index.holding(word).any()}
    return tuple(
        Correction(typed.get(word, word), tuple(index.words[other] for other in others))
        for word, others in found.items()
        if others
    )


def alike(index: Index, word: str) -> list[str]:
    """Return the folded words that differ least from a word: by one letter, in long ones by two; no numbers."""
    slips = 0 if len(word) < _ONE_SLIP or not word.isalpha() else 1 if len(word) < _TWO_SLIPS else 2
    if not slips:
        return []
    near = extract(word, list(index.words), scorer=OSA.distance, processor=None, score_cutoff=slips, limit=None)
    letters = [(other, distance) for other, distance, _ in near if other.isalpha()]
    least = min((distance for _, distance in letters), default=0)
    return sorted(other for other, distance in letters if distance == least)[:_MOST]


def _each(words: str) -> list[str]:
    return list(dict.fromkeys(fold(words).split()))
