"""Connections to SQLite and PostgreSQL that behave alike: one writer at a time, readers never wait for it.

SQLite takes its lock for writing when a transaction begins and not when it first writes, where it could no longer wait
for it. PostgreSQL gets the same order by a lock of its own, so that whoever sees a change sees all before it.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy import event, exc
from sqlalchemy.engine import make_url

from tourkarte.errors import InvalidValueError
from tourkarte.store.errors import StoreError, StoreUnavailableError, because
from tourkarte.store.turns import gate, pause

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

WRITERS_LOCK: Final = 0x746F7572  # any number, the same for all that write
_WAIT_S: Final = 15
_WRITES: Final = "tourkarte_writes"
_REBUILDS: Final = "tourkarte_rebuilds"
_FILE: Final = "tourkarte_file"
_NO_TABLE: Final = "42P01"  # PostgreSQL's code


def connect(url: str) -> Engine:
    """Return the engine for a database's address; nothing is connected yet."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    from tourkarte.store import server  # noqa: PLC0415 -- the driver takes its time, which SQLite need not wait for

    engine = sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,  # a connection that died while nobody used it is replaced, not handed out
        pool_size=5,
        max_overflow=10,
        pool_timeout=_WAIT_S,
        connect_args=server.connect_args(lock_s=_WAIT_S),
    )
    server.limit(engine, long=_REBUILDS)
    return engine


def _sqlite(address: sa.URL) -> Engine:
    engine = sa.create_engine(address, connect_args={"timeout": _WAIT_S})
    file = Path(address.database or "")

    def prepare(connection: Any, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own idea of when a transaction begins is too late
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        record.info[_FILE] = _identity(file)

    def check(_: object, record: ConnectionPoolEntry, __: object) -> None:
        """Let go of a file that was replaced by another: what is written into it would be gone."""
        if record.info[_FILE] != _identity(file):
            raise exc.DisconnectionError

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", check)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def use_wal(engine: Engine) -> None:
    """Let readers and the writer of an SQLite database of ours not wait for each other; the file keeps this for good.

    Not done as soon as a file is opened, for it may be another program's.
    """
    if engine.dialect.name == "sqlite":
        with suppress(exc.OperationalError, sqlite3.OperationalError), engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA busy_timeout=0")  # read-only, or others are busy: later then, nobody waits for it
            try:
                driver.execute("PRAGMA journal_mode=WAL")
            finally:
                driver.execute(f"PRAGMA busy_timeout={_WAIT_S * 1000}")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(_WRITES):
        _begin_to_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_to_write(connection: Connection) -> None:
    deadline = time.monotonic() + _WAIT_S
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        with gate(Path(connection.engine.url.database or ""), deadline=deadline):
            while not _is_ours(connection, wait=time.monotonic() < deadline):
                pause()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * _WAIT_S}")


def _is_ours(connection: Connection, *, wait: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except exc.OperationalError as error:
        code = error.orig.sqlite_errorcode if isinstance(error.orig, sqlite3.Error) else 0
        if wait and code & 0xFF == sqlite3.SQLITE_BUSY:  # the rest of the code says why it is busy
            return False
        raise
    return True


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a connection whose queries all see the same moment.

    Raises
    ------
    StoreUnavailableError
        If the database cannot be asked.
    """
    with _told(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def _without_references(connection: Connection) -> Iterator[None]:
    """Let SQLite not look after references; it can be told so only outside of a transaction."""
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def writing(engine: Engine, *, rebuilding: bool = False) -> Iterator[Connection]:
    """Open the one connection that may write; what is done on it happens as a whole or not at all.

    Parameters
    ----------
    rebuilding
        Whether tables may be dropped and made anew, as a migration of SQLite does; others may refer to them meanwhile,
        and must do so rightly in the end.

    Raises
    ------
    StoreUnavailableError
        If the database cannot be written, or another writer does not end.
    """
    with _told(engine), engine.connect() as connection:
        connection.execution_options(**{_WRITES: True, _REBUILDS: rebuilding})
        if engine.dialect.name == "postgresql":  # whether it may be written is the server's to say, not the pool's
            connection.execution_options(postgresql_readonly=None)
        loose = rebuilding and engine.dialect.name == "sqlite"
        with _without_references(connection) if loose else nullcontext(), connection.begin() as transaction:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS_LOCK})
            yield connection
            if loose and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
                raise StoreError(f"Nach dem Umbau der Datenbank verweist {broken[0][0]} auf etwas, das es nicht gibt.")
            with _told_of_commit(engine):
                transaction.commit()


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Say in one sentence why a database does not do what it is asked."""
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError, exc.InternalError, exc.TimeoutError) as error:
        raise StoreUnavailableError(because(error, database=name_of(engine))) from error
    except exc.DataError as error:
        raise InvalidValueError(
            "Eine Angabe passt nicht in die Datenbank: ein Text ist zu lang, oder eine Zahl ist zu groß. "
            "Es wurde nichts gespeichert; bitte die Angaben prüfen."
        ) from error
    except exc.IntegrityError as error:
        raise StoreError(
            "Eine Angabe passt nicht zu dem, was schon in der Datenbank steht. Es wurde nichts gespeichert; bitte neu "
            "laden und noch einmal versuchen."
        ) from error
    except exc.DatabaseError as error:
        if (
            getattr(error.orig, "sqlstate", None) == _NO_TABLE
            or "not a database" in str(error)
            or "malformed" in str(error)
        ):
            raise StoreUnavailableError(because(error, database=name_of(engine))) from error
        raise


@contextmanager
def _told_of_commit(engine: Engine) -> Iterator[None]:
    """Say so where a server went away while it was asked to keep a change: it may have kept it."""
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError, exc.InternalError) as error:
        if not error.connection_invalidated:
            raise
        raise StoreUnavailableError(
            f"Die Datenbank {name_of(engine)} antwortet nicht mehr. Ob sie die Änderung noch gespeichert hat, ist "
            "nicht sicher; bitte neu laden und nachsehen."
        ) from error


def name_of(engine: Engine) -> str:
    """Return what a person calls the database: the path of the file, or user, server and name.

    What stands behind the question mark is left out like the password: libpq takes one from there too.
    """
    address = engine.url
    if engine.dialect.name == "sqlite":
        return address.database or ""
    known = sa.URL.create(
        "postgresql", username=address.username, host=address.host, port=address.port, database=address.database
    )
    return known.render_as_string()


def file_of(url: str) -> Path | None:
    """Return the file that an address of SQLite names; None for PostgreSQL."""
    address = make_url(url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None
