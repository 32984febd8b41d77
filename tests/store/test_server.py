"""A server that goes silent is given up: nobody waits for hours, and it is asked again afterwards."""

from __future__ import annotations

import socket
import threading
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from tests.databases import opened
from tests.store import samples
from tourkarte.store import engines, server
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.store.records import AppointmentRecord
from tourkarte.store.server import Impatient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.cluster import Cluster
    from tourkarte.store.store import Store

PATIENCE = 60
GONE = r"antwortet nicht\. Es wurde nichts gespeichert"


class Line:
    """A line to a server that can go silent without being cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._open = threading.Event()
        self._open.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._sockets = [self._listening]
        self._start(self._accept)

    def silence(self) -> None:
        """Carry nothing any more, in either direction."""
        self._open.clear()

    def speak(self) -> None:
        """Carry all that was held back, and what comes."""
        self._open.set()

    def close(self) -> None:
        """Cut it."""
        self.speak()
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _start(self, run: object, *arguments: object) -> None:
        threading.Thread(target=run, args=arguments, daemon=True).start()  # type: ignore[arg-type]

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._to))
                self._sockets += [near, far]
                self._start(self._carry, near, far)
                self._start(self._carry, far, near)

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._open.wait(PATIENCE)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def behind(line: Line, name: str) -> Iterator[Store]:
    with opened(f"postgresql://postgres@127.0.0.1:{line.port}/{name}") as store:
        samples.add(store, "a")
        yield store


@pytest.fixture
def line(postgresql: Cluster) -> Iterator[Line]:
    with closing(Line(postgresql.port)) as found:
        yield found


def test_a_connection_of_the_pool_that_went_silent_is_given_up(
    postgresql: Cluster, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Impatient, "patience", 0.3)
    with postgresql.database() as name, behind(line, name) as store:
        before = store.stamp()
        line.silence()
        with pytest.raises(StoreUnavailableError, match=GONE):
            store.stamp()
        line.speak()
        assert store.stamp() == before


def test_a_server_that_goes_silent_in_the_middle_is_given_up(
    postgresql: Cluster, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_SILENCE_S", 0.3)
    with postgresql.database() as name, behind(line, name) as store:

        def edit_half() -> None:
            with store.write("Bernd", "edit", "halb") as change:
                change.edit(AppointmentRecord, "a", 1, note="halb")
                line.silence()
                change.get(AppointmentRecord, "a")

        with pytest.raises(StoreUnavailableError, match=GONE):
            edit_half()
        line.speak()
        with store.read() as reader:
            assert reader.get(AppointmentRecord, "a").note is None


def test_a_server_that_goes_silent_before_it_confirms_leaves_no_promise(
    postgresql: Cluster, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_SILENCE_S", 0.3)
    with postgresql.database() as name, behind(line, name) as store:

        def edit_all() -> None:
            with engines.writing(store.engine) as connection:
                connection.exec_driver_sql("UPDATE appointment SET note = 'am Ende'")
                line.silence()

        with pytest.raises(StoreUnavailableError, match="nicht sicher; bitte neu laden"):
            edit_all()


def test_the_server_itself_ends_a_statement_that_takes_too_long(
    server_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_STATEMENT_S", 1)
    with (
        opened(server_store.engine.url.render_as_string(hide_password=False)) as store,
        pytest.raises(StoreUnavailableError, match="sie braucht zu lange"),
        store.read() as reader,
    ):
        reader.connection.exec_driver_sql("SELECT pg_sleep(60)")


def test_a_migration_may_take_as_long_as_it_takes(server_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_STATEMENT_S", 1)
    monkeypatch.setattr(server, "_SILENCE_S", 0.3)
    with (
        opened(server_store.engine.url.render_as_string(hide_password=False)) as store,
        engines.writing(store.engine, rebuilding=True) as connection,
    ):
        assert connection.exec_driver_sql("SELECT pg_sleep(1.2) IS NOT NULL").scalar()
