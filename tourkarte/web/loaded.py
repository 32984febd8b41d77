"""What is kept between runs: loads, never filters, and never a failure for longer than its cause stays the same."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from babel.dates import format_date

from tourkarte import clock, dataset
from tourkarte.errors import Problem
from tourkarte.language import N_, _, locale
from tourkarte.places.nearby import nearby
from tourkarte.progress.turning import turnings
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
    from tourkarte.progress.turning import Moments
    from tourkarte.store.queries import Stamp

_LOGGER: Final = logging.getLogger(__name__)
_NOTHING: Final = N_("Die Datenbank antwortet nicht; die Termine erscheinen, sobald sie wieder da ist.")
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
    ids
        Of all appointments.
    turnings
        The moments at which what is said of an appointment changes by itself, as `turnings` gives them.
    lost
        Whether nothing was read yet, as the store cannot be asked.
    """

    data: Dataset
    known: Known
    problems: tuple[Problem, ...]
    stamp: Stamp | None
    at: dt.datetime
    ids: frozenset[str]
    lost: bool = False
    turnings: Moments = field(default_factory=lambda: np.empty(0, np.int64), compare=False, repr=False)


@dataclass(slots=True)
class _Kept:
    """What was published last, the state of the data folder then, and when the store last said that it is so."""

    loaded: Loaded
    files: tuple[tuple[int, int], ...]
    confirmed: dt.datetime


_LAST: Final[dict[Path, _Kept]] = {}
"""By data folder."""


def loaded() -> Loaded:
    """Return what is published now; while the store is gone, what was published last."""
    folder = settings().data_dir
    files = dataset.stamps(folder, (*dataset.REFERENCE_FILES, *dataset.BOUNDARY_FILES))
    try:
        stamp = watch().stamp()
        with _ONE_AT_A_TIME:  # whoever comes second finds what the first has read
            kept = _LAST.get(folder)
            if kept is None or kept.files != files or not _holds(kept.loaded.stamp, stamp):
                kept = _LAST[folder] = _Kept(_load(folder), files, clock.now())
            kept.confirmed = clock.now()
            return kept.loaded
    except StoreError as error:
        return _without_store(folder, error)


def _holds(read: Stamp | None, asked: Stamp) -> bool:
    """Whether what was read is what is asked for, or newer: the store may change between asking and reading."""
    return read is not None and read.identity == asked.identity and read.published >= asked.published


def _load(folder: Path) -> Loaded:
    with store().read() as reader:
        stamp, data = reader.stamp(), published.load(reader, folder)
    return _loaded(data, stamp)


def _loaded(data: Dataset, stamp: Stamp | None) -> Loaded:
    problems = (*data.problems, *filter(None, [assets.problem()]))
    places = nearby(settings().data_dir)
    selectable = known(data.appointments, data.districts.values(), data.tours.values(), places)
    ids = frozenset(data.appointments["id"])
    changing = turnings(data.appointments)
    return Loaded(data, selectable, problems, stamp, clock.now(), ids, turnings=changing)


def _without_store(folder: Path, error: StoreError) -> Loaded:
    last = _LAST.get(folder)
    if last is None:
        _LOGGER.error("%s", error)
        empty = _loaded(dataset.reference(folder), None)
        return replace(empty, problems=(*empty.problems, Problem(_(_NOTHING))), lost=True)
    sentence = _("Die Datenbank antwortet nicht; gezeigt wird der Stand {since}.")
    since = Problem(sentence.format(since=_since(last.confirmed, clock.now())))
    return replace(last.loaded, problems=(*last.loaded.problems, since), stamp=None)


def _since(moment: dt.datetime, now: dt.datetime) -> str:
    if moment.date() == now.date():
        return _("von {time} Uhr").format(time=f"{moment:%H:%M}")
    day = format_date(moment, format="medium", locale=locale())
    return _("vom {day}, {time} Uhr").format(day=day, time=f"{moment:%H:%M}")
