from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests import frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte import progress
from tourkarte.language import speaking
from tourkarte.model import Centre, Tour
from tourkarte.views import html
from tourkarte.views.countdown import Head
from tourkarte.views.periods import Period
from tourkarte.views.precision import NO_POINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.views.stops import Stop

TOUR = Tour(id=frames.TOUR, title="Sommertour", subtitle="<b>Besuche</b>", planned=14)
TODAY = NOON_OF_THE_SECOND_DAY.date()


def cards(shown: list[Stop]) -> str:
    return html.cards(shown, TODAY)


class _Elements(HTMLParser):
    """Collects the names of all elements and the text between them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.texts: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.links += [dict(attrs)] if tag == "a" else []

    def handle_data(self, data: str) -> None:
        self.texts.append(data.strip())


def test_cards_stand_under_their_day(six: list[Stop]) -> None:
    found = _Elements(cards(six))
    days = [text for text in found.texts if text.endswith("2017")]
    assert days == ["Mittwoch, 2. August 2017", "Donnerstag, 3. August 2017", "Freitag, 4. August 2017"]
    assert [found.texts.index(part) for part in ("Vergangene Tage", "Heute", "Kommende Tage")] == sorted(
        found.texts.index(part) for part in ("Vergangene Tage", "Heute", "Kommende Tage")
    )
    assert found.names.count("li") == 6
    assert "nur Postleitzahl, ±\u00a01\u00a0km" in found.texts
    assert "als Nächstes" in found.texts


def test_hostile_text_stays_text(hostile: list[Stop]) -> None:
    found = _Elements(cards(hostile))
    assert {"script", "img", "b"}.isdisjoint(found.names)
    assert "${alert(1)}" in found.texts
    assert any("</script>" in text for text in found.texts)


@pytest.mark.parametrize("part", [cards, html.table])
def test_hostile_facts_stay_text_and_a_hostile_address_an_address(
    hostile: list[Stop], part: Callable[[list[Stop]], str]
) -> None:
    found = _Elements(part(hostile))
    assert {"script", "img", "b"}.isdisjoint(found.names)
    reports = [link for link in found.links if not str(link["href"]).startswith(("termine?", "termine/"))]
    assert {link["href"] for link in reports} == {frames.HOSTILE_ADDRESS}
    assert all(link.keys() == {"href", "target", "rel"} for link in reports)
    assert len(reports) == len(hostile)
    assert sum("${alert(1)}" in text for text in found.texts) >= 2  # title and note at least


def test_a_card_says_what_a_desk_knows(known: list[Stop]) -> None:
    found = _Elements(cards(known))
    for text in (
        "verschoben auf Montag, 7. August 2017, 10:00 Uhr",
        "ursprünglich Mittwoch, 2. August",
        "3.–5. August 2017, Beginn 10:00 Uhr, Ende 12:30 Uhr",
        "4.–6. August 2017",
        "presseöffentlich",
        "nicht presseöffentlich",
        "Entfällt wegen Krankheit.",
        "Bericht",
    ):
        assert text in found.texts
    assert "verschoben" not in found.texts
    assert "Uhrzeit offen" not in found.texts
    (link,) = [each for each in found.links if not str(each["href"]).startswith(("termine?", "termine/"))]
    assert (link["href"], link["rel"]) == (known[1].report, "noopener")


def test_every_card_leads_to_the_appointment_s_own_page(six: list[Stop]) -> None:
    pages = [link["href"] for link in _Elements(cards(six)).links if str(link["href"]).startswith("termine/")]
    assert pages == [f"termine/{stop.id}" for stop in six]
    with speaking("en"):
        assert f'href="termine/{six[0].id}?lang=en"' in cards(six)


def test_the_table_says_what_a_desk_knows(known: list[Stop]) -> None:
    found = _Elements(html.table(known))
    assert {"Do 03.08. –", "Sa 05.08.2017", "Beginn 10:00 Uhr", "Ende 12:30 Uhr"} <= set(found.texts)
    assert "verschoben auf Montag, 7. August 2017, 10:00 Uhr" in found.texts
    assert "ursprünglich Mittwoch, 2. August" in found.texts
    assert "Serap Güler, Staatssekretärin; Markus Lewe, Oberbürgermeister" in found.texts
    assert (found.texts.count("Presse:"), found.texts.count("Hinweis:"), found.texts.count("Bericht")) == (4, 2, 1)


def test_on_english_pages_what_is_quoted_is_told_to_be_german(known: list[Stop]) -> None:
    today = NOON_OF_THE_SECOND_DAY.date()
    with speaking("en"):
        cards, table = html.cards(known, today), html.table(known)
    for text in (cards, table):
        quoted = [each.get_text() for each in BeautifulSoup(text, "html.parser").select("[lang=de]")]
        assert known[0].title in quoted
        assert any(known[0].note in each for each in quoted)
    assert "lang=" not in html.cards(known, today) + html.table(known)


def test_where_nothing_more_is_known_nothing_more_is_said(six: list[Stop]) -> None:
    for part in (cards(six), html.table(six)):
        assert not any(
            mark in part for mark in ("tk-fact", "tk-note", "tk-card-press", "ursprünglich", '<a href="http')
        )


def test_a_long_list_says_how_much_is_left(six: list[Stop]) -> None:
    assert "… und 1.900 weitere Termine in der Tabelle." in html.cards(six, TODAY, more=1900)
    assert "… und 1 weiterer Termin in der Tabelle." in html.cards(six, TODAY, more=1)
    assert "weitere" not in cards(six)


def test_a_card_chooses_its_appointment_and_leads_to_the_table(six: list[Stop]) -> None:
    found = html.cards(six[:1], TODAY, query="stadt=Aachen")
    assert found.count('data-choose="sommertour-2017-aachen"') == 2  # the card, and its button for the keyboard
    assert 'href="termine?stadt=Aachen&amp;termin=sommertour-2017-aachen"' in found


def test_the_days_are_buttons_and_one_may_be_pressed() -> None:
    second, third = (Period(day, day, "D") for day in (dt.date(2017, 8, 2), dt.date(2017, 8, 3)))
    found = html.days([(second, 2), (third, 1)], (second.first, second.last))
    assert re.findall(r'aria-pressed="(\w+)">(.*?) <', found) == [("true", "Mi 2.8."), ("false", "Do 3.8.")]
    assert "Alle Tage" in found
    assert "Alle Tage" not in html.days([(second, 2)], (None, None))


def test_the_heading_escapes_and_shows_the_days() -> None:
    shown = html.heading([TOUR], dt.date(2017, 8, 2), dt.date(2017, 8, 4))
    assert "&lt;b&gt;Besuche&lt;/b&gt;" in shown
    assert "2.–4. August 2017" in shown
    assert "tk-dates" not in html.heading([TOUR], None, None)


def test_several_tours_are_named_and_none_is_no_tour() -> None:
    autumn = Tour(id="h", title="Herbsttour", subtitle="", planned=3)
    assert "Sommertour, Herbsttour" in html.heading([TOUR, autumn], None, None)
    assert "<h1>Termine</h1>" in html.heading([], None, None)


def test_the_figures_name_what_comes_next(six: list[Stop]) -> None:
    centres = [Centre(district="05334", name="A"), Centre(district="05916", name="H")]
    found = progress.figures(frames.sample(), [TOUR], centres, NOON_OF_THE_SECOND_DAY)
    first = Head(six[3].id, "in 2 Std.", 1501761600000)
    shown = html.figures(found, first, six[3], ticking=True)
    texts = _Elements(shown).texts
    assert {"Nächster Termin", "Bielefeld", "in 2 Std.", "Besuche insgesamt", "14"} <= set(texts)
    assert 'data-at="1501761600000"' in shown
    assert "data-at" not in html.figures(found, first, six[3])
    assert "Jetzt" in _Elements(html.figures(found, Head(six[2].id, "läuft gerade"), six[2])).texts
    assert "Es steht kein Termin bevor." in _Elements(html.figures(found, None, None)).texts


def test_a_card_looks_as_sure_as_the_point(six: list[Stop]) -> None:
    assert "tk-badge tk-done tk-area" in cards(six[2:3])
    assert "tk-doubt" not in cards(six[:1])
    nowhere = replace(six[0], position=None, look=None, precision=NO_POINT)
    assert NO_POINT in cards([nowhere])


def test_the_sources_of_the_points_are_listed_once(six: list[Stop]) -> None:
    found = _Elements(html.points(six))
    assert found.texts.count("OpenStreetMap") == 1
    assert "(5 Termine)" in found.texts
    assert "(1 Termin)" in found.texts
    assert "© OpenStreetMap-Mitwirkende (ODbL)" in found.texts
    assert html.points([]).strip() == ""


def test_many_and_hostile_sources_are_cut_and_stay_text(hostile: list[Stop]) -> None:
    found = _Elements(html.points(hostile))
    assert {"script", "img", "b"}.isdisjoint(found.names)
    assert found.names.count("li") == html.MOST_SOURCES + 1
    assert f"… und {len(hostile) - html.MOST_SOURCES} weitere; die Downloads enthalten alle." in found.texts
    every = "".join(html.points([stop]) for stop in hostile)
    assert "${alert(1)}" in _Elements(every).texts
    assert {"script", "img"}.isdisjoint(_Elements(every).names)


def test_the_count_says_how_much_is_left_out() -> None:
    assert "2 von 6 Terminen" in html.count(2, 6)
    assert ">6 Termine<" in html.count(6, 6)
    assert ">1 Termin<" in html.count(1, 1)
