"""Under which name a reader has called this installation."""

from __future__ import annotations

import pytest

from tourkarte.settings import settings
from tourkarte.web.hosts import address_of


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"host": "a.example"}, "http://a.example"),
        ({"host": "a.example:8501"}, "http://a.example:8501"),
        ({"host": "[::1]:8501"}, "http://[::1]:8501"),
        ({"host": "b", "x-forwarded-host": "a.example", "x-forwarded-proto": "https"}, "https://a.example"),
        ({"host": "b", "x-forwarded-host": "a.example, b", "x-forwarded-proto": "https, http"}, "https://a.example"),
        ({"host": "a.example", "x-forwarded-proto": "javascript"}, "http://a.example"),
        ({"host": "a.example/evil"}, ""),
        ({"host": 'a.example"><script>'}, ""),
        ({"host": "a.example\r\nX: y"}, ""),
        ({}, ""),
    ],
)
def test_the_name_is_the_one_that_the_reader_has_used(headers: dict[str, str], expected: str) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert address_of({"scheme": "http", "headers": raw}) == expected


def test_what_the_operator_says_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_PUBLIC_URL", "https://tour.example.org")
    settings.cache_clear()
    assert address_of({"scheme": "http", "headers": [(b"host", b"evil.example")]}) == "https://tour.example.org"
