"""Both kinds of database for the tests: who asks for `database_url` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.cluster import Cluster, cluster
from tourkarte.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Return a store of the test's own that is ready and holds nothing."""
    with opened(database_url) as ready:
        yield ready


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
