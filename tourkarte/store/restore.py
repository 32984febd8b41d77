"""Putting a backup into a database: all of it or nothing, and nothing that is there is lost by mistake."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from tourkarte.settings import settings
from tourkarte.store import portable
from tourkarte.store.backup import dump
from tourkarte.store.backup_source import opened
from tourkarte.store.check import faults
from tourkarte.store.engines import name_of, writing
from tourkarte.store.errors import NotEmptyError
from tourkarte.store.loading import load
from tourkarte.store.migrate import head, known, migrate, version
from tourkarte.store.new_file import becoming
from tourkarte.store.rows import storable
from tourkarte.store.schema import CHANGE, STORE
from tourkarte.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from tourkarte.store.backup_file import Header
    from tourkarte.store.backup_source import Source

RESTORED: Final = "restore"
"""The action of the change that a restore leaves in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done.

    Attributes
    ----------
    saved
        Where the backup is of what the database held before; None if it held nothing.
    """

    header: Header
    schema: str
    saved: Path | None


def restore(
    engine: Engine,
    path: Path,
    *,
    aside: Callable[[], Path],
    now: dt.datetime,
    force: bool = False,
    author: str | None = None,
) -> Restored:
    """Make the database hold what a backup holds, under a new identity, so that nothing kept from before is used.

    Parameters
    ----------
    aside
        Names the new file for a backup of what the database holds, if it holds anything.
    force
        Replace what the database holds.
    author
        Who does it, as the log is to name them; None leaves the log as it is in the backup.

    Raises
    ------
    BackupError
        If the file is no backup, not whole, changed, of a newer version, does not fit, or holds what `check` finds.
    NotEmptyError
        If the database holds something and `force` is not given.
    StoreError
        If the database cannot be written or is none of ours.
    """
    with opened(path) as source:
        if source.header.schema not in known():
            raise source.newer(f"Schema {source.header.schema}", f"das Schema {head()}")
        with writing(engine, rebuilding=source.header.schema != head()) as connection:
            saved = _cleared(connection, source.header.schema, aside=aside, now=now, force=force)
            load(connection, source)
            migrate(connection, head())
            connection.execute(sa.update(STORE).values(identity=str(uuid.uuid4())))
            _check(connection, source)
            if author:
                _log(connection, path, author, now)
        return Restored(header=source.header, schema=head(), saved=saved)


def _log(connection: Connection, path: Path, author: str, now: dt.datetime) -> None:
    values = {
        "at": now.astimezone(dt.UTC),
        "author": storable(author),
        "action": RESTORED,
        "summary": storable(f"Sicherung „{path.name}“ eingespielt"),
    }
    connection.execute(sa.insert(CHANGE).values(values))


def _check(connection: Connection, source: Source) -> None:
    """Refuse what no database of ours holds: the checksum is anybody's to make."""
    if fault := next(faults(connection, settings().data_dir), None):
        raise source.unfit(f"nach dem Einspielen stimmt nicht alles („{one_line(fault)}“)")


def _cleared(
    connection: Connection, wanted: str, *, aside: Callable[[], Path], now: dt.datetime, force: bool
) -> Path | None:
    """Leave empty tables of a schema; return where the backup is of what they held."""
    database = name_of(connection.engine)
    found = version(connection, database=database)
    saved = None
    if found and _holds_data(connection, found):
        if not force:
            raise NotEmptyError(
                f"Die Datenbank {database} enthält schon Daten; sie bleiben, wie sie sind. Bitte mit "
                "TOURKARTE_DATABASE_URL eine leere nennen oder mit --force alles ersetzen; vorher wird gesichert, was "
                "da ist."
            )
        saved = aside()
        with becoming(saved) as file:
            dump(connection, file, schema=found, now=now)
    if found == wanted:
        for table in reversed(portable.tables(connection, wanted)):
            connection.execute(sa.delete(table))
        return saved
    if found:
        old = sa.MetaData()
        old.reflect(connection, only=list(portable.names(found)))
        old.drop_all(connection)
    migrate(connection, wanted)
    return saved


def _holds_data(connection: Connection, schema: str) -> bool:
    tables = portable.tables(connection, schema)
    return any(connection.execute(sa.select(table).limit(1)).first() for table in tables)
