"""Which street a misspelt name means.

Bounds, because a wrong street is worse than none: one slip for each six letters, and no other street about as near.
Digits, single letters and Roman numerals are never misspelt: `Ring 3` is not `Ring 2`, `Weg A` not `Weg B`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tourkarte.places.register.streets import core_key, long_key, plain_long_key, spaced_key, split_name, street_key
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.places.register.entries import Spelling

_LETTERS_FOR_A_SLIP: Final = 6
_SHORTEST: Final = 5
_MOST: Final = 8
_SHORT_WORD: Final = re.compile(r"([^\W\d_]+)\.(?=[\s-]*[^\W\d_])")
_MOST_SHORT: Final = 4  # words
_KNOWN_SHORT: Final = frozenset({"str", "pl", "st"})
_MARK: Final = re.compile(r"\b(?:[0-9]+|[a-z]|[ivx]{2,})\b|[0-9]+")


def spelt_nearly(written: str, known: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """Return the streets that a misspelt name may mean: one if it is clear, more if they are equally near."""
    if len(long_key(written)) < _SHORTEST or not any(map(str.isalpha, written)):
        return ()
    bound = max(len(street_key(written)) // _LETTERS_FOR_A_SLIP, 1)
    found = _without_preposition(written, known) or _misspelt(written, bound, known)
    return tuple({each.key: each for each in found}.values())


def spelt_in_full(written: str, known: Sequence[Spelling]) -> tuple[Spelling, ...]:
    """Return the streets with the same words, of which those with a full stop are cut short: `Fr.-Ebert-Str.`, say."""
    words = spaced_key(written).split()
    short = {fold(word) for word in _SHORT_WORD.findall(written)} - _KNOWN_SHORT
    letters = sum(len(word) for word in words if word not in _KNOWN_SHORT)
    if not 0 < sum(word in short for word in words) <= _MOST_SHORT or letters < _SHORTEST:
        return ()
    patterns = [rf"{word}[a-z]*" if word in short else word for word in words]
    joined, spaced = re.compile("".join(patterns)), re.compile(" ".join(patterns))
    found = (each for each in known if joined.fullmatch(each.key))  # a name is folded only where its key fits
    return tuple({each.key: each for each in found if spaced.fullmatch(spaced_key(split_name(each.name)[0]))}.values())


def _misspelt(written: str, bound: int, known: Sequence[Spelling]) -> list[Spelling]:
    slips: dict[int, int] = {}
    keys = [each.long_key for each in known]
    for key in {long_key(written), plain_long_key(written)}:
        for _, count, at in process.extract(key, keys, scorer=OSA.distance, score_cutoff=bound + 1, limit=_MOST):
            slips[at] = min(count, slips.get(at, count))
    best = min(slips.values(), default=bound + 1)
    if best > bound:
        return []
    marks = _marks(written)
    rivals = [known[at] for at, count in sorted(slips.items()) if count <= best + (best > 1)]
    return [each for each in rivals if _marks(each.name) == marks]


def _without_preposition(written: str, known: Sequence[Spelling]) -> list[Spelling]:
    """Return the streets that are the same but for `Am`, `An der` and the like."""
    core = core_key(written)
    if len(core) < _SHORTEST:
        return []
    return [each for each in known if each.key.endswith(core) and core_key(each.name) == core]


def _marks(name: str) -> list[str]:
    return _MARK.findall(spaced_key(name))
