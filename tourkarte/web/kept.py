"""What is kept of the answers to readers, and how they come to be: each once, few at a time.

What is kept is bounded in number and bytes, so thousands of different queries cost time but no memory.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.web.rendition import Kept

_MOST: Final = 512
_MOST_BYTES: Final = 64 * 1024 * 1024
_AT_ONCE: Final = 2  # answers that are built at a time
_WAITING: Final = 32  # answers that are built or wait for it


class Keeper:
    """Keeps the answers that were asked for last."""

    def __init__(self, *, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._held: OrderedDict[object, Kept] = OrderedDict()
        self._size = 0
        self._changing = threading.Lock()

    def get(self, key: object) -> Kept | None:
        """Return what is kept under a key."""
        with self._changing:
            found = self._held.get(key)
            if found is not None:
                self._held.move_to_end(key)
            return found

    def put(self, key: object, made: Kept) -> None:
        """Keep an answer, and let go of those that nobody has asked for the longest."""
        with self._changing:
            if made.size > self._most_bytes:
                return
            if key in self._held:
                self._size -= self._held.pop(key).size
            self._held[key] = made
            self._size += made.size
            while len(self._held) > self._most or self._size > self._most_bytes:
                self._size -= self._held.popitem(last=False)[1].size

    def clear(self) -> None:
        """Let go of everything."""
        with self._changing:
            self._held.clear()
            self._size = 0

    def __len__(self) -> int:
        return len(self._held)

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._size


KEPT: Final = Keeper()
_MAKING: Final[dict[object, asyncio.Future[Kept]]] = {}
_BUILDERS: Final = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="publishing")


class BusyError(RuntimeError):
    """More answers are to be built than somebody would wait for."""


async def once(key: object, make: Callable[[], Kept]) -> Kept:
    """Build and keep an answer; whoever comes second waits for it.

    One that fails is not kept, nor one that says that there is nothing: such are cheap, and without number.

    Raises
    ------
    BusyError
        If too many others wait.
    """
    loop = asyncio.get_running_loop()
    making = _MAKING.get((loop, key))
    if making is None:
        if len(_MAKING) >= _WAITING:
            raise BusyError
        making = _MAKING[loop, key] = loop.run_in_executor(_BUILDERS, make)
        making.add_done_callback(partial(_made, (loop, key)))
    return await asyncio.shield(making)  # a reader who leaves must not take it from the others


def _made(key: tuple[Any, object], making: asyncio.Future[Kept]) -> None:
    del _MAKING[key]
    if not making.cancelled() and making.exception() is None and making.result().status == HTTPStatus.OK:
        KEPT.put(key[1], making.result())
