"""Find a Chromium for the browser tests, or install one: what is there, else Playwright's own, else Debian's package.

As a script it installs where needed and prints the path; the tests import `find`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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


def _install() -> None:
    own = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    debian = ["apt-get", "install", "-y", "-qq", "chromium"]
    for command in (own, debian):
        if shutil.which(command[0]) and subprocess.run(command, check=False, capture_output=True).returncode == 0:
            return


if __name__ == "__main__":
    if find() is None:
        _install()
    path = find()
    if path is None:
        sys.exit("No Chromium for the browser tests: install one, or set CHROMIUM to its path.")
    print(f"Chromium: {path}")
