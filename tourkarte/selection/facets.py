"""How many appointments each further choice would show: every facet answers to all filters but itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from tourkarte.selection.index import index_of
from tourkarte.selection.parameters import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

    from tourkarte.selection.choice import Selection
    from tourkarte.selection.index import Index
    from tourkarte.selection.known import Known

Facets = Mapping[str, Mapping[str, int]]
"""Count by parameter and value, in the order of `Known`."""

COLUMNS: Final = {"tour": "tour", "stadt": "city", "kreis": "district", "bezirk": "region", "status": "status"}
"""The column that a parameter chooses from."""


def facets(selection: Selection, frame: pd.DataFrame, known: Known) -> Facets:
    """Count the rows of `frame` that each value would show together with the filters of all other parameters."""
    masks = selection.masks(frame)
    index = index_of(frame)
    values = {
        "tour": list(known.tours),
        "stadt": list(known.cities),
        "kreis": list(known.districts),
        "bezirk": list(known.regions),
        "status": [status.value for status in STATUS_WORDS],
    }
    found = {
        name: _count(index, COLUMNS[name], all_of(masks, but=name, length=len(frame)), wanted)
        for name, wanted in values.items()
    }
    found["status"] = {word: found["status"][status.value] for status, word in STATUS_WORDS.items()}
    return found


def all_of(masks: Mapping[str, npt.NDArray[np.bool_]], *, length: int, but: str = "") -> npt.NDArray[np.bool_]:
    """Return which of `length` rows all masks let through, the one named `but` aside."""
    keep = np.ones(length, dtype=bool)
    for name, mask in masks.items():
        if name != but:
            keep &= mask
    return keep


def _count(index: Index, column: str, keep: npt.NDArray[np.bool_], wanted: Sequence[str]) -> dict[str, int]:
    codes, texts = index.column(column)
    kept = codes[keep]
    counts = np.bincount(kept[kept >= 0], minlength=len(texts)).tolist()
    by_text = dict(zip(texts, counts, strict=True))
    return {value: by_text.get(value, 0) for value in wanted}
