"""Find a Chromium for the browser tests, or install one: what is there, else Playwright's own, else Debian's package.

As a script it installs where needed and prints the path; the tests import `find`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium: the one of the variable CHROMIUM first."""
    if named := os.environ.get("CHROMIUM"):
        return named
    if there := next(filter(None, map(shutil.which, NAMES)), None):
        return there
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def _runs(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _install_debian(package: str) -> None:
    if shutil.which("apt-get"):
        _ = _runs("apt-get", "update") and _runs("apt-get", "install", "-y", package)


def _install() -> None:
    own_node = str(compute_driver_executable()[0])
    if not _runs(own_node, "--version"):
        _install_debian("libatomic1")  # all that Playwright's driver lacks on a minimal Debian
    if find() is None and not _runs(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"):
        _install_debian("chromium")


if __name__ == "__main__":
    _install()
    path = find()
    if path is None:
        sys.exit("No Chromium for the browser tests: install one, or set CHROMIUM to its path.")
    print(f"Chromium: {path}")
