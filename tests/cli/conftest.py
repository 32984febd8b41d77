from __future__ import annotations

import pytest

from tourkarte.settings import settings
from tourkarte.store import installed


@pytest.fixture
def _on_both(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the installation's database be SQLite in one run of the test and PostgreSQL in the other."""
    monkeypatch.setenv("TOURKARTE_DATABASE_URL", database_url)
    settings.cache_clear()
    installed.store.cache_clear()
