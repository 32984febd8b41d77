"""The appointments as files under addresses of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser  # type: ignore[import-untyped]
import pytest
from icalendar import Calendar
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.frames import sample
from tourkarte.export import formats
from tourkarte.web import answers, feeds

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=feeds.ROUTES)) as client:
        yield client


@pytest.mark.parametrize("form", formats().values(), ids=lambda form: form.name)
def test_every_format_is_a_feed(client: TestClient, form: object) -> None:
    assert isinstance(form, type(formats()["csv"]))
    variant = {form.variant: "1"} if form.variant else {}
    found = client.get(f"/feeds/termine.{form.suffix}", params={"stadt": "Herne", **variant})
    assert found.status_code == 200
    assert found.headers["content-type"] == form.media_type
    assert found.headers["etag"].startswith('"')
    assert "termine-herne" in found.headers["content-disposition"]


def test_the_same_query_gives_the_rows_of_the_dashboard(client: TestClient) -> None:
    read = formats()["csv"].read
    assert read
    rows = read(client.get("/feeds/termine.csv?stadt=Herne&stadt=Wesel").content)
    expected = sample()
    expected = expected[expected["city"].isin(["Herne", "Wesel"])]
    assert list(rows["id"]) == list(expected["id"])


@pytest.mark.parametrize(("query", "spoken"), [("", ""), ("&lang=de", ""), ("&lang=en", "?lang=en")])
def test_links_lead_to_pages_in_the_language_of_the_feed(client: TestClient, query: str, spoken: str) -> None:
    page = f"http://testserver/termine/sommertour-2017-herne{spoken}"
    calendar = Calendar.from_ical(client.get(f"/feeds/termine.ics?stadt=Herne{query}").content)
    [entry] = calendar.walk("VEVENT")
    assert (entry["URL"], entry["UID"]) == (page, "sommertour-2017-herne@tourkarte")
    assert str(entry["DESCRIPTION"]).endswith(page)
    [row] = client.get(f"/feeds/termine.json?stadt=Herne{query}").json()["appointments"]
    assert row["url"] == page
    [news] = feedparser.parse(client.get(f"/feeds/termine.atom?stadt=Herne{query}").content).entries
    assert (news.link, news.id) == (page, "tag:tourkarte,2017:termin/sommertour-2017-herne/1")
    assert f'href="{page}"' in client.get(f"/feeds/termine.html?stadt=Herne{query}").text


def test_who_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get("/feeds/termine.csv")
    again = client.get("/feeds/termine.csv", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stadt=Hernee", "gemeint: „Herne“"),
        ("von=2017-02-30", "Den Tag „2017-02-30“"),
        ("von=2017-08-03&bis=2017-08-02", "liegt vor"),
        ("nahe=44649&km=-1", "erlaubt sind ganze Kilometer"),
        ("nahe=44649&km=10000", "erlaubt sind ganze Kilometer"),
        ("lang=fr", "Die Sprache „fr“"),
        ("excel=ja", "hat hier nur diese Werte: 1, 0"),
        ("excel=1&excel=1", "„excel“ steht mehrmals"),
        ("farbe=rot", "farbe"),
        ("suche=" + "a" * 10_000, "höchstens 4000"),
        ("suche=%ff", "erlaubt ist UTF-8"),
        ("suche=%00", "Steuerzeichen"),
    ],
)
def test_half_a_filter_is_refused_with_the_reason(client: TestClient, query: str, said: str) -> None:
    found = client.get(f"/feeds/termine.csv?{query}")
    assert found.status_code == 400
    assert said in found.text


def test_a_town_whose_last_appointment_has_gone_has_none(client: TestClient) -> None:
    found = client.get("/feeds/termine.json?stadt=Dortmund")
    assert (found.status_code, found.json()["appointments"]) == (200, [])


@pytest.mark.parametrize("path", ["/feeds/nix", "/feeds/termine.csv/x", "/feeds/"])
def test_what_is_no_feed_is_said_so(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_unknown_format_is_none(client: TestClient) -> None:
    found = client.get("/feeds/termine.doc")
    assert found.status_code == 404
    assert "csv" in found.text.partition("möglich: ")[2]


def test_is_built_once_for_all_readers(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    client.get("/feeds/termine.csv")
    monkeypatch.setattr(answers, "_keep", None)  # must not be called
    assert client.get("/feeds/termine.csv").status_code == 200
