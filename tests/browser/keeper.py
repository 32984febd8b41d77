"""Keep a server for as long as somebody uses it; a script, and nothing but the standard library, so that it is quick.

It ends with 0 once the server answers, and goes on in the background. Users hold a shared lock on the first file: when
the last one lets go, however it ends, the system hands the lock over to us, and we stop the server. A signal that is
meant for the tests does not reach us.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

_PATIENCE = 180  # seconds; a bound for a start, not a wait


def _answers(server: subprocess.Popen[bytes], sign_of_life: str) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(sign_of_life, timeout=5):  # noqa: S310 (our own server)
                return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    return False


def _keep(users: Path, address: Path, sign_of_life: str, command: list[str], told: int) -> None:
    with users.open() as lock, subprocess.Popen(command) as server:
        try:
            if _answers(server, sign_of_life):
                address.write_text(sign_of_life)
                os.write(told, b"!")
                os.close(told)
                fcntl.flock(lock, fcntl.LOCK_EX)
        finally:  # still locked: who comes now waits, and then finds no address
            address.unlink(missing_ok=True)
            server.kill()


def _main(users: str, address: str, sign_of_life: str, *command: str) -> int:
    heard, told = os.pipe()
    if os.fork():
        os.close(told)
        return 0 if os.read(heard, 1) else 1
    os.close(heard)
    os.setsid()
    _keep(Path(users), Path(address), sign_of_life, list(command), told)
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
