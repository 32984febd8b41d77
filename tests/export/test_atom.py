"""The feed of changes, read by a parser that is not ours, and held against RFC 4287."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from lxml import etree  # type: ignore[import-untyped]

from tests.frames import HOSTILE, sample, texts
from tourkarte.export.atom import write
from tourkarte.export.edition import PLAIN, Edition
from tourkarte.language import speaking
from tourkarte.versions import Deed, Event, Versions

AT = dt.datetime(2017, 8, 1, 8, 30, tzinfo=dt.UTC)
HERNE = Event(
    appointment="sommertour-2017-herne",
    number=2,
    deed=Deed.CANCELLED,
    at=AT,
    title="Besuch",
    date=dt.date(2017, 8, 3),
    start="10:00",
    city="Herne",
)
PAGE = "https://termine.example.org/termine/"
NAMES = {"a": "http://www.w3.org/2005/Atom"}


def edition(*events: Event, **fields: Any) -> Edition:
    known = Versions(events=events, at=AT + dt.timedelta(hours=1))
    values: dict[str, Any] = {"title": "Sommertour 2017", "address": "https://termine.example.org", "versions": known}
    return Edition(**values | fields)


def parsed(about: Edition) -> Any:
    found = feedparser.parse(write(sample(), about))
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def one(**fields: Any) -> Any:
    return parsed(edition(replace(HERNE, **fields))).entries[0]


def test_an_entry_says_what_happened_to_what_and_when() -> None:
    entry = one()
    assert entry.title == "Abgesagt: Besuch"
    assert entry.content[0].value == "Donnerstag, 3. August 2017, 10:00 Uhr\nHerne"
    assert entry.updated == entry.published == "2017-08-01T08:30:00Z"
    assert entry.link == PAGE + HERNE.appointment
    assert entry.id == "tag:tourkarte,2017:termin/sommertour-2017-herne/2"


@pytest.mark.parametrize(
    ("deed", "german", "english"),
    [
        (Deed.NEW, "Neu: Besuch", "New: Besuch"),
        (Deed.MOVED, "Verschoben: Besuch", "Moved: Besuch"),
        (Deed.CANCELLED, "Abgesagt: Besuch", "Cancelled: Besuch"),
        (Deed.RESTORED, "Findet doch statt: Besuch", "Takes place after all: Besuch"),
        (Deed.CHANGED, "Geändert: Besuch", "Changed: Besuch"),
    ],
)
def test_every_deed_has_its_words(deed: Deed, german: str, english: str) -> None:
    assert one(deed=deed).title == german
    with speaking("en"):
        entry = one(deed=deed)
    assert entry.title == english
    assert entry.content[0].value.startswith("Thursday, 3 August 2017")


def test_it_says_all_days_and_the_end() -> None:
    assert one(end="12:30").content[0].value == "Donnerstag, 3. August 2017, 10:00–12:30 Uhr\nHerne"
    several = one(end_date=dt.date(2017, 8, 5), end="12:30").content[0].value
    assert several == "3.–5. August 2017, Beginn 10:00 Uhr, Ende 12:30 Uhr\nHerne"


def test_what_is_not_known_is_left_out() -> None:
    assert one(start=None, city=None).content[0].value == "Donnerstag, 3. August 2017"


def test_a_moved_one_leads_to_what_took_its_place() -> None:
    entry = one(deed=Deed.MOVED, moved_to="herne-neu")
    assert entry.content[0].value.endswith(f"Neuer Termin: {PAGE}herne-neu")
    assert {link.rel: link.href for link in entry.links}["related"] == f"{PAGE}herne-neu"


def test_only_what_is_selected_has_entries() -> None:
    elsewhere = replace(HERNE, appointment="anderswo")
    later = replace(HERNE, number=3, deed=Deed.RESTORED)
    found = parsed(edition(later, elsewhere, HERNE))
    assert [entry.id.rpartition("/")[2] for entry in found.entries] == ["3", "2"]


def test_no_id_depends_on_the_host() -> None:
    here, there = (parsed(edition(HERNE, address=address)) for address in ("https://a.example", "https://b.example"))
    assert here.feed.id == there.feed.id
    assert here.entries[0].id == there.entries[0].id
    assert here.entries[0].link != there.entries[0].link


def test_each_selection_is_a_feed_of_its_own() -> None:
    herne = parsed(edition(HERNE, query="stadt=Herne&lang=en")).feed
    assert herne.id != parsed(edition(HERNE)).feed.id
    links = {link.rel: link.href for link in herne.links}
    assert links["self"] == "https://termine.example.org/feeds/termine.atom?stadt=Herne&lang=en"
    assert links["alternate"] == f"{PAGE}?stadt=Herne&lang=en"


def test_the_feed_says_who_and_when() -> None:
    feed = parsed(edition(HERNE, publisher="Ministerium", contact="presse@example.org")).feed
    assert (feed.author_detail.name, feed.author_detail.email) == ("Ministerium", "presse@example.org")
    assert feed.updated == "2017-08-01T09:30:00Z"
    assert parsed(edition(contact="https://example.org")).feed.author_detail.href == "https://example.org"


def test_of_appointments_that_nobody_knows_the_past_of_it_is_empty_and_valid() -> None:
    found = parsed(PLAIN)
    assert (found.entries, found.feed.title, found.feed.author) == ([], "Termine", "Termine")
    assert found.feed.updated == "1970-01-01T00:00:00Z"
    assert b"href" not in write(sample(), PLAIN)


@pytest.mark.parametrize("title", [*HOSTILE, "a\x00\x08\x1f\ufffe\uffffb"])
def test_a_hostile_title_is_text(title: str) -> None:
    _check_text(title)


@given(texts())
def test_any_title_is_text(title: str) -> None:
    _check_text(title)


def _check_text(title: str) -> None:
    feed = etree.fromstring(write(sample(), edition(replace(HERNE, title=title, city=title), title=title)))
    readable = title.translate(dict.fromkeys([0, 8, 31, 0xFFFE, 0xFFFF]))
    assert feed.findtext("a:entry/a:title", namespaces=NAMES) == f"Abgesagt: {readable}"
    assert feed.findtext("a:title", namespaces=NAMES) == readable
    assert {etree.QName(element).namespace for element in feed.iter()} == {NAMES["a"]}


def test_has_what_rfc_4287_asks_for() -> None:
    feed = etree.fromstring(write(sample(), edition(HERNE, replace(HERNE, number=1, deed=Deed.NEW))))
    for element in (feed, *feed.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
    ids = [found.text for found in feed.iterfind(".//a:id", NAMES)]
    assert len({*ids}) == len(ids)
    assert feed.find("a:author/a:name", NAMES) is not None
