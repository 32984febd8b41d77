"""The page of one appointment: what it says, to whom, and what it never does."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import extruct  # type: ignore[import-untyped]
import pytest

from tests import frames
from tests.web.permanent.conftest import read, words
from tourkarte.settings import settings
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord
from tourkarte.web import answers
from tourkarte.web.loaded import loaded

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.web.permanent.conftest import Publish

HERNE = "/termine/sommertour-2017-herne"


def event(text: str) -> dict[str, Any]:
    """Return the one event that a page holds for machines."""
    [found] = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    assert isinstance(found, dict)
    return found


def test_it_says_when_and_where_in_the_words_of_the_cards(client: TestClient) -> None:
    page = read(client, HERNE)
    said = words(page)
    for part in (
        "Kommunales Integrationszentrum Stadt Herne",
        "Donnerstag, 3. August 2017",
        "10:00 Uhr",
        "erledigt",
        "Grundschule Michaelstraße Rademachers Weg 15 44649 Herne",
        "nur Postleitzahl, ± 1 km",
        "GeoNames, CC BY 4.0",
    ):
        assert part in said
    assert len(page.select("h1")) == 1


def test_it_speaks_english(client: TestClient) -> None:
    page = read(client, f"{HERNE}?lang=en")
    assert page.html
    assert page.html["lang"] == "en"
    assert "Thursday, 3 August 2017" in words(page)
    assert "postal code only" in words(page)
    assert page.select_one("h1[lang=de]"), "the title is German still"
    assert page.select_one(".tk-languages a[lang=de]")["href"] == "sommertour-2017-herne"  # type: ignore[index]
    assert all("lang=en" in str(link["href"]) for link in page.select("nav a, .tk-actions a"))


def test_links_lead_to_calendar_map_table_and_neighbours(client: TestClient) -> None:
    links = {" ".join(link.get_text(" ").split()): link["href"] for link in read(client, HERNE).select("main a[href]")}
    assert links["In den Kalender übernehmen"] == "sommertour-2017-herne.ics"
    assert links["Auf der Karte zeigen"] == "../?termin=sommertour-2017-herne"
    assert links["In der Tabelle zeigen"] == "../termine?termin=sommertour-2017-herne"
    assert links["Sommertour 2017"] == "./?tour=sommertour-2017"
    neighbours = {name: address for name, address in links.items() if "Termin" in name}
    assert neighbours == {
        "Voriger Termin Münster Mi, 2. August, 15:30 Uhr": "sommertour-2017-muenster",
        "Nächster Termin der Tour Bielefeld Do, 3. August, 14:00 Uhr": "sommertour-2017-bielefeld",
    }


def test_the_first_and_the_last_have_one_neighbour(client: TestClient) -> None:
    assert not read(client, "/termine/sommertour-2017-aachen").select(".tk-prev")
    assert not read(client, "/termine/sommertour-2017-schwelm").select(".tk-next")


def test_search_engines_and_previews_find_what_they_look_for(client: TestClient) -> None:
    text = client.get(f"{HERNE}?lang=en").text
    [found] = extruct.extract(text, syntaxes=["opengraph"])["opengraph"]
    own = "https://termine.example.org/termine/sommertour-2017-herne"
    assert dict(found["properties"]) == {
        "og:site_name": "Tourkarte",
        "og:type": "website",
        "og:title": "Kommunales Integrationszentrum Stadt Herne, Thursday, 3 August 2017",
        "og:description": "Thursday, 3 August 2017, 10:00 · Grundschule Michaelstraße · "
        "Rademachers Weg 15, 44649 Herne",
        "og:url": f"{own}?lang=en",
        "og:locale": "en_GB",
    }
    page = read(client, f"{HERNE}?lang=en")
    assert page.select_one("link[rel=canonical]")["href"] == f"{own}?lang=en"  # type: ignore[index]
    assert {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate]")} == {
        "de": own,
        "en": f"{own}?lang=en",
    }


def test_the_address_that_the_operator_names_counts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOURKARTE_PUBLIC_URL", "https://tour.example.com")
    monkeypatch.setenv("TOURKARTE_PUBLISHER", "Land & Leute </script>")
    settings.cache_clear()
    text = client.get(HERNE).text
    assert event(text)["url"] == "https://tour.example.com/termine/sommertour-2017-herne"
    assert event(text)["organizer"]["name"] == "Land & Leute </script>"


def test_where_nobody_knows_the_address_none_is_said(client: TestClient) -> None:
    text = client.get(HERNE, headers={"host": "<b>"}).text
    assert "url" not in event(text)
    assert "<b>" not in text
    assert "canonical" not in text


def test_what_others_put_behind_a_link_does_no_harm(client: TestClient) -> None:
    assert words(read(client, f"{HERNE}?utm_source=brief&fbclid=%ff&lang=xx&stand=nie")) == words(read(client, HERNE))


def test_another_moment_can_be_looked_at(client: TestClient) -> None:
    said = words(read(client, f"{HERNE}?stand=2017-08-02T12:00"))
    assert "Stand: Mittwoch, 2. August 2017, 12:00 Uhr" in said
    assert "geplant" in said


def test_a_moved_one_leads_to_its_new_day_and_back(client: TestClient, publish: Publish) -> None:
    publish(frames.facts())
    old, new = "/termine/sommertour-2017-aachen", "/termine/sommertour-2017-aachen-neu"
    link = read(client, old).select_one(".tk-state a")
    assert link
    assert (link.get_text(), link["href"]) == (
        "verschoben auf Montag, 7. August 2017, 10:00 Uhr",
        "sommertour-2017-aachen-neu",
    )
    back = read(client, new).select_one(".tk-origin a")
    assert back
    assert (back.get_text(), back["href"]) == ("ursprünglich Mittwoch, 2. August", "sommertour-2017-aachen")
    for path in (old, new):  # for machines both are the one event
        found = event(client.get(path).text)
        assert found["url"] == f"https://termine.example.org{new}"
        assert found["previousStartDate"] == "2017-08-02T11:00:00+02:00"
        assert found["eventStatus"] == "https://schema.org/EventRescheduled"


def test_all_that_a_desk_knows_is_said(client: TestClient, publish: Publish) -> None:
    publish(frames.facts())
    page = read(client, "/termine/sommertour-2017-muenster")
    assert "Serap Güler, Staatssekretärin Markus Lewe, Oberbürgermeister" in words(page)
    assert "presseöffentlich" in words(page)
    report = page.select_one(".tk-facts a[href^=https]")
    assert report
    assert report["href"] == "https://www.example.org/berichte/muenster?jahr=2017&art=bild"
    cancelled = words(read(client, "/termine/sommertour-2017-bielefeld"))
    assert "abgesagt" in cancelled
    assert "Entfällt wegen Krankheit." in cancelled


def test_hostile_texts_stay_texts(client: TestClient, publish: Publish) -> None:
    publish(frames.hostile().assign(tour=frames.TOUR))
    rows = loaded().data.appointments
    assert len(rows) > 25
    for key, text in zip(rows["id"], rows["title"], strict=True):
        answer = client.get(f"/termine/{key}?lang=en")
        page = read(client, f"/termine/{key}?lang=en")
        assert [script["type"] for script in page.select("script")] == ["application/ld+json"]
        assert not page.select("img, b, i, iframe, [onerror], [onload], [style]")
        assert " ".join(text.split()) == words(page, "h1")
        assert event(answer.text)["name"] == text
        assert len(answer.content) < 60_000


def test_nothing_in_it_runs_or_comes_from_elsewhere(client: TestClient) -> None:
    page = read(client, HERNE)
    assert len(page.select("script")) == 1
    json.loads(page.select_one("script").get_text())  # type: ignore[union-attr]
    loaded = [tag.get("src") for tag in page.select("[src]")] + [tag["href"] for tag in page.select("link[rel=icon]")]
    assert all(str(each).startswith("../assets/") for each in loaded)
    assert "url(" not in str(page.style).replace('url("../static/media/', "")


def test_it_is_light(client: TestClient) -> None:
    assert len(client.get(HERNE).content) < 40_000
    assert int(client.get(HERNE, headers={"accept-encoding": "gzip"}).headers["content-length"]) < 14_000


def test_an_unknown_one_and_a_deleted_one_have_a_way_on(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_LOOK_S", 0)
    with store().write("Erika", "delete", "Termin") as transaction:
        record = transaction.get(AppointmentRecord, "sommertour-2017-herne")
        transaction.put(replace(record, deleted=True))
    gone = read(client, HERNE, 410)
    assert "Diesen Termin gibt es nicht mehr." in words(gone)
    unknown = read(client, "/termine/nix?lang=en", 404)
    assert "There is no such appointment." in words(unknown)
    assert [link["href"] for link in unknown.select("main a")] == ["./?lang=en", "../?lang=en"]
    assert unknown.select_one("meta[name=robots][content=noindex]")


@pytest.mark.parametrize("path", ["/termine/a/b/c", "/termine/%3Cscript%3E", "/termine/" + "x" * 3000, "/termine/ä%00"])
def test_what_can_be_no_appointment_is_told_so(client: TestClient, path: str) -> None:
    page = read(client, path, 404)
    assert len(words(page)) < 300
    assert not page.select("script")
    [back, *_] = page.select("main a")
    assert back["href"] == "../" * (path.count("/") - 2) + "./"


@pytest.mark.parametrize("query", ["", "?lang=en&stand=2017-08-03T12:00&utm=%C3%A4"])
def test_a_slash_behind_it_leads_to_the_page(client: TestClient, query: str) -> None:
    answer = client.get(f"{HERNE}/{query}", follow_redirects=False)
    assert (answer.status_code, answer.content) == (308, b"")
    assert answer.headers["location"] == f"../sommertour-2017-herne{query}"
    there = client.get(f"{HERNE}/{query}")
    assert (there.status_code, there.url.path, there.url.query.decode()) == (200, HERNE, query[1:])


@pytest.mark.parametrize("path", ["herne//", "herne.ics/", "Herne/", "%2F%2Fexample.org/", "a/b/", "%0D%0Ax/"])
def test_what_can_be_no_appointment_leads_nowhere(client: TestClient, path: str) -> None:
    answer = client.get(f"/termine/{path}", follow_redirects=False)
    assert (answer.status_code, "location" in answer.headers) == (404, False)


def test_who_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get(HERNE)
    again = client.get(HERNE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(HERNE).headers["etag"] == first.headers["etag"]


def test_what_the_clock_changes_is_told_anew(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    bielefeld = "/termine/sommertour-2017-bielefeld"
    before = client.get(bielefeld)
    assert "als Nächstes" in before.text
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T13:59")
    settings.cache_clear()
    assert client.get(bielefeld).headers["etag"] == before.headers["etag"]
    monkeypatch.setenv("TOURKARTE_NOW", "2017-08-03T14:00")
    settings.cache_clear()
    after = client.get(bielefeld, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "erledigt" in after.text
