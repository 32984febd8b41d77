"""A desk with the first tour and one that holds nothing yet, on both kinds of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import copied, opened
from tourkarte.desk import editing
from tourkarte.store.first import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tourkarte.store.store import Store


def _two_tours(url: str) -> None:
    with opened(url, fill=fill) as store:
        editing.add_tour(store, author="Anna", title="Herbsttour", planned=6)


@pytest.fixture
def desk(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Return a store with the first tour and one without appointments, `herbsttour`."""
    with copied(_two_tours, kind, request, tmp_path) as store:
        yield store
