"""From a fresh clone to a served page: `make run` for the first and for the second time.

    python bench/setup.py

Takes what is committed. The package manager's own cache is used as it is; run it twice for a warm one.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import ROOT, await_answer

_PATIENCE = 600


def _make_run(clone: Path) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    with subprocess.Popen(
        ["make", "run", f"PORT={port}"], cwd=clone, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, process_group=0
    ) as server:
        await_answer(f"http://127.0.0.1:{port}/", _PATIENCE)
        took = time.perf_counter() - start
        os.killpg(server.pid, signal.SIGTERM)
    return took


def main() -> None:
    """Clone, run twice, print the times."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "tourkarte"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        for when in ("first", "second"):
            print(f"make run, {when} time: {_make_run(clone):.1f} s to a served page")


if __name__ == "__main__":
    main()
