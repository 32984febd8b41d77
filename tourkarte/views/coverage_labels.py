"""Names on the drawing of the districts, as many as have room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from tourkarte.views.coverage_shapes import Shapes

SIZE: Final = 30.0
"""Height of the letters in units of the drawing."""
_LETTER: Final = 0.53
_SHIFTS: Final = (0.0, -0.9, 0.9, -1.8, 1.8)  # lines above and below the middle of the district


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
    middle = area.representative_point()
    half = len(name) * SIZE * _LETTER / 2
    x = min(max(middle.x, half), 1000.0 - half)
    for shift in _SHIFTS:
        y = middle.y + shift * SIZE
        box = shapely.box(x - half, y - SIZE / 2, x + half, y + SIZE / 2)
        if 0 < y - SIZE / 2 and y + SIZE / 2 < shapes.height and not any(box.intersects(other) for other in taken):
            return Label(name, round(x, 1), round(y, 1)), box
    return None
