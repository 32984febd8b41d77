"""What can be selected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tourkarte.selection.near import Places
from tourkarte.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from tourkarte.model import District, Tour


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What can be selected.

    Attributes
    ----------
    tours
        Title of each tour by its id.
    districts
        Name of each district by its AGS.
    places
        What can be looked around.
    """

    tours: Mapping[str, str] = field(default_factory=dict)
    cities: tuple[str, ...] = ()
    districts: Mapping[str, str] = field(default_factory=dict)
    regions: tuple[str, ...] = ()
    places: Places = field(default_factory=Places)


def known(
    frame: pd.DataFrame,
    districts: Iterable[District] = (),
    tours: Iterable[Tour] = (),
    places: Places | None = None,
) -> Known:
    """Return what can be selected: what occurs in `frame`, and all `districts`, their regions and `tours` as well."""
    districts = tuple(districts)
    named = frame[["district", "district_name"]].drop_duplicates().dropna()
    names = {ags: ags for ags in frame["district"].dropna().unique()}
    names |= dict(zip(named["district"], named["district_name"], strict=True))
    names |= {district.ags: district.name for district in districts}
    regions = {*frame["region"].dropna().unique(), *(district.region for district in districts)}
    titles = {tour: tour for tour in frame["tour"].unique()} | {tour.id: tour.title for tour in tours}
    return Known(
        tours=dict(sorted(titles.items(), key=lambda tour: fold(tour[1]))),
        cities=tuple(sorted(frame["city"].dropna().unique(), key=fold)),
        districts=dict(sorted(names.items())),
        regions=tuple(sorted(regions, key=fold)),
        places=places or Places(),
    )
