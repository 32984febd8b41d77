"""The store of this installation, and what it holds now."""

from __future__ import annotations

import threading
import time
from functools import cache
from typing import TYPE_CHECKING, Final

from tourkarte.settings import database_url, settings
from tourkarte.store.errors import StoreError, another
from tourkarte.store.first import fill
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.store.queries import Stamp

_PATIENCE_S: Final = 2.0


@cache
def store() -> Store:
    """Return the store of this installation; it is made at the first use."""
    return Store(database_url(settings()), fill=fill)


class Watch:
    """Tells which state of the store is current, and spares everybody waiting for a database that is gone.

    Who asks while it is gone gets the last answer's error at once, and every two seconds one of them asks it again.

    Parameters
    ----------
    monotonic
        What tells how much time has gone by, in seconds.
    """

    def __init__(self, store: Store, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self._monotonic = monotonic
        self._failed: tuple[float, StoreError] | None = None
        self._asking = threading.Lock()

    def stamp(self) -> Stamp:
        """Return the store's current state.

        Raises
        ------
        StoreError
            If the store cannot be asked.
        """
        failed = self._failed
        if failed is None:
            return self._ask()
        if self._monotonic() - failed[0] < _PATIENCE_S or not self._asking.acquire(blocking=False):
            raise another(failed[1])
        try:
            return self._ask()
        finally:
            self._asking.release()

    def _ask(self) -> Stamp:
        try:
            stamp = self.store.stamp()
        except StoreError as error:
            self._failed = self._monotonic(), error
            raise
        self._failed = None
        return stamp


@cache
def watch() -> Watch:
    """Return what watches the store of this installation."""
    return Watch(store())
