"""The store of an installation: where it is, that it is ready, and how it is read and changed."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from tourkarte import clock
from tourkarte.errors import reason
from tourkarte.store.engines import connect, file_of, name_of, reading, writing
from tourkarte.store.errors import StoreError, StoreUnavailableError, another
from tourkarte.store.migrate import upgrade
from tourkarte.store.queries import Reader
from tourkarte.store.transaction import Transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from tourkarte.store.queries import Stamp


class Store:
    """A database of ours.

    Parameters
    ----------
    url
        Its address, as SQLAlchemy has them: `sqlite:///…` or `postgresql://…`.
    fill
        What a new database begins with.
    clock
        What tells the time of changes.
    """

    def __init__(
        self,
        url: str,
        *,
        fill: Callable[[Transaction], None] | None = None,
        clock: Callable[[], dt.datetime] = clock.now,
    ) -> None:
        self.url = url
        self.engine = connect(url)
        self._fill, self._clock = fill, clock
        self._ready = False
        self._lock = threading.Lock()
        self._failures = 0
        self._failed: StoreError | None = None

    @property
    def name(self) -> str:
        """What a person calls the database."""
        return name_of(self.engine)

    def prepare(self) -> tuple[str | None, str]:
        """Make the database, bring it to this version's schema and fill it if it is new; return the schemas.

        Raises
        ------
        StoreVersionError
            If it is another program's, or a future version's.
        StoreUnavailableError
            If it cannot be read or written.
        """
        with self._lock:
            return self._prepare()

    def _prepare(self) -> tuple[str | None, str]:
        try:
            self.make_folder()
            before, after = upgrade(self.engine, fill=self._first if self._fill else None)
        except StoreError as error:
            self._failures, self._failed = self._failures + 1, error
            raise
        self._ready = True
        return before, after

    def _require(self) -> None:
        """Prepare the store unless it is ready; who waits for somebody else to do it has the same outcome."""
        failures = self._failures
        if self._ready:
            return
        with self._lock:
            if self._failed and self._failures > failures:  # while we waited; to try again would let all wait in turn
                raise another(self._failed)
            if not self._ready:
                self._prepare()

    def make_folder(self) -> None:
        """Make SQLite's file and its folder, for their owner alone.

        Raises
        ------
        StoreUnavailableError
            If that cannot be.
        """
        file = file_of(self.url)
        if file is None:
            return
        self._make_folder(file)
        with suppress(OSError):  # it is there, or SQLite says why it cannot be
            file.touch(mode=0o600, exist_ok=False)  # SQLite would let everybody read it

    def _make_folder(self, file: Path) -> None:
        if file.parent.is_dir():
            return
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailableError(
                f"Der Ordner {file.parent} für die Datenbank lässt sich nicht anlegen ({reason(error)}). "
                "Bitte ihn freigeben oder mit TOURKARTE_DATABASE_URL einen anderen nennen."
            ) from error

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Open the store for reading; all answers are of one moment.

        Raises
        ------
        StoreError
            As `prepare`.
        """
        self._require()
        with reading(self.engine) as connection:
            yield Reader(connection)

    @contextmanager
    def write(self, author: str, action: str, summary: str, *, undoes: int | None = None) -> Iterator[Transaction]:
        """Change the store; what is done inside happens as a whole, and the log says who did it.

        Parameters
        ----------
        author
            Who does it, as the log is to name them.
        action
            One word for it, such as `publish`.
        summary
            What is done, as a German phrase; the transaction's `summary` may still be changed.

        Raises
        ------
        StoreError
            As `prepare`, and `ConflictError` if somebody else was faster.
        """
        self._require()
        with writing(self.engine) as connection:
            change = {"author": author, "action": action, "summary": summary, "undoes": undoes}
            transaction = Transaction(connection, change)
            yield transaction
            transaction.finish(self._clock())

    def stamp(self) -> Stamp:
        """Return which state of the store this is."""
        with self.read() as reader:
            return reader.stamp()

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()

    def _first(self, connection: Connection) -> None:
        """Fill a new database within the transaction that makes it, so that none is ever seen empty."""
        change = {"author": "Tourkarte", "action": "fill", "summary": "Erste Daten angelegt", "undoes": None}
        transaction = Transaction(connection, change)
        assert self._fill  # noqa: S101 - else nobody calls this
        self._fill(transaction)
        transaction.finish(self._clock())
