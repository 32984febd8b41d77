"""What the appointments are at a moment: number, phase and move of each, worked out once for all readers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tourkarte import clock, language
from tourkarte.progress.turning import last_turning
from tourkarte.settings import settings
from tourkarte.views.stops import order_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Mapping

    import pandas as pd

    from tourkarte.views.stops import Turn
    from tourkarte.web.loaded import Loaded

T = TypeVar("T")

_MOST: Final = 8
_LAST_MICROSECOND: Final = 999_999
_KEPT: Final[OrderedDict[Hashable, tuple[pd.DataFrame, Any]]] = OrderedDict()
"""By the frame's identity, which no other can have as long as it is held here."""
_ONE_AT_A_TIME: Final = threading.Lock()


def turning(held: Loaded) -> dt.datetime | None:
    """Return since when all phases are what they are; until the next turning, what is said of them stays true."""
    return last_turning(held.turnings, clock.now(settings().now))


def turns(held: Loaded, now: dt.datetime) -> Mapping[str, Turn]:
    """Return the turns of all appointments at a moment, in the present language."""
    # The last microsecond of a day stands for its end (see `whole`): on that day still, and all of it is over.
    since = now if now.microsecond == _LAST_MICROSECOND else last_turning(held.turnings, now)
    frame = held.data.appointments
    return _kept(frame, (since, language.current()), lambda: order_of(frame, now))


def _kept(frame: pd.DataFrame, about: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    """Return what was worked out of a frame before, else work it out; whoever comes second waits for it."""
    key = (id(frame), *about)
    found = _KEPT.get(key)  # asked for every answer, which needs no turn for that
    if found is None:
        with _ONE_AT_A_TIME:
            found = _KEPT.get(key) or (frame, make())
            _KEPT[key] = found
            while len(_KEPT) > _MOST:
                _KEPT.popitem(last=False)
    value: T = found[1]
    return value
