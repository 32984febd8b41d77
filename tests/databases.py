"""Both kinds of database for the tests: who asks for `database_url` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.cluster import Cluster, cluster
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server for all tests; none may stop it."""
    with cluster() as server:
        yield server


@pytest.fixture
def mortal_postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server that the test may stop and start again."""
    with cluster() as server:
        yield server


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Return the kind of database that the test runs on."""
    return str(request.param)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database of the test's own."""
    with empty_database(kind, request, tmp_path / "tourkarte.sqlite") as url:
        yield url


def _nothing(url: str) -> None:
    with opened(url):
        pass


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return a store of the test's own that is ready and holds nothing."""
    with copied(_nothing, kind, request, tmp_path) as ready:
        yield ready


@pytest.fixture(scope="session")
def templates() -> dict[tuple[str, Callable[[str], None]], str]:
    """Return which databases were made to be copied: a file's path or a database's name by kind and maker."""
    return {}


@contextmanager
def copied(make: Callable[[str], None], kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of the database that `make` makes, given its address; it is made once for all tests."""
    known = request.getfixturevalue("templates")
    if kind == "sqlite":
        if (kind, make) not in known:
            template = request.getfixturevalue("tmp_path_factory").mktemp("template") / "tourkarte.sqlite"
            make(f"sqlite:///{template}")
            known[kind, make] = str(template)
        path = shutil.copy(known[kind, make], tmp_path / "tourkarte.sqlite")
        with opened(f"sqlite:///{path}") as store:
            yield store
        return
    server: Cluster = request.getfixturevalue("postgresql")
    if (kind, make) not in known:
        known[kind, make] = server.create()
        make(server.url(known[kind, make]))
    with server.database(template=known[kind, make]) as name, opened(server.url(name)) as store:
        yield store


@contextmanager
def opened(url: str, **options: Any) -> Iterator[Store]:
    """Open a store that is ready for the length of the block."""
    found = Store(url, **options)
    try:
        found.prepare()
        yield found
    finally:
        found.close()


@contextmanager
def empty_database(kind: str, request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """Make an empty database; a server is started only once a test needs it."""
    if kind == "sqlite":
        yield f"sqlite:///{path}"
        return
    server: Cluster = request.getfixturevalue("postgresql")
    with server.database() as name:
        yield server.url(name)
