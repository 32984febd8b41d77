"""Answers that leave at once.

Streamlit binds its socket itself and leaves Nagle's algorithm on, which asyncio would switch off: the body of an answer
then waits for the reader's system to acknowledge the head, 40 ms on Linux, on every connection that is kept.
"""

from __future__ import annotations

import os
import socket
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

_OWN: Final = Path("/dev/fd")
"""Where Linux and macOS list what a process has open."""


def send_at_once() -> None:
    """Switch Nagle's algorithm off for all connections that this process accepts from now on."""
    for each in list(_OWN.iterdir()) if _OWN.is_dir() else []:
        with suppress(OSError):
            _send_at_once(int(each.name))


def _send_at_once(number: int) -> None:
    if not stat.S_ISSOCK(os.fstat(number).st_mode):  # to close a copy of a database's file would drop SQLite's locks
        return
    with socket.socket(fileno=os.dup(number)) as own:
        if own.family in {socket.AF_INET, socket.AF_INET6} and own.type == socket.SOCK_STREAM:
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # connections take it from their listener
