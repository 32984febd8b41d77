"""Servers that all workers of a test run use together: who comes first starts one, who leaves last stops it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_KEEPER = Path(__file__).with_name("keeper.py")


@contextmanager
def shared(folder: Path, how: Callable[[], tuple[list[str], str, Mapping[str, str]]], cwd: Path) -> Iterator[str]:
    """Yield the sign of life of a server that runs, or of one that is started now, until the end of the block.

    Parameters
    ----------
    folder
        The server's own, the same for all workers: who may come in, who is in, where it is, and what it says.
    how
        Is asked where the server has to be started: the command, the address at which it answers, its settings.
    cwd
        Where it is started.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "users").open("w") as users:
        with (folder / "door").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)  # one after the other
            fcntl.flock(users, fcntl.LOCK_SH)
            if not (folder / "address").exists():
                _start(folder, *how(), cwd)
            address = (folder / "address").read_text()
        yield address


def _start(folder: Path, command: list[str], sign_of_life: str, settings: Mapping[str, str], cwd: Path) -> None:
    keeper = [sys.executable, "-I", str(_KEEPER), *(str(folder / each) for each in ("users", "address")), sign_of_life]
    with (folder / "said").open("wb") as said:
        done = subprocess.run(
            [*keeper, *command], check=False, cwd=cwd, env=os.environ | settings, stdout=said, stderr=subprocess.STDOUT
        )
    if done.returncode:
        pytest.fail(f"the server did not start:\n{(folder / 'said').read_text(encoding='utf-8', errors='replace')}")
