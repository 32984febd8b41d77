"""What is said of a database's address. How both kinds behave, test_databases and test_outage show."""

from __future__ import annotations

import pytest

from tourkarte.store.engines import connect, name_of

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
