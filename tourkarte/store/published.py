"""What visitors see: the store's tours, centres and appointments as the frame that every view reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte import dataset, frame
from tourkarte.errors import InvalidValueError, Problem
from tourkarte.model import Centre, Tour
from tourkarte.store.records import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from tourkarte.dataset import Dataset
    from tourkarte.model import District
    from tourkarte.store.queries import Reader

_CLOCKS: Final = ("start", "end")


def load(reader: Reader, data_dir: Path) -> Dataset:
    """Return what the store holds now, on top of the data folder's districts.

    Never raises for what is in the rows: one that breaks the contract is left out and told.
    """
    base = dataset.reference(data_dir)
    readable, unreadable = reader.readable(Kind.APPOINTMENT)
    appointments, problems = _usable([_row(values, base.districts) for values in readable])
    problems += [_problem(key, "Eine Angabe darin ist weder Tag noch Uhrzeit.") for key in unreadable]
    tours = [Tour(id=row["id"], title=row["title"], subtitle=row["subtitle"], planned=row["planned"])
             for row in reader.rows(Kind.TOUR)]  # fmt: skip
    centres = [Centre(district=row["id"], name=row["name"]) for row in reader.rows(Kind.CENTRE)]
    return replace(
        base,
        tours={tour.id: tour for tour in tours},
        centres=tuple(centres),
        appointments=appointments,
        problems=(*base.problems, *problems),
        versions=reader.versions(),
    )


def _row(values: Mapping[str, Any], districts: Mapping[str, District]) -> dict[str, Any]:
    """Return a row of the table as a row of the frame."""
    district = districts.get(values["district"] or "")
    row = {name: value for name, value in values.items() if name in frame.COLUMNS}
    row |= {name: values[name] and f"{values[name]:%H:%M}" for name in _CLOCKS}
    return row | {"district_name": district and district.name, "region": district and district.region}


def _usable(rows: Sequence[dict[str, Any]]) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows that fulfil the contract as a frame, and what is wrong with the others."""
    try:
        return frame.from_rows(rows), []
    except InvalidValueError:
        good, problems = _sorted_out(rows)
        return frame.from_rows(good), problems


def _sorted_out(rows: Sequence[dict[str, Any]]) -> tuple[Sequence[dict[str, Any]], list[Problem]]:
    """Return the rows that fulfil the contract, and what is wrong with the others, which somebody wrote by hand.

    Looked for by halves: each look costs some milliseconds, however many rows it is of.
    """
    try:
        frame.from_rows(rows)
    except InvalidValueError as error:
        if len(rows) == 1:
            what = str(error).splitlines()[-1]
            return [], [_problem(rows[0]["id"], what)]
        middle = len(rows) // 2
        (left, some), (right, others) = _sorted_out(rows[:middle]), _sorted_out(rows[middle:])
        return [*left, *right], [*some, *others]
    return rows, []


def _problem(key: str, what: str) -> Problem:
    return Problem(f"Der Termin „{key}“ in der Datenbank ist nicht zu zeigen: {what}")
