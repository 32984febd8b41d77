from __future__ import annotations

import errno
import sqlite3

import pytest

from tourkarte.places.register.reasons import reason


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOENT, "gibt es nicht"),
        (errno.EACCES, "Erlaubnis"),
        (errno.EISDIR, "Ordner"),
        (errno.ENOSPC, "kein Platz"),
        (errno.EMFILE, "Fehler 24 des Systems"),
    ],
)
def test_the_usual_errors_are_told_in_german(number: int, told: str) -> None:
    assert told in reason(OSError(number, "English"))
    assert "English" not in reason(OSError(number, "English"))


def test_errors_without_number() -> None:
    assert reason(OSError("English")) == "Systemfehler"
    assert reason(sqlite3.OperationalError("English")) == "Fehler der Datenbank"


def test_a_full_disk_under_a_database() -> None:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    assert reason(error) == "es ist kein Platz mehr frei"
