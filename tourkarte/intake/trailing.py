"""Stops whose time comes last: title, house and address each in a block of its own, and the time below them.

That is how a table comes out of a web page. It is told by where the addresses stand: one before each time, none behind
the last.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tourkarte.intake.sender import SENDER
from tourkarte.intake.spots import count_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.segment import Layout
    from tourkarte.intake.stops import Stop

_FEWEST: Final = 3
_RECORD_LENGTH: Final = 400
"""Characters that title, house and address take at most."""
_EDGE: Final = " :.,|()"


def with_what_leads(layout: Layout, stops: Sequence[Stop], places: Sequence[int]) -> list[Stop]:
    """Return the stops, each with the blocks above its time if that is how the text is laid out."""
    if not _comes_last(layout, stops, places):
        return list(stops)
    floors = [_first_floor(layout, stops), *(stop.when.end for stop in stops[:-1])]
    return [
        replace(stop, start=_next_line(layout, floor), end=stop.when.end, reach=stop.when.end, trailing=True)
        for stop, floor in zip(stops, floors, strict=True)
    ]


def _comes_last(layout: Layout, stops: Sequence[Stop], places: Sequence[int]) -> bool:
    if len(stops) < _FEWEST or not all(_is_alone(layout, stop) for stop in stops):
        return False
    between = all(count_between(places, one.when.end, two.when.start) for one, two in pairwise(stops))
    first, last = stops[0].when.start, stops[-1].when.end
    return between and count_between(places, first - _RECORD_LENGTH, first) > 0 and not _goes_on(layout, places, last)


def _is_alone(layout: Layout, stop: Stop) -> bool:
    """Whether nothing but the time stands in its block."""
    line = layout.line_at(stop.when.start)
    block = [
        each
        for each in layout.between(line.start - _RECORD_LENGTH, line.end + _RECORD_LENGTH)
        if each.block == line.block
    ]
    around = layout.text[line.start : stop.when.start] + layout.text[stop.when.end : line.end]
    return len(block) == 1 and not stop.labelled and not around.strip(_EDGE)


def _goes_on(layout: Layout, places: Sequence[int], last: int) -> bool:
    """Whether an address that is not the sender's stands behind the last time."""
    number = bisect_left(places, last)
    if number == len(places) or places[number] > last + _RECORD_LENGTH:
        return False
    return SENDER.search(layout.text, last, places[number] + _RECORD_LENGTH // 2) is None


def _first_floor(layout: Layout, stops: Sequence[Stop]) -> int:
    """Return where what leads to the first time begins: as many lines above it as lead to the others, at the most."""
    most = max(len(layout.between(one.when.end, two.when.start)) for one, two in pairwise(stops))
    number = layout.number_at(stops[0].when.start)
    return layout.lines[max(number - most, 0)].start


def _next_line(layout: Layout, floor: int) -> int:
    lines = layout.between(floor, floor + _RECORD_LENGTH)
    return lines[0].start if lines else floor
