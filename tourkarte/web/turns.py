"""What the appointments are at a moment: number, phase and move of each, worked out once for all readers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final, TypeVar

from tourkarte import clock, language
from tourkarte.progress.turning import last_turning, turnings
from tourkarte.settings import settings
from tourkarte.views.stops import order_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Mapping

    from tourkarte.views.stops import Turn
    from tourkarte.web.loaded import Loaded

T = TypeVar("T")

_MOST: Final = 8
_KEPT: Final[OrderedDict[Hashable, Any]] = OrderedDict()
_ONE_AT_A_TIME: Final = threading.Lock()


def turning(held: Loaded) -> dt.datetime | None:
    """Return since when all phases are what they are; until the next turning, what is said of them stays true."""
    found = _KEPT.get(held.at)  # asked by every reader, who needs no turn for it
    if found is None:
        found = _kept(held.at, lambda: turnings(held.data.appointments))
    return last_turning(found, clock.now(settings().now))


def turns(held: Loaded, now: dt.datetime) -> Mapping[str, Turn]:
    """Return the turns of all appointments at a moment, in the present language."""
    since = last_turning(_kept(held.at, lambda: turnings(held.data.appointments)), now)
    return _kept((held.at, since, language.current()), lambda: order_of(held.data.appointments, now))


def _kept(key: Hashable, make: Callable[[], T]) -> T:
    """Return what was worked out before, else work it out; whoever comes second waits for it."""
    with _ONE_AT_A_TIME:
        if key not in _KEPT:
            while len(_KEPT) >= _MOST:
                _KEPT.popitem(last=False)
            _KEPT[key] = make()
        found: T = _KEPT[key]
        return found
