"""The legend of the map, in words: the signs that occur on it and no others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from tourkarte.progress import Phase
from tourkarte.views.appointment_layer import LONGEST_ROUTE
from tourkarte.views.district_fills import fills_of_stops
from tourkarte.views.html import render
from tourkarte.views.precision import Look

if TYPE_CHECKING:
    from collections.abc import Collection

    from tourkarte.selection import Near
    from tourkarte.views.stops import Stop

_TOGETHER: Final = 5
"""So many stops close to each other are gathered in one sign (one more than `few` of spread.js)."""
_CROWDED: Final = 60
"""Of so many stops, two are gathered."""
_CELLS: Final = (9, 6)  # per degree of latitude and longitude: about what a sign covers of the whole state


def legend(shown: list[Stop], near: Near | None = None, *, always: bool = False) -> str:
    """Return the explanation of a map of `shown`; `near` is the circle on it.

    With `always`, the signs of all times are explained, and the browser leaves out those of another time.
    """
    occurring = {stop.phase for stop in shown}
    filled = set(fills_of_stops(shown).values())
    if always and any(stop.is_on for stop in shown):
        occurring |= {phase for phase in Phase if phase.is_on}
        filled = filled and {"done", "announced"}
    looks = {stop.look for stop in shown}
    legs = sum(stop.is_on for stop in shown if stop.position)
    return _legend(
        filled,
        near,
        phases=[phase for phase in Phase if phase in occurring],
        looks=[look for look in Look if look in looks],
        several=_are_together(shown),
        route=1 < legs <= LONGEST_ROUTE,
    )


def _are_together(shown: list[Stop]) -> bool:
    cells = Counter(
        tuple(round(degrees * per) for degrees, per in zip(stop.position, _CELLS, strict=True))
        for stop in shown
        if stop.position
    )
    return max(cells.values(), default=0) >= (_TOGETHER if cells.total() < _CROWDED else 2)


def summed_legend(fills: Collection[str], near: Near | None = None) -> str:
    """Return the explanation of a map of sums, whose districts are filled as `fills` says."""
    return _legend(fills, near, summed=True)


def _legend(
    fills: Collection[str],
    near: Near | None,
    *,
    phases: Collection[Phase] = (),
    looks: Collection[Look] = (),
    several: bool = False,
    route: bool = False,
    summed: bool = False,
) -> str:
    return render(
        "legend.html", fills=fills, near=near, phases=phases, looks=looks, several=several, route=route, summed=summed
    )
