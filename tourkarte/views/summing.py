"""Many appointments as few circles: summed per municipality, or per district where those are too many to tell apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from tourkarte.progress import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

MOST_STOPS: Final = 2_000
"""So many are drawn one by one; more are summed."""
MOST_MUNICIPALITIES: Final = 300
_SMALLEST: Final = 24  # pixels
_GROWTH: Final = 34  # pixels that the largest circle has more than that


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The appointments of one municipality or district, at the middle of their points.

    Attributes
    ----------
    district_ags
        Of the district that they are in; empty where that is not known.
    size
        Diameter of the circle in pixels; its area stands for the number.
    phases
        How many stand how, in the order of `Phase`.
    """

    name: str
    district: str
    district_ags: str
    lat: float
    lon: float
    count: int
    size: int
    phases: tuple[tuple[Phase, int], ...]


def sums(frame: pd.DataFrame, phases: Sequence[Phase]) -> list[Sum]:
    """Return the circles for the rows of `frame` with a point, the largest first; `phases` has that of each row."""
    placed = frame["lat"].notna().to_numpy()
    rows = pd.DataFrame(
        {
            "ags": frame["district"].astype(object).fillna("").to_numpy(),
            "district": frame["district_name"].astype(object).fillna("").to_numpy(),
            "city": frame["city"].astype(object).fillna("").to_numpy(),
            "lat": frame["lat"].to_numpy(),
            "lon": frame["lon"].to_numpy(),
            "phase": pd.Categorical(list(phases), categories=list(Phase)).codes,
        }
    )[placed]
    keys = ["ags", "district", "city"]
    if len(rows.drop_duplicates(keys)) > MOST_MUNICIPALITIES:
        keys = ["ags", "district"]
    groups = rows.groupby(keys, sort=True)
    middles = groups[["lat", "lon"]].mean()
    told = pd.crosstab(groups.ngroup(), rows["phase"]).reindex(columns=range(len(Phase)), fill_value=0).to_numpy()
    largest = int(told.sum(axis=1).max(initial=1))
    found = [
        _sum(dict(zip(keys, key, strict=True)), (lat, lon), counts, largest)
        for key, lat, lon, counts in zip(middles.index, middles["lat"], middles["lon"], told, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.count, each.name))


def _sum(key: dict[str, str], middle: tuple[float, float], counts: np.ndarray, largest: int) -> Sum:
    count = int(counts.sum())
    return Sum(
        name=key.get("city") or key["district"],
        district=key["district"],
        district_ags=key["ags"],
        lat=round(float(middle[0]), 5),
        lon=round(float(middle[1]), 5),
        count=count,
        size=_SMALLEST + round(_GROWTH * math.sqrt(count / largest)),
        phases=tuple((phase, int(number)) for phase, number in zip(Phase, counts, strict=True) if number),
    )
