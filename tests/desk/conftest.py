"""A desk with the first tour and one that holds nothing yet, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import opened
from tourkarte.desk import editing
from tourkarte.store.first import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.store.store import Store


@pytest.fixture
def desk(database_url: str) -> Iterator[Store]:
    """Return a store with the first tour and one without appointments, `herbsttour`."""
    with opened(database_url, fill=fill) as store:
        editing.add_tour(store, author="Anna", title="Herbsttour", planned=6)
        yield store
