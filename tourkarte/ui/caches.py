"""What is kept between runs: loads, never filters, and never a failure for longer than its file stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tourkarte import dataset
from tourkarte.selection import Known, known
from tourkarte.settings import settings
from tourkarte.web import assets

if TYPE_CHECKING:
    from pathlib import Path

    from tourkarte.dataset import Dataset
    from tourkarte.errors import Problem


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data of an installation, what can be selected in them, and what is wrong with their files."""

    data: Dataset
    known: Known
    problems: tuple[Problem, ...]


def loaded() -> Loaded:
    """Return the data as the files have them now; a changed file is read anew by the next run."""
    folder = settings().data_dir
    return _load(folder, dataset.stamps(folder, (*dataset.FILES, *dataset.BOUNDARY_FILES)))


@lru_cache(maxsize=2)
def _load(folder: Path, _stamps: tuple[tuple[int, int], ...]) -> Loaded:
    data = dataset.load(folder)
    problems = (*data.problems, *filter(None, [assets.problem()]))
    return Loaded(data, known(data.appointments, data.districts.values(), data.tours.values()), problems)
