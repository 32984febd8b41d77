"""Start the apps that are measured, each as its own process on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
DASHBOARD = ROOT / "dashboard.py"
NAIVE = ROOT / "bench" / "naive_app.py"
EMPTY = ROOT / "bench" / "empty_app.py"
_PATIENCE = 240  # a server that keeps 20,000 appointments for the first time, on a busy machine


@contextmanager
def serving(app: Path, data_dir: Path | None = None) -> Iterator[str]:
    """Serve `app` over `data_dir`; yield its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port), "--server.headless=true"]
    own = {"TOURKARTE_DATA_DIR": str(data_dir)} if data_dir else {}
    quiet = subprocess.DEVNULL
    with (
        tempfile.TemporaryDirectory() as state,  # a new store, filled from the data folder
        subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own, "TOURKARTE_STATE_DIR": state}, stdout=quiet, stderr=quiet
        ) as server,
    ):
        try:
            await_answer(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(_PATIENCE)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def await_answer(address: str, patience: float = _PATIENCE) -> None:
    """Return once `address` answers.

    Raises
    ------
    TimeoutError
        If it does not within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310 (our own server)
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise TimeoutError(address)
