"""A private PostgreSQL server in a temporary folder, that leaves nothing behind however the tests end."""

from __future__ import annotations

import os
import random
import shlex
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from tests.store.postgresql import MISSING, programs

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE: Final = "60"  # seconds; a bound for a start, not a wait
_PORTS: Final = range(20_000, 32_000)  # below those of outgoing connections: none takes ours while we are stopped
_OWNER: Final = "postgres"  # the user that Debian's package makes: PostgreSQL refuses to run as root
_INITDB: Final = ("-U", _OWNER, "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions")
# Texts sort as on a German server, not by their bytes as in SQLite: who leans on either order is found out.
_GERMAN: Final = ("--locale=C", "--locale-provider=icu", "--icu-locale=de")
# No fsync: what survives a crash of the machine is PostgreSQL's business, not what these tests are about. But no
# wal_level=minimal: with it, PostgreSQL 15 forgets after a crash how far a sequence was that began in the transaction
# which made it, as ours do, and gives the same numbers again.
_CONFIGURATION: Final = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
shared_buffers = 32MB
"""


class Cluster:
    """A server that runs; `stop` and `start` let a test take the database away and bring it back.

    Attributes
    ----------
    folder
        Where all of it is.
    port
        On 127.0.0.1; the same after a new start.
    """

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder = folder
        self._binaries = binaries
        self._data = folder / "data"
        self._names = count(1)
        self.port = _free_port()
        self._run("initdb", "-D", self._data, *_INITDB, *_GERMAN)
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
            configuration.write(_CONFIGURATION.format(port=self.port, folder=folder))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._run("pg_ctl", "-D", self._data, "-l", self.folder / "log", "-w", "-t", _PATIENCE, "-s", "start")

    def stop(self) -> None:
        """Stop the server at once: who is connected is cut off in the middle of what they do."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "-t", _PATIENCE, "-s", "stop")

    def url(self, database: str) -> str:
        """Return the address of a database of this server."""
        return f"postgresql://{_OWNER}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """Make a database, an empty one or a copy of one that nobody is connected to; return its name."""
        name = f"test{next(self._names)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        self._execute(command.format(sql.Identifier(name), sql.Identifier(template)))
        return name

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database for the length of the block; yield its name."""
        name = self.create(template)
        try:
            yield name
        finally:
            self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = (self._binaries / program, *arguments)
        done = subprocess.run(command, check=False, capture_output=True, text=True, **_as_owner(self.folder))
        assert done.returncode == 0, f"{program}: {done.stdout}{done.stderr}{self._log()}"

    def _log(self) -> str:
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server of one's own; afterwards nothing of it is left."""
    binaries = programs()
    assert binaries, MISSING
    folder = Path(tempfile.mkdtemp(prefix="tk-pg-", dir="/tmp"))  # the path of a socket must be short
    if os.geteuid() == 0:
        shutil.chown(folder, _OWNER, _OWNER)
    with _guard(folder, binaries) as guard:
        made = Cluster(folder, binaries)
        made.start()
        yield made
    assert guard.returncode == 0, f"the server in {folder} is left behind"


def _guard(folder: Path, binaries: Path) -> subprocess.Popen[bytes]:
    """Start what stops the server and removes its folder as soon as its standard input closes.

    So it does when the block ends, and also when the tests are killed, where no handler of ours would run.
    """
    stop = shlex.join(map(str, (binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-s", "stop")))
    program = f"cat >/dev/null; {stop}; cd /; rm -rf {shlex.quote(str(folder))}; test ! -e {shlex.quote(str(folder))}"
    return subprocess.Popen(
        ("sh", "-c", program),
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C in the terminal is meant for the tests
        **_as_owner(folder),
    )


def _as_owner(folder: Path) -> dict[str, Any]:
    """Return how to start a program so that it may run a server."""
    as_root = {"user": _OWNER, "group": _OWNER, "extra_groups": ()}
    return {"cwd": folder} | (as_root if os.geteuid() == 0 else {})


def _free_port() -> int:
    for port in random.sample(_PORTS, 100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("no free port on 127.0.0.1")
