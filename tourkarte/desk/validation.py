"""Whether records may be published: the rules are those of the rows that visitors see."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from tourkarte import dataset, frame, rows
from tourkarte.desk.words import label
from tourkarte.errors import InvalidValueError
from tourkarte.places.districts import districts
from tourkarte.settings import settings
from tourkarte.store.records import CentreRecord, TourRecord

_COLUMN: Final = re.compile(rf"(?<![„\w])(?:{'|'.join(rows.COLUMNS)})(?![\w“])")

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tourkarte.errors import Problem
    from tourkarte.store.queries import Reader
    from tourkarte.store.records import AppointmentRecord


def problems(reader: Reader, records: Sequence[AppointmentRecord]) -> Mapping[str, tuple[Problem, ...]]:
    """Return by id what is wrong with each record; all of it at once, nothing for those that are as they must be."""
    if not records:
        return {}
    tours = [tour.id for tour in reader.all(TourRecord)]
    centres = [centre.id for centre in reader.all(CentreRecord)]
    known = dataset.reference(settings().data_dir).districts
    contract = rows.row_contract(tours, centres, known, districts())
    texts = pd.DataFrame([_texts(record) for record in records], columns=list(rows.COLUMNS), dtype=frame.TEXT)
    found: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in rows.faults(texts, contract):
        found[records[problem.row or 0].id].append(replace(problem, message=_in_german(problem.message)))
    return {key: tuple(each) for key, each in found.items()}


def _in_german(message: str) -> str:
    """Return a rule's sentence with the names of fields that people know; the contract says those of columns."""
    return _COLUMN.sub(lambda found: f"„{label(found[0])}“", message)


def check(reader: Reader, record: AppointmentRecord) -> None:
    """Refuse a record that may not be published.

    Raises
    ------
    FieldsError
        Names all fields that are not as they must be.
    """
    if found := problems(reader, [record]).get(record.id):
        raise FieldsError(found)


class FieldsError(InvalidValueError):
    """Some fields are not as they must be.

    Attributes
    ----------
    problems
        One for each, by the field's name.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{label(each.field or '')}: {each.message}" for each in self.problems))


def _texts(record: AppointmentRecord) -> list[str | None]:
    return [_text(getattr(record, name)) for name in rows.COLUMNS]


def _text(value: Any) -> str | None:
    match value:
        case None | "":
            return None
        case dt.time():
            return f"{value:%H:%M}"
        case dt.date():
            return value.isoformat()
        case float() | int():
            return f"{value:f}"
        case _:
            return str(value)
