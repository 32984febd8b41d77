"""Find a PostgreSQL server's programs for the tests, or install Debian's.

As a script it installs where needed and prints the folder; the tests import `programs`. Debian keeps the programs out
of PATH, in a folder for each version, and so does Homebrew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDED: Final = ("initdb", "pg_ctl", "postgres")
MISSING: Final = (
    "No PostgreSQL 15 or newer for the tests: run `make test` as root on Debian, or install it yourself "
    "(Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql@17), "
    "or set POSTGRESQL to the folder with initdb and pg_ctl."
)
_DEBIAN: Final = Path("/usr/lib/postgresql")
_HOMEBREW: Final = (Path("/opt/homebrew/opt"), Path("/usr/local/opt"))
_DEBIAN_DEFAULTS: Final = Path("/etc/postgresql-common/createcluster.d/tourkarte-tests.conf")


def programs() -> Path | None:
    """Return the folder with the server's programs: the one of the variable POSTGRESQL first, else the newest."""
    if named := os.environ.get("POSTGRESQL"):
        return Path(named)
    return next((folder for folder in _candidates() if _complete(folder)), None)


def _candidates() -> Iterator[Path]:
    yield from _newest_first(_DEBIAN.glob("*/bin"))
    if linked := shutil.which("pg_ctl"):
        yield Path(linked).resolve().parent
    for folder in _HOMEBREW:
        yield from _newest_first(folder.glob("postgresql@*/bin"))


def _newest_first(folders: Iterator[Path]) -> list[Path]:
    return sorted(folders, key=lambda folder: _version(folder.parent.name), reverse=True)


def _version(name: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"[0-9]+", name)]


def _complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in NEEDED)


@contextmanager
def _no_default_cluster() -> Iterator[None]:
    """Keep Debian's package from making a cluster of its own: no test uses it, and it would stay behind and run."""
    _DEBIAN_DEFAULTS.parent.mkdir(parents=True, exist_ok=True)
    _DEBIAN_DEFAULTS.write_text("create_main_cluster = off\n", encoding="utf-8")
    try:
        yield
    finally:
        _DEBIAN_DEFAULTS.unlink()


def _install_debian() -> None:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ("apt-get", "install", "-y", "--no-install-recommends", "postgresql")
    with _no_default_cluster():
        for each in (("apt-get", "update"), command):
            subprocess.run(each, check=False, capture_output=True, env=quiet)


if __name__ == "__main__":
    if programs() is None and shutil.which("apt-get") and os.geteuid() == 0:
        _install_debian()
    if (found := programs()) is None:
        sys.exit(MISSING)
    print(f"PostgreSQL: {found}")  # noqa: T201 (a script that says what it found)
