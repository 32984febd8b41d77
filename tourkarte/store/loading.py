"""Filling empty tables with the rows of a backup."""

from __future__ import annotations

from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import exc

from tourkarte.store import portable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tourkarte.store.backup_source import Source

_UNFIT: Final = (exc.IntegrityError, exc.DataError, ValueError, OverflowError, KeyError)


def load(connection: Connection, source: Source) -> None:
    """Write all rows of a backup into empty tables of its schema.

    Raises
    ------
    BackupError
        If they do not fit.
    """
    tables = {table.name: table for table in portable.tables(connection, source.header.schema)}
    try:
        for name, rows in groupby(source.rows(), key=itemgetter(0)):
            _fill(connection, tables[name], (values for _, values in rows))
    except _UNFIT as error:
        raise source.unfit("ihre Zeilen passen nicht zu den Tabellen oder nicht zueinander") from error
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            _count_on(connection, table)


def _fill(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows of a table; those that refer to each other do so once all are there."""
    (key,) = table.primary_key
    own = [column for column in table.columns if column.references(key)]
    references: dict[str, list[dict[str, Any]]] = {column.name: [] for column in own}
    typed = (portable.row(table, values) for values in rows)
    while batch := list(islice(typed, portable.at_once(table))):
        for name, found in references.items():
            found += [{"of": row[key.name], "to": row[name]} for row in batch if row[name] is not None]
        connection.execute(sa.insert(table), [row | dict.fromkeys(references) for row in batch])
    for name, found in references.items():
        if found:
            update = sa.update(table).where(key == sa.bindparam("of")).values({name: sa.bindparam("to")})
            connection.execute(update, found)


def _count_on(connection: Connection, table: sa.Table) -> None:
    """Let PostgreSQL go on behind the highest number; SQLite does so by itself."""
    for key in table.primary_key:
        if isinstance(key.type, sa.Integer):
            following = sa.select(sa.func.coalesce(sa.func.max(key), 0) + 1).scalar_subquery()
            sequence = sa.func.pg_get_serial_sequence(table.name, key.name)
            connection.execute(sa.select(sa.func.setval(sequence, following, False)))
