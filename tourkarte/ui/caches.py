"""What is kept between runs: loads, never filters, and never a failure for longer than its cause stays the same."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tourkarte import clock, dataset
from tourkarte.errors import Problem
from tourkarte.selection import Known, known
from tourkarte.settings import settings
from tourkarte.store import published
from tourkarte.store.errors import StoreError
from tourkarte.store.installed import store, watch
from tourkarte.web import assets

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from tourkarte.dataset import Dataset
    from tourkarte.store.queries import Stamp

_LOGGER: Final = logging.getLogger(__name__)
_NOTHING: Final = Problem("Die Datenbank antwortet nicht; die Termine erscheinen, sobald sie wieder da ist.")
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is published, what can be selected of it, and what is wrong with it.

    Attributes
    ----------
    stamp
        Which state of the store it is; None if the store cannot be asked.
    at
        When it was read.
    """

    data: Dataset
    known: Known
    problems: tuple[Problem, ...]
    stamp: Stamp | None
    at: dt.datetime


def loaded() -> Loaded:
    """Return what is published now; while the store is gone, what was published last."""
    folder = settings().data_dir
    stamps = dataset.stamps(folder, (*dataset.REFERENCE_FILES, *dataset.BOUNDARY_FILES))
    try:
        stamp = watch().stamp()
        with _ONE_AT_A_TIME:  # whoever comes second finds what the first has read
            found = _load(folder, stamps, stamp.visible)
    except StoreError as error:
        return _without_store(folder, error)
    _LAST[folder] = found
    return found


_LAST: Final[dict[Path, Loaded]] = {}
"""What was published last, by data folder."""


@lru_cache(maxsize=2)
def _load(folder: Path, _stamps: tuple[tuple[int, int], ...], _visible: str) -> Loaded:
    with store().read() as reader:
        stamp, data = reader.stamp(), published.load(reader, folder)
    return _loaded(data, stamp)


def _loaded(data: Dataset, stamp: Stamp | None) -> Loaded:
    problems = (*data.problems, *filter(None, [assets.problem()]))
    selectable = known(data.appointments, data.districts.values(), data.tours.values())
    return Loaded(data, selectable, problems, stamp, clock.now())


def _without_store(folder: Path, error: StoreError) -> Loaded:
    last = _LAST.get(folder)
    if last is None:
        _LOGGER.error("%s", error)
        empty = _loaded(dataset.reference(folder), None)
        return replace(empty, problems=(*empty.problems, _NOTHING))
    since = Problem(f"Die Datenbank antwortet nicht; gezeigt wird der Stand von {last.at:%H:%M} Uhr.")
    return replace(last, problems=(*last.problems, since), stamp=None)
