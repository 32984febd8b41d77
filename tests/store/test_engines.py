"""What is said of a database's address. How both kinds behave, test_databases and test_outage show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.databases import opened
from tourkarte.store.engines import connect, name_of

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "geheim"  # noqa: S105 (no real one)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"postgresql://anna:{SECRET}@db:5433/tour", "postgresql://anna@db:5433/tour"),
        (f"postgresql://anna@db/tour?password={SECRET}", "postgresql://anna@db/tour"),
        (f"postgresql:///tour?host=/run&user=anna&password={SECRET}&sslpassword={SECRET}", "postgresql:///tour"),
        ("sqlite:////var/lib/tourkarte.sqlite", "/var/lib/tourkarte.sqlite"),
    ],
)
def test_the_name_of_a_database_holds_no_password(url: str, name: str) -> None:
    assert name_of(connect(url)) == name


def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "tourkarte.sqlite"
    with opened(f"sqlite:///{file}"):
        assert file.stat().st_mode & 0o777 == 0o600
