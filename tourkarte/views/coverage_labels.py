"""Names on the drawing of the districts, as many as have room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import shapely

from tourkarte.views.coverage_shapes import WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
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

    @property
    def box(self) -> BaseGeometry:
        """The room that it takes, about."""
        half = _half(self.text)
        return shapely.box(self.x - half, self.y - SIZE / 2, self.x + half, self.y + SIZE / 2)


def labels(shapes: Shapes, names: Mapping[str, str]) -> list[Label]:
    """Return where the names stand, given by AGS with the most important first; who has no room is left out.

    No name stands on another one, and none on another district that is to be named, unless there is no other way.
    """
    named = {ags: shapes.districts[ags] for ags in names if ags in shapes.districts}
    placed: list[Label] = []
    areas = np.array([*named.values()], dtype=object)
    shapely.prepare(areas)
    for number, (ags, area) in enumerate(named.items()):
        free = [label for label in _around(names[ags], area, shapes.height) if not _hits(label, placed)]
        others = np.delete(areas, number)
        placed += sorted(free, key=partial(_covers, others))[:1]
    return placed


def _hits(label: Label, placed: Sequence[Label]) -> bool:
    return any(label.box.intersects(other.box) for other in placed)


def _covers(areas: NDArray[np.object_], label: Label) -> bool:
    return bool(shapely.intersects(areas, label.box).any())


def _around(name: str, area: BaseGeometry, height: float) -> list[Label]:
    """Return where a name may stand, the best first: on a district that is large enough, else above or below it."""
    left, top, right, bottom = area.bounds
    middle, half = area.representative_point(), _half(name)
    x = min(max(middle.x, half), WIDTH - half)
    beside = (top - SIZE / 2 - _GAP, bottom + SIZE / 2 + _GAP)
    is_large = right - left > half and bottom - top > 2 * SIZE
    lines = (middle.y, middle.y - SIZE, middle.y + SIZE, *beside) if is_large else (*beside, middle.y)
    return [Label(name, round(x, 1), round(y, 1)) for y in lines if height > y + SIZE / 2 > SIZE]


def _half(name: str) -> float:
    return len(name) * SIZE * _LETTER / 2
