"""Processes that are forked from one that has imported everything: quick to start, quick to kill.

To be used in a process of its own that has no other threads and no connection open while it forks.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def start(work: Callable[[], object]) -> int:
    """Start a child that does some work; return its id."""
    sys.stdout.flush()
    if child := os.fork():
        return child
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 -- a child must never run on in the code of its parent
        traceback.print_exc()
    finally:
        os._exit(code)


def kill(child: int) -> bool:
    """Kill a child at once; return whether it was still at work."""
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def ended_well(child: int) -> bool:
    """Wait for a child; return whether it did its work."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
