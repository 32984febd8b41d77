"""The list: the rows of the dashboard, by day, with ways to take them along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import frames
from tests.web.permanent.conftest import read, words
from tourkarte import frame as contract
from tourkarte.export import formats
from tourkarte.store.errors import StoreUnavailableError
from tourkarte.web import loaded as kept
from tourkarte.web.permanent import listing

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from starlette.testclient import TestClient

    from tests.web.permanent.conftest import Publish


def listed(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.select(".tk-card h3 a")]


def test_all_appointments_stand_under_their_day(client: TestClient) -> None:
    page = read(client, "/termine/")
    assert listed(page) == list(frames.sample()["id"])
    assert [heading.get_text() for heading in page.select("h2")][:3] == [
        "Mittwoch, 2. August 2017",
        "Donnerstag, 3. August 2017",
        "Freitag, 4. August 2017",
    ]
    assert "6 Termine" in words(page, ".tk-count")
    assert words(page, "h1") == "Sommertour 2017"
    assert [phase.get_text() for phase in page.select(".tk-phase")] == [
        *["erledigt"] * 3,
        "als Nächstes",
        *["geplant"] * 2,
    ]


@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ("stadt=Herne&stadt=Wesel", ["herne", "wesel"]),
        ("bezirk=Arnsberg", ["herne", "schwelm"]),
        ("von=2017-08-04", ["wesel", "schwelm"]),
        ("nahe=44649&km=50&bis=2017-08-03", ["herne"]),
        ("suche=zimmer", []),
        ("suche=nadelfabrik&lang=en", ["aachen"]),
    ],
)
def test_every_filter_of_the_dashboard_filters_here(client: TestClient, query: str, cities: list[str]) -> None:
    page = read(client, f"/termine/?{query}")
    assert listed(page) == [f"sommertour-2017-{city}{'?lang=en' if 'lang=en' in query else ''}" for city in cities]
    assert page.select_one("meta[name=robots][content=noindex]"), "endless selections are nothing for search engines"


def test_a_filter_can_be_taken_back(client: TestClient) -> None:
    page = read(client, "/termine/?stadt=Herne&stadt=Wesel&lang=en")
    [herne, wesel] = page.select(".tk-chips a")
    assert (herne["href"], wesel["href"]) == ("./?stadt=Wesel&lang=en", "./?stadt=Herne&lang=en")
    assert "Without this filter: Town: Herne" in words(page, ".tk-chips a")


def test_what_is_german_on_an_english_page_says_so(client: TestClient) -> None:
    page = read(client, "/termine/?stadt=Herne&lang=en")
    assert page.select_one('.tk-card p[lang="de"]')
    assert not read(client, "/termine/?stadt=Herne").select(".tk-card [lang]")


def test_the_form_keeps_what_it_does_not_ask_for(client: TestClient) -> None:
    page = read(client, "/termine/?stadt=Herne&von=2017-08-02&suche=schule&lang=en&seite=1")
    fields = {str(field["name"]): field["value"] for field in page.select("form input")}
    assert fields == {"suche": "schule", "von": "2017-08-02", "bis": "", "stadt": "Herne", "lang": "en"}


def test_the_same_rows_are_one_link_away_in_every_format(client: TestClient) -> None:
    page = read(client, "/termine/?stadt=Herne&lang=en")
    links = [urlsplit(str(link["href"])) for link in page.select(".tk-take a")]
    assert [link.path for link in links] == [f"../feeds/termine.{form.suffix}" for form in formats().values()]
    for link, form in zip(links, formats().values(), strict=True):
        variant = {form.variant: ["1"]} if form.variant else {}
        assert parse_qs(link.query) == {"stadt": ["Herne"], "lang": ["en"], **variant}


def test_programs_find_what_they_can_follow(client: TestClient) -> None:
    page = read(client, "/termine/?stadt=Herne")
    found = {str(link["type"]): link["href"] for link in page.select("link[rel=alternate][type]")}
    followed = [form for form in formats().values() if form.suffix in {"ics", "atom", "json"}]
    assert found == {
        form.media_type.partition(";")[0]: f"../feeds/termine.{form.suffix}?stadt=Herne" for form in followed
    }


def test_a_long_list_has_pages(client: TestClient, publish: Publish) -> None:
    publish(frames.synthetic(listing.MOST + 20))
    first = read(client, "/termine/?lang=en")
    assert len(listed(first)) == listing.MOST
    assert [link["href"] for link in first.select(".tk-leaves a")] == ["./?seite=2&lang=en"] * 2
    second = read(client, "/termine/?seite=2&lang=en")
    assert len(listed(second)) == 20
    assert not set(listed(first)) & set(listed(second))
    assert [link["href"] for link in second.select(".tk-leaves a")] == ["./?lang=en"] * 2
    assert second.select_one("link[rel=canonical]")["href"].endswith("/termine/?seite=2&lang=en")  # type: ignore[index, union-attr]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("stadt=Hernee", "gemeint: „Herne“"),
        ("von=2017-02-30", "Den Tag „2017-02-30“"),
        ("farbe=%3Cscript%3E", "farbe"),
        ("seite=2", "möglich: 1 bis 1"),
        ("seite=-1", "möglich: 1 bis 1"),
        ("seite=%D9%A1", "möglich: 1 bis 1"),
        ("seite=" + "9" * 3000, "möglich: 1 bis 1"),
        ("seite=1&seite=1", "steht mehrmals"),
        ("suche=" + "a" * 10_000, "höchstens 4000"),
        ("suche=%ff", "erlaubt ist UTF-8"),
    ],
)
def test_half_a_filter_is_refused_on_a_page(client: TestClient, query: str, said: str) -> None:
    page = read(client, f"/termine/?{query}", 400)
    assert "Diese Auswahl gibt es nicht." in words(page, "h1")
    assert said in words(page)
    assert len(words(page)) < 700
    assert not page.select("script")
    assert page.select_one('main a[href="./"]')


def test_a_selection_of_nothing_says_so_and_leads_back(client: TestClient) -> None:
    page = read(client, "/termine/?von=2017-12-01")
    assert "In dieser Auswahl gibt es keine Termine. Filter zurücksetzen" in words(page)
    assert page.select_one('.tk-empty a[href="./"]')


def test_where_there_is_nothing_yet_that_is_said(client: TestClient, publish: Publish) -> None:
    publish(contract.empty())
    assert "Es gibt noch keine Termine." in words(read(client, "/termine/"))


def test_hostile_texts_stay_texts(client: TestClient, publish: Publish) -> None:
    publish(frames.hostile().assign(tour=frames.TOUR))
    page = read(client, "/termine/")
    assert len(listed(page)) > 25
    assert not page.select("script, img, b, iframe, [onerror], [style]")


def test_without_the_store_it_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise StoreUnavailableError("weg")

    monkeypatch.setattr(kept, "_LAST", {})
    monkeypatch.setattr(kept, "watch", gone)
    page = read(client, "/termine/?lang=en", 503)
    assert "cannot be reached" in words(page, "h1")


@pytest.mark.parametrize("path", ["/termine/", "/termine/sommertour-2017-herne", "/sitemap.xml", "/robots.txt"])
def test_what_may_be_asked_is_told(client: TestClient, path: str) -> None:
    answer = client.options(path)
    assert answer.status_code == 204
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.post(path).status_code == 405
