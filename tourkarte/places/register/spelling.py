"""Which street a misspelt name means.

Bounds, because a wrong street is worse than none: one slip for each six letters, and no other street about as near.
Digits, single letters and Roman numerals are never misspelt: `Ring 3` is not `Ring 2`, `Weg A` not `Weg B`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tourkarte.places.register.streets import core_key, spaced_key, street_key

if TYPE_CHECKING:
    from collections.abc import Sequence

_LETTERS_FOR_A_SLIP: Final = 6
_SHORTEST: Final = 5
_MARK: Final = re.compile(r"\b(?:[0-9]+|[a-z]|[ivx]{2,})\b|[0-9]+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A street whose name is nearly what was written."""

    key: str
    name: str
    slips: int


def spelt_nearly(written: str, known: Sequence[tuple[str, str]]) -> tuple[Spelling, ...]:
    """Return the streets that a misspelt name may mean: one if it is clear, more if they are equally near.

    Parameters
    ----------
    known
        Key and name of each street.
    """
    key = street_key(written)
    if len(key) < _SHORTEST or key.isdigit():
        return ()
    return _without_preposition(written, known) or _misspelt(written, key, known)


def _misspelt(written: str, key: str, known: Sequence[tuple[str, str]]) -> tuple[Spelling, ...]:
    bound = max(len(key) // _LETTERS_FOR_A_SLIP, 1)
    keys = [each[0] for each in known]
    near = process.extract(key, keys, scorer=OSA.distance, score_cutoff=bound + 1, limit=8)
    if not near or near[0][1] > bound:
        return ()
    best = near[0][1]
    marks = _marks(written)
    rivals = [Spelling(known[at][0], known[at][1], slips) for _, slips, at in near if slips <= best + (best > 1)]
    fitting = [each for each in rivals if _marks(each.name) == marks]
    return tuple({each.key: each for each in fitting}.values())


def _without_preposition(written: str, known: Sequence[tuple[str, str]]) -> tuple[Spelling, ...]:
    """Return the streets that are the same but for `Am`, `An der` and the like."""
    core = core_key(written)
    same = {key: Spelling(key, name, 1) for key, name in known if key.endswith(core) and core_key(name) == core}
    return tuple(same.values())


def _marks(name: str) -> list[str]:
    return _MARK.findall(spaced_key(name))
