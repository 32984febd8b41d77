"""Processes of their own for tests: what happens between several of them, or to one that may not write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
# Root may write everywhere; without this right it is bound by the permissions of files as everybody is.
_AS_OTHERS: Final = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--")


def start(code: str, *arguments: object, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start Python code that reads its arguments from `sys.argv`."""
    return subprocess.Popen(
        (*before, sys.executable, "-c", code, *map(str, arguments)),
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def run(code: str, *arguments: object, before: tuple[str, ...] = ()) -> str:
    """Run Python code and return what it prints."""
    return output(start(code, *arguments, before=before))


def output(process: subprocess.Popen[str]) -> str:
    """Return what a process prints until it ends; it must end well."""
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    return printed


def without_rights() -> tuple[str, ...]:
    """Return how to start a process that may write only what the permissions of files allow."""
    return _AS_OTHERS if os.geteuid() == 0 else ()
