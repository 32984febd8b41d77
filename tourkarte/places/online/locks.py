"""A lock that all processes of an installation share, and that dies with whoever holds it."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_POLL_S: Final = 0.02


class LockedError(Exception):
    """Somebody else held the lock for longer than the caller would wait."""


@contextmanager
def exclusive(
    path: Path,
    patience: float,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> Iterator[int]:
    """Hold the lock on a file and yield its descriptor; threads exclude each other as processes do.

    Parameters
    ----------
    patience
        Seconds to wait for it.

    Raises
    ------
    LockedError
        If it was not free in time.
    OSError
        If the file cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        deadline = clock() + patience
        while not _taken(descriptor):
            if clock() >= deadline:
                raise LockedError(path.name)
            sleep(_POLL_S)
        yield descriptor
    finally:
        os.close(descriptor)  # which gives the lock back


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
