"""The appointments for programs: one mapping each, as JSON and GeoJSON say it.

The keys are the contract's columns. `over_at` is left out: it is our reckoning, and where no end is known a reader
would take it for one. Besides them stand the address of the appointment's own page and which version of it this is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tourkarte.frame import COLUMNS, TEXT
from tourkarte.model import BETWEEN_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.export.edition import Edition
    from tourkarte.versions import Version

ABOUT_THE_POINT: Final = ("lat", "lon", "precision", "radius_m", "point_source")
_DAYS: Final = ("date", "end_date")
_SHOWN: Final = [name for name in COLUMNS if name not in {*ABOUT_THE_POINT, "over_at"}]


def records(frame: pd.DataFrame, edition: Edition) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each appointment and what is known of its point, by the names of the columns; unknown is None."""
    for said, point in zip(_dicts(frame, _SHOWN), _dicts(frame, ABOUT_THE_POINT), strict=True):
        if said["people"] is not None:
            said["people"] = said["people"].split(BETWEEN_PEOPLE)
        yield {**said, "url": edition.page(said["id"]), **_version(edition.versions.of.get(said["id"]))}, point


def about(edition: Edition) -> dict[str, Any]:
    """Return what is said of the selection as a whole; what nobody has named is left out."""
    named = {"publisher": edition.publisher, "licence": edition.licence}
    return {
        "title": edition.title,
        "query": edition.query,
        "updated": edition.at.isoformat() if edition.at else None,
        **{name: value for name, value in named.items() if value},
    }


def _version(known: Version | None) -> dict[str, Any]:
    return {
        "revision": known and known.number,
        "created": known and known.created.isoformat(),
        "changed": known and known.changed.isoformat(),
    }


def _dicts(frame: pd.DataFrame, names: list[str] | tuple[str, ...]) -> Iterator[dict[str, Any]]:
    cells = [_cells(frame[name]) for name in names]
    for values in zip(*cells, strict=True):
        yield dict(zip(names, values, strict=True))


def _cells(column: pd.Series[Any]) -> list[Any]:
    if column.name in _DAYS:
        column = column.dt.strftime("%Y-%m-%d")
    elif column.name == "starts_at":
        column = column.map(pd.Timestamp.isoformat).astype(TEXT)  # of no rows there would be no texts
    return [None if missing else cell for cell, missing in zip(column.tolist(), column.isna(), strict=True)]
