"""Stores of one kind, for what holds on that kind only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import opened
from tourkarte.store.engines import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from tests.store.cluster import Cluster
    from tourkarte.store.store import Store


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return a way to an empty database."""
    found = connect(database_url)
    yield found
    found.dispose()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty store in a file."""
    with opened(f"sqlite:///{tmp_path / 'tourkarte.sqlite'}") as ready:
        yield ready


@pytest.fixture
def server_store(postgresql: Cluster) -> Iterator[Store]:
    """Return an empty store on a PostgreSQL server."""
    with postgresql.database() as name, opened(postgresql.url(name)) as ready:
        yield ready
