"""`/embed`: map and list for pages of other hosts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from tests import folders
from tests.frames import synthetic
from tourkarte import clock
from tourkarte.settings import settings
from tourkarte.web import answers, assets, embed
from tourkarte.web.headers import SecurityHeaders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client() -> Iterator[TestClient]:
    routes = [*embed.ROUTES, *assets.ROUTES]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])) as client:
        yield client


def test_shows_what_is_selected(client: TestClient) -> None:
    text = client.get("/embed?stadt=Herne&stadt=Wesel").text
    assert re.findall(r'<li class="tk-entry[^>]*data-choose="([^"]+)"', text) == [
        "sommertour-2017-herne",
        "sommertour-2017-wesel",
    ]
    assert 'href="./?stadt=Herne&amp;stadt=Wesel"' in text


def test_any_page_may_frame_it(client: TestClient) -> None:
    headers = client.get("/embed").headers
    assert "frame-ancestors *" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_all_that_it_links_is_there_and_relative(client: TestClient) -> None:
    text = client.get("/embed").text
    linked = re.findall(r'<(?:script src|link [^>]*href)="([^"]+)"', text)
    assert len(linked) == 7
    for address in linked:
        assert not address.startswith(("/", "http"))
        assert client.get(f"/{address}").status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 'data-thema="auto"'),
        ("?thema=dunkel", 'data-thema="dunkel"'),
        ("?lang=en", '<html lang="en"'),
        ("?stand=2017-08-03T12:00", '"now":1501754400000'),
        ("?termin=sommertour-2017-herne", '"chosen":"sommertour-2017-herne"'),
        ("?suche=gibtesnicht", "Für diese Auswahl gibt es keine Termine."),
        ("?stadt=Herne&lang=en", 'href="./?stadt=Herne&amp;lang=en"'),
    ],
)
def test_how_it_looks_is_in_the_address(client: TestClient, query: str, expected: str) -> None:
    assert expected in client.get(f"/embed{query}").text


def test_an_installation_that_looks_at_one_moment_does_so_here_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T12:00")  # local time
    settings.cache_clear()
    assert '"now":1501754400000' in client.get("/embed").text


def test_the_list_can_be_left_out(client: TestClient) -> None:
    assert "tk-entry" not in client.get("/embed?liste=nein").text


def test_the_pages_of_appointments_keep_the_language(client: TestClient) -> None:
    page = 'href="termine/sommertour-2017-herne{}" target'.format
    assert page("?lang=en") in client.get("/embed?stadt=Herne&lang=en").text
    assert page("") in client.get("/embed?stadt=Herne").text


@pytest.mark.parametrize("query", ["termin=weg", "t%65rmin=weg", "termin=weg&termin=auch", "stadt=Herne&termin=%ff"])
def test_an_article_goes_on_showing_the_map_once_its_appointment_is_deleted(client: TestClient, query: str) -> None:
    found = client.get(f"/embed?{query}")
    assert found.status_code == 200
    assert '"chosen":null' in found.text
    assert ('"sommertour-2017-wesel"' in found.text) == ("stadt" not in query)


def _first_listed(text: str) -> str:
    found = re.search(r'<li class="tk-entry[^>]*data-choose="([^"]+)"', text)
    assert found
    return found[1]


def test_a_long_list_is_that_around_the_day_on_which_it_is_read(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = synthetic(900)
    monkeypatch.setenv("TOURKARTE_DATA_DIR", str(folders.with_appointments(tmp_path / "data", rows)))
    settings.cache_clear()
    days = dict(zip(rows["id"], rows["date"], strict=True))
    seen = {}
    for moment in ("2017-08-02T00:00", "2017-10-30T00:00", "2017-10-30T23:59", "2017-10-31T00:00"):
        now = dt.datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE)
        monkeypatch.setattr(clock, "now", lambda _fixed=None, now=now: now)
        seen[moment] = _first_listed(client.get("/embed").text)
    first, begin, end, after = seen.values()
    assert first == rows["id"].iloc[0]
    assert begin == end != after
    assert dt.timedelta(0) < dt.datetime(2017, 10, 30) - days[begin] < dt.timedelta(20)  # noqa: DTZ001 (as the rows' days)
    assert _first_listed(client.get("/embed?stand=2017-08-02T12:00").text) == first


def test_nobody_takes_the_list_of_yesterday_for_current(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    dated = []
    for moment in ("2099-10-30T00:00", "2099-10-30T23:59", "2099-10-31T00:00"):  # after all changes
        now = dt.datetime.fromisoformat(moment).replace(tzinfo=clock.ZONE)
        monkeypatch.setattr(clock, "now", lambda _fixed=None, now=now: now)
        dated.append(client.get("/embed").headers["last-modified"])
    assert dated == [*["Thu, 29 Oct 2099 23:00:00 GMT"] * 2, "Fri, 30 Oct 2099 23:00:00 GMT"]


@pytest.mark.parametrize(
    "query", ["thema=rot", "liste=", "liste=0", "stadt=Hernee", "farbe=1", "thema=hell&thema=hell"]
)
def test_what_cannot_be_is_refused_with_the_reason(client: TestClient, query: str) -> None:
    found = client.get(f"/embed?{query}")
    assert found.status_code == (200 if query == "liste=" else 400)
    if found.status_code == 400:
        assert found.headers["content-type"].startswith("text/plain")


def test_is_built_once_and_known_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/embed?stadt=Herne")
    monkeypatch.setattr(answers, "_keep", None)  # must not be called
    again = client.get("/embed?stadt=Herne", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_same_state_gives_the_same_bytes(client: TestClient) -> None:
    first = client.get("/embed").content
    answers.forget()
    assert client.get("/embed").content == first
