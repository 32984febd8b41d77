"""Records as rows of their tables, and back."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from tourkarte.store.records import Record, checked, to_json
from tourkarte.store.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

R = TypeVar("R", bound=Record)


def to_row(record: Record) -> dict[str, Any]:
    """Return the record as the columns of its table."""
    plain = to_json(record)
    return {column.name: _cell(record, column, plain) for column in TABLES[record.kind].columns}


def _cell(record: Record, column: sa.Column[Any], plain: Mapping[str, Any]) -> Any:
    if isinstance(column.type, sa.JSON):
        return plain[column.name]
    value = getattr(record, column.name)
    return value.value if isinstance(value, Enum) else value  # psycopg would write an enum's name


def from_row(record: type[R], row: sa.Row[Any]) -> R:
    """Return the record that a row of its table holds."""
    return checked(record, row._asdict())
