"""Data folders for tests and benches: the repository's own, with other appointments or with something broken."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tourkarte.rows import COLUMNS
from tourkarte.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

OWN = Settings(now=None).data_dir


def copy(folder: Path) -> Path:
    """Copy the repository's data into `folder`."""
    shutil.copytree(OWN, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache", "*.py", "*.md"))
    return folder


def with_appointments(folder: Path, frame: pd.DataFrame) -> Path:
    """Copy the repository's data into `folder`, with the appointments of `frame` in place of its own."""
    copy(folder)
    days = {name: frame[name].dt.strftime("%Y-%m-%d") for name in ("date", "end_date")}
    frame.assign(**days)[list(COLUMNS)].to_csv(folder / "appointments.csv", index=False, encoding="utf-8")
    return folder
