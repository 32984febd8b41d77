"""A small drawing of the country with the place of an appointment in it, for pages that need no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from tourkarte.views.coverage_shapes import WIDTH, path
from tourkarte.views.precision import Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tourkarte.views.coverage_shapes import Projection, Shapes
    from tourkarte.views.stops import Stop

MOST_OTHERS: Final = 80
_TOLERANCE: Final = 4.5  # units: about two pixels
_METRES: Final = 111_320.0  # of a degree of latitude
_BADGE: Final = 30.0  # radius in units
_LETTER: Final = 19.0  # half of what is kept free above and below a name
_ADVANCE: Final = 0.27 * 2 * _LETTER  # half of a letter's width, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies below the place: outlines as paths of an SVG."""

    height: int
    projection: Projection
    districts: Mapping[str, str]
    regions: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that a drawing shows, in its own units.

    Attributes
    ----------
    district
        The outline of the district in which the place lies.
    others
        Where the other appointments of the tour are.
    ring
        Radius within which the place lies; 0 where the point is the house itself.
    label_y
        The middle of the line on which the town's name stands.
    """

    ground: Ground
    district: str | None
    others: tuple[tuple[int, int], ...]
    x: int
    y: int
    ring: int
    label_x: int
    label_y: int
    width: int = round(WIDTH)


def ground(shapes: Shapes) -> Ground:
    """Return the outlines in few corners: they are sent with every page."""
    areas = np.array([*shapes.districts.values()], dtype=object)
    simple = shapely.coverage_simplify(areas, _TOLERANCE)
    return Ground(
        height=round(shapes.height),
        projection=shapes.projection,
        districts={ags: path(area) for ags, area in zip(shapes.districts, simple, strict=True)},
        regions=tuple(path(shapely.simplify(region, _TOLERANCE)) for region in shapes.regions),
        state=path(shapely.simplify(shapes.state, _TOLERANCE)),
    )


def picture(stop: Stop, others: Iterable[Stop], below: Ground) -> Picture | None:
    """Return the drawing for a stop; None where its place is not known, or not in the country."""
    if stop.position is None:
        return None
    x, y = below.projection.place(*stop.position)
    if not (0 <= x <= WIDTH and 0 <= y <= below.height):
        return None
    around = {_whole(below.projection.place(*other.position)) for other in others if other.position and other.is_on}
    radius = stop.radius_m / _METRES * below.projection.units
    ring = 0 if stop.look is Look.HOUSE else round(max(radius, _BADGE + 14))
    reach = max(ring, _BADGE) + _LETTER + 8
    half = len(stop.city) * _ADVANCE
    return Picture(
        ground=below,
        district=below.districts.get(stop.district_ags),
        others=tuple(sorted(around - {_whole((x, y))}))[:MOST_OTHERS],
        x=round(x),
        y=round(y),
        ring=ring,
        label_x=round(min(max(x, half), WIDTH - half)),
        label_y=round(y + reach if y + reach + _LETTER < below.height else y - reach),
    )


def _whole(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0]), round(point[1])
