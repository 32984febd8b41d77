"""Killed in the middle of a publication, again and again: afterwards all of it is there or nothing, and it opens.

`bench/store.py` does the same with more victims.
"""

from __future__ import annotations

import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.store.processes import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

KILLS = {"sqlite": 8, "postgresql": 6}  # bench/store.py kills a hundred times
CHANGES = 40


@pytest.fixture
def run(database_url: str) -> Callable[[str, int], str]:
    """Run a module of this folder in a process without threads; a new seed each time, shown where it fails."""

    def run(module: str, size: int) -> str:
        seed = random.SystemRandom().randrange(10**6)
        command = (sys.executable, "-m", f"tests.store.{module}", database_url, str(size), str(seed))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=250, check=False)
        assert done.returncode == 0, f"seed {seed}: {done.stderr}"
        return done.stdout

    return run


def test_all_or_nothing_is_there_after_a_kill(run: Callable[[str, int], str], kind: str) -> None:
    killed, nothing, everything = map(int, run("crash", KILLS[kind]).split())
    assert nothing + everything == KILLS[kind]
    assert killed > KILLS[kind] // 4, "most victims were done before they were killed"


def test_no_update_of_eight_editors_is_lost(run: Callable[[str, int], str]) -> None:
    conflicts, _ = run("race", CHANGES).split()
    assert int(conflicts) >= 0
