"""What search engines are told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.frames import sample
from tourkarte.web import sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "https://termine.example.org"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=sitemap.ROUTES), base_url=HOST) as client:
        yield client


def places(text: str) -> list[str]:
    return [str(found.text) for found in ET.fromstring(text).findall(".//s:loc", NAMES)]  # noqa: S314 (our own)


def test_all_pages_are_on_the_map(client: TestClient) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    found = places(answer.text)
    assert f"{HOST}/" in found
    assert f"{HOST}/termine/" in found
    assert [f"{HOST}/termine/{key}" for key in sample()["id"]] == found[-6:]
    assert len(set(found)) == len(found)


def test_appointments_say_when_they_were_changed(client: TestClient) -> None:
    root = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314 (our own)
    changed = [url.find("s:lastmod", NAMES) is not None for url in root]
    assert changed == [False] * 5 + [True] * 7


def test_more_than_a_file_may_hold_are_several(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 5)
    parts = places(client.get("/sitemap.xml").text)
    assert parts == [f"{HOST}/sitemap.xml?teil={number}" for number in (1, 2, 3)]
    found = [place for part in parts for place in places(client.get(part).text)]
    assert len(found) == 12
    assert client.get("/sitemap.xml?teil=4").status_code == 400


def test_without_a_name_there_is_no_map(client: TestClient) -> None:
    assert client.get("/sitemap.xml", headers={"host": "<b>"}).status_code == 400
    assert "Sitemap" not in client.get("/robots.txt", headers={"host": "<b>"}).text


@pytest.mark.parametrize(
    ("path", "may"),
    [
        ("/", True),
        ("/termine/", True),
        ("/termine/sommertour-2017-herne", True),
        ("/feeds/termine.ics", True),
        ("/static/js/index.js", True),
        ("/redaktion", False),
        ("/redaktion-pruefen", False),
        ("/anmelden", False),
        ("/state", False),
        ("/_stcore/health", False),
    ],
)
def test_robots_keep_off_the_desk(client: TestClient, path: str, *, may: bool) -> None:
    robots = RobotFileParser()
    robots.parse(client.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("AnyBot", HOST + path) == may
    assert robots.site_maps() == [f"{HOST}/sitemap.xml"]
