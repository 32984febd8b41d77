"""Connections to PostgreSQL that do not wait for a server that says nothing any more.

A server that is stopped refuses at once. One that hangs, or behind a line that drops everything, does neither: without
limits of our own, whoever asks it waits for hours.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, TypeVar

import psycopg
from psycopg.waiting import Ready
from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Generator

    from psycopg.abc import PQGen
    from sqlalchemy import Connection, Engine

T = TypeVar("T")

_CONNECT_S: Final = 3
_PING_S: Final = 3.0
_STATEMENT_S: Final = 30
_SILENCE_S: Final = 40.0  # longer than the server itself allows, so that one that answers says why it does not do it
_LINE: Final = {  # what is sent and not confirmed, and a line that carries nothing; for systems that can tell
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}


def connect_args(*, lock_s: int) -> dict[str, Any]:
    """Return what the driver is to be told; `lock_s` is how long to wait for other writers."""
    limits = {
        "lock_timeout": f"{lock_s}s",
        "statement_timeout": f"{_STATEMENT_S}s",
        "idle_in_transaction_session_timeout": "60s",  # a writer whose machine vanished does not keep all others out
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {"connect_timeout": _CONNECT_S, "application_name": "tourkarte", "options": options, **_LINE}


class Impatient(psycopg.Connection[Any]):
    """A connection that breaks where the server is silent for too long.

    Attributes
    ----------
    patience
        How long that is, in seconds; None is for ever. Short as long as nobody uses it, so that a server that went
        silent meanwhile is found out soon.
    """

    patience: float | None = _PING_S

    def wait(self, gen: PQGen[T], *args: Any, **options: Any) -> T:
        """Run what the driver does with the server."""
        return super().wait(self._limited(gen), *args, **options)

    def _limited(self, steps: PQGen[T]) -> Generator[Any, Any, T]:
        heard = time.monotonic()
        try:
            wanted = next(steps)
            while True:
                ready = yield wanted
                if ready != Ready.NONE:
                    heard = time.monotonic()
                elif self.patience is not None and time.monotonic() - heard > self.patience:
                    self.close()
                    raise psycopg.OperationalError(f"no answer within {self.patience} s")
                wanted = steps.send(ready)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def limit(engine: Engine, *, long: str) -> None:
    """Let an engine make such connections.

    Parameters
    ----------
    long
        The execution option of transactions that take as long as they take: migrations rebuild whole tables.
    """

    def connect(_: object, __: object, args: tuple[Any, ...], options: dict[str, Any]) -> Impatient:
        return Impatient.connect(*args, **options)

    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if connection.get_execution_options().get(long):
            driver.patience = None
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        else:
            driver.patience = _SILENCE_S

    def put_back(driver: Impatient | None, _: object) -> None:
        if driver is not None:
            driver.patience = _PING_S

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "begin", begin)
    event.listen(engine, "checkin", put_back)
