"""Rows of any schema of ours as values that JSON has, and back, the same for every kind of database.

A backup may be of an older schema than this version's, so the tables are asked for their columns, and not `schema.py`.
"""

from __future__ import annotations

import base64
import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from tourkarte.store.engines import connect, name_of, writing
from tourkarte.store.errors import StoreVersionError
from tourkarte.store.migrate import migrate
from tourkarte.store.schema import STORE

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection

_NO_DATA: Final = frozenset([STORE.name, "alembic_version"])  # what they say stands in a backup's first line
_AT_ONCE: Final = 100  # rows; revisions hold whole documents


@cache
def names(schema: str) -> frozenset[str]:
    """Return the names of our tables at a schema that is known here; a database may hold others beside them."""
    engine = connect("sqlite://")
    try:
        with writing(engine, rebuilding=True) as connection:
            migrate(connection, schema)
            return frozenset(sa.inspect(connection).get_table_names())
    finally:
        engine.dispose()


def tables(connection: Connection, schema: str) -> list[sa.Table]:
    """Return the tables that hold data in a database of a schema, each behind those that it refers to.

    Raises
    ------
    StoreVersionError
        If one is missing.
    """
    wanted = names(schema)
    if missing := wanted - set(sa.inspect(connection).get_table_names()):
        raise StoreVersionError(
            f"In der Datenbank {name_of(connection.engine)} fehlen Tabellen: {', '.join(sorted(missing))}. "
            "Bitte eine Sicherung in eine leere Datenbank einspielen."
        )
    found = sa.MetaData()
    found.reflect(connection, only=list(wanted - _NO_DATA))
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, sa.JSON):
                column.type = sa.JSON(none_as_null=bool(column.nullable))
    return found.sorted_tables


def rows(connection: Connection, table: sa.Table) -> Generator[dict[str, Any]]:
    """Yield all rows of a table in the order of their keys, a few at a time, as values that JSON has."""
    query = sa.select(table).order_by(*(_by_bytes(connection, column) for column in table.primary_key))
    with connection.execute(query, execution_options={"yield_per": at_once(table)}) as found:
        for row in found.mappings():
            yield {name: _plain(value) for name, value in row.items()}


def at_once(table: sa.Table) -> int:
    """Return how many rows of a table to hold in memory; each row of some holds a whole file."""
    return 1 if any(isinstance(column.type, sa.LargeBinary) for column in table.columns) else _AT_ONCE


def _by_bytes(connection: Connection, column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """Return the order that is the same in all databases, whatever language theirs is."""
    if not isinstance(column.type, sa.String):
        return column
    return sa.collate(column, "C" if connection.dialect.name == "postgresql" else "BINARY")


def _plain(value: Any) -> Any:
    match value:
        case dt.datetime():  # SQLite keeps no zone
            return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def row(table: sa.Table, values: dict[str, Any]) -> dict[str, Any]:
    """Return a row as its table takes it.

    Raises
    ------
    ValueError
        If the columns are not those of the table, or a value is not of its column's type.
    """
    if values.keys() != set(table.columns.keys()):
        raise ValueError(f"columns of {table.name}: {sorted(values)}")
    return {column.name: _typed(column, values[column.name]) for column in table.columns}


def _typed(column: sa.Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, sa.JSON):
        return value
    kind = column.type.python_type
    if kind in {dt.datetime, dt.date, dt.time} and isinstance(value, str):
        return kind.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value, validate=True)
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise ValueError(f"{column}: {value!r}")
