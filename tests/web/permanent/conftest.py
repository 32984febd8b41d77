"""The permanent pages of any appointments, as readers get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import html5lib  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests import folders
from tourkarte.settings import settings
from tourkarte.web import permanent, sitemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd

    Publish = Callable[[pd.DataFrame], None]

NOON = "2017-08-03T12:00"


@pytest.fixture(autouse=True)
def _at_noon_of_the_second_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TOURKARTE_NOW", NOON)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[*permanent.ROUTES, *sitemap.ROUTES])
    with TestClient(app, base_url="https://termine.example.org") as client:
        yield client


@pytest.fixture
def publish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Publish:
    """Return what puts the appointments of a frame in place of the first tour's."""

    def put(frame: pd.DataFrame) -> None:
        monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(tmp_path / "data", frame)))
        settings.cache_clear()

    return put


def read(client: TestClient, address: str, status: int = 200) -> BeautifulSoup:
    """Return a page that a strict parser finds nothing wrong with."""
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    html5lib.HTMLParser(strict=True).parse(answer.text)
    return BeautifulSoup(answer.text, "lxml")


def words(page: BeautifulSoup, selector: str = "main") -> str:
    """Return the text of the first part of a page that a selector finds."""
    found = page.select_one(selector)
    assert found, f"{selector} is missing"
    return " ".join(found.get_text(" ").split())
