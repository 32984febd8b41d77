"""Whether something stands between two places of a text, given the sorted starts of all such things."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def count_between(starts: Sequence[int], start: int, end: int) -> int:
    """Return how many of the sorted `starts` lie from `start` up to, but not at, `end`."""
    return bisect_left(starts, end) - bisect_left(starts, start)
