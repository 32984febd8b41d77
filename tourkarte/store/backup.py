"""Making a backup: one moment of the store in a file, while everybody goes on working."""

from __future__ import annotations

from contextlib import closing
from typing import IO, TYPE_CHECKING

import sqlalchemy as sa

from tourkarte.store import portable
from tourkarte.store.backup_file import Header, Writer
from tourkarte.store.engines import name_of, reading
from tourkarte.store.errors import StoreVersionError
from tourkarte.store.migrate import version
from tourkarte.store.new_file import becoming
from tourkarte.store.queries import Reader

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy import Connection, Engine


def backup(engine: Engine, target: Path, *, now: dt.datetime, force: bool = False) -> Header:
    """Write all that the store holds at one moment into a new file that its owner alone may read.

    Parameters
    ----------
    force
        Replace the file if there is one.

    Raises
    ------
    BackupError
        If there is such a file already, or it cannot be written; nothing of it is there then.
    StoreError
        If the database cannot be read or is none of ours.
    """
    with becoming(target, force=force) as file, reading(engine) as connection:
        schema = version(connection, database=name_of(engine))
        if schema is None:
            raise StoreVersionError(f"Die Datenbank {name_of(engine)} ist leer; es gibt nichts zu sichern.")
        return dump(connection, file, schema=schema, now=now)


def dump(connection: Connection, file: IO[bytes], *, schema: str, now: dt.datetime) -> Header:
    """Write all that a connection sees, which must be of one moment."""
    tables = portable.tables(connection, schema)
    stamp = Reader(connection).stamp()
    header = Header(
        schema=schema,
        identity=stamp.identity,
        number=stamp.number,
        created=now.isoformat(timespec="seconds"),
        counts={table.name: _count(connection, table) for table in tables},
    )
    writer = Writer(file, header)
    for table in tables:
        with closing(portable.rows(connection, table)) as rows:
            for row in rows:
                writer.row(table.name, row)
    writer.finish()
    return header


def _count(connection: Connection, table: sa.Table) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
