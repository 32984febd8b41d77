"""Bring a database to the schema of this version, or say why that cannot be.

Every database of ours holds a row that says so; another program's tables are never touched. Several processes may start
at once on an empty database: the first makes the tables, the others wait and find them.
"""

from __future__ import annotations

import uuid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from tourkarte.store.engines import name_of, reading, use_wal, writing
from tourkarte.store.errors import StoreVersionError
from tourkarte.store.schema import PROGRAM, STORE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

_VERSION: Final = sa.table("alembic_version", sa.column("version_num"))


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def head() -> str:
    """Return the schema that this version of the product knows."""
    revision = _scripts().get_current_head()
    assert revision  # noqa: S101 - there is a first migration
    return revision


def known() -> frozenset[str]:
    """Return all schemas that this version of the product knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def version(connection: Connection, *, database: str) -> str | None:
    """Return the schema of a database; None for an empty one.

    Raises
    ------
    StoreVersionError
        If it is another program's, or of a schema that is not known here.
    """
    inspector = sa.inspect(connection)
    tables = set(inspector.get_table_names())
    if not tables:
        return None
    ours = {"store", "alembic_version"} <= tables
    if not ours or "program" not in {column["name"] for column in inspector.get_columns("store")}:
        raise StoreVersionError(_foreign(database))
    programs = {*connection.scalars(sa.select(STORE.c.program))}
    found = connection.scalar(sa.select(_VERSION.c.version_num))
    if programs != {PROGRAM} or found is None:
        raise StoreVersionError(_foreign(database))
    if found not in known():
        raise StoreVersionError(
            f"Die Datenbank {database} wurde von einer neueren Version von Tourkarte geschrieben (Schema {found}); "
            f"diese kennt das Schema {head()}. Bitte Tourkarte erneuern oder eine frühere Sicherung in eine leere "
            "Datenbank einspielen."
        )
    return str(found)


def _foreign(database: str) -> str:
    return (
        f"Die Datenbank {database} gehört einem anderen Programm; Tourkarte rührt sie nicht an. "
        "Bitte mit TOURKARTE_DATABASE_URL eine leere nennen."
    )


def upgrade(
    engine: Engine, to: str = "head", *, fill: Callable[[Connection], None] | None = None
) -> tuple[str | None, str]:
    """Bring a database to a schema, all steps in one transaction; return what it was and is.

    Parameters
    ----------
    fill
        Writes what a new database begins with, in the same transaction.

    Raises
    ------
    StoreVersionError
        As `version`.
    StoreUnavailableError
        If it cannot be read or written.
    """
    target = head() if to == "head" else to
    with reading(engine) as connection:  # a database that is as it must be is not locked, and may be read-only
        before = version(connection, database=name_of(engine))
    use_wal(engine)
    if before == target:
        return before, target
    with writing(engine, rebuilding=True) as connection:
        before = version(connection, database=name_of(engine))
        if before != target:
            migrate(connection, target)
            if before is None and fill:
                fill(connection)
        return before, target


def migrate(connection: Connection, target: str) -> None:
    """Run the steps to a schema on a connection that is writing; a database without tables becomes ours."""
    new = not sa.inspect(connection).has_table("store")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)
    if new:
        connection.execute(sa.insert(STORE).values(program=PROGRAM, identity=str(uuid.uuid4())))
