"""One request at a time and one a second, for all processes of an installation together.

A file holds the moment of the last request, and the lock on it is held while one is under way: so two requests are
apart by the period at the server too, however long each was on the way, and a process that dies gives the lock back.
Nobody holds the lock while waiting, so that no process can keep the others out.

Moments are those of `time.monotonic`, which is the same for all processes of a machine and is never set; after a
restart of the machine a moment may lie in the future, and counts as just now.
"""

from __future__ import annotations

import math
import os
import re
import struct
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.places.online.locks import LockedError, exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

_MOMENT: Final = struct.Struct("<d")
_PLAIN: Final = re.compile(r"[^a-z0-9.-]+")


class BusyError(Exception):
    """The turn would come later than the caller can wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The turns at one server.

    Attributes
    ----------
    folder
        The state folder, which all processes share.
    server
        Host and port of the server.
    period_s
        Seconds between the end of a request and the next one.
    """

    folder: Path
    server: str
    period_s: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep

    @contextmanager
    def turn(self, patience: float) -> Iterator[AbstractContextManager[None]]:
        """Wait for the turn, no longer than `patience` seconds, and hold it.

        Yields
        ------
        context manager
            To be entered for the request; whose turn passes without one does not keep the next one waiting.

        Raises
        ------
        BusyError
            If it would come later.
        OSError
            If the state folder cannot be written.
        """
        deadline = self.clock() + patience
        path = self.folder / f"pace-{_PLAIN.sub('_', self.server.lower())}"
        try:
            while True:
                with exclusive(path, deadline - self.clock(), clock=self.clock, sleep=self.sleep) as descriptor:
                    wait = self._wait(descriptor)
                    if wait <= 0:
                        yield self._request(descriptor)
                        return
                if self.clock() + wait > deadline:
                    raise BusyError(self.server)
                self.sleep(wait)
        except LockedError as error:
            raise BusyError(self.server) from error

    def _wait(self, descriptor: int) -> float:
        """Return the seconds to wait since the last request; never more than the period, whatever the file says."""
        content = os.pread(descriptor, _MOMENT.size + 1, 0)
        if not content:
            return 0
        moment: float = _MOMENT.unpack(content)[0] if len(content) == _MOMENT.size else math.nan
        now = self.clock()
        if not moment <= now:  # in the future, or not a number
            self._stamp(descriptor)
            moment = now
        return self.period_s - (now - moment)

    @contextmanager
    def _request(self, descriptor: int) -> Iterator[None]:
        """Note the moment before, in case this process dies, and after."""
        self._stamp(descriptor)
        try:
            yield
        finally:
            self._stamp(descriptor)

    def _stamp(self, descriptor: int) -> None:
        os.ftruncate(descriptor, os.pwrite(descriptor, _MOMENT.pack(self.clock()), 0))
