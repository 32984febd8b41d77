"""Names on the drawing of the districts, as many as have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

from tourkarte.views.coverage_shapes import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from tourkarte.views.coverage_shapes import Shapes

SIZE: Final = 30.0
"""Height of the letters in units of the drawing."""
_LETTER: Final = 0.53
_GAP: Final = 6.0


class Label(NamedTuple):
    """A name and the middle of where it stands."""

    text: str
    x: float
    y: float


def labels(shapes: Shapes, names: Mapping[str, str]) -> list[Label]:
    """Return where the names stand, given by AGS with the most important first; who has no room is left out."""
    placed: list[Label] = []
    taken: list[BaseGeometry] = []
    for ags, name in names.items():
        if ags in shapes.districts and (found := _free(name, shapes.districts[ags], taken, shapes)):
            label, box = found
            placed.append(label)
            taken.append(box)
    return placed


def _free(
    name: str, area: BaseGeometry, taken: Iterable[BaseGeometry], shapes: Shapes
) -> tuple[Label, BaseGeometry] | None:
    middle, half = area.representative_point(), len(name) * SIZE * _LETTER / 2
    x = min(max(middle.x, half), WIDTH - half)
    for y in _lines(area, middle.y, half):
        box = shapely.box(x - half, y - SIZE / 2, x + half, y + SIZE / 2)
        if shapes.height > y + SIZE / 2 > SIZE and not any(box.intersects(other) for other in taken):
            return Label(name, round(x, 1), round(y, 1)), box
    return None


def _lines(area: BaseGeometry, middle: float, half: float) -> tuple[float, ...]:
    """Return how high a name may stand, the best first: on a district that is large enough, else above or below it."""
    left, top, right, bottom = area.bounds
    beside = (top - SIZE / 2 - _GAP, bottom + SIZE / 2 + _GAP)
    is_large = right - left > half and bottom - top > 2 * SIZE
    return (middle, middle - SIZE, middle + SIZE, *beside) if is_large else (*beside, middle)
