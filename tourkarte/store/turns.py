"""Whose turn it is to write into an SQLite file.

SQLite has no queue: whoever asks at the right moment is next, and that is mostly the process that has just written. On
a busy machine others would wait in vain for as long as it goes on. So whoever wants to write passes a gate first,
which the next one in turn holds: who has just written stands in front of it like everybody else.
"""

from __future__ import annotations

import fcntl
import random
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE_S: Final = (0.001, 0.01)


@contextmanager
def gate(file: Path, *, deadline: float) -> Iterator[None]:
    """Hold the gate of a file for the length of the block, or from `deadline` on go without: SQLite decides then."""
    with ExitStack() as stack:
        with suppress(OSError):  # where nothing can be written, there is no turn to wait for
            held = stack.enter_context(file.with_name(f"{file.name}-turn").open("ab"))
            while not _is_held(held) and time.monotonic() < deadline:
                pause()
        yield


def _is_held(gate: IO[bytes]) -> bool:
    try:
        fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def pause() -> None:
    """Wait a moment, each time another one, so that all who wait have the same chance."""
    time.sleep(random.uniform(*_PAUSE_S))  # noqa: S311 -- no secret
