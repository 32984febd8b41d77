from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import folders, frames
from tests.views.conftest import NOON_OF_THE_SECOND_DAY
from tourkarte import frame as contract
from tourkarte import language
from tourkarte.clock import ZONE
from tourkarte.model import District
from tourkarte.places.gazetteer import gazetteer
from tourkarte.progress import figures
from tourkarte.progress.coverage import Coverage, coverage
from tourkarte.progress.travelled import Travelled
from tourkarte.views import coverage_facts, coverage_html
from tourkarte.views.as_of import moment_words
from tourkarte.views.coverage import Entry, Region, Share, entries, name_of, regions, share
from tourkarte.views.coverage_shapes import shapes
from tourkarte.views.stops import order_of, stops

if TYPE_CHECKING:
    import pandas as pd

DISTRICTS = gazetteer().districts
STATES = [state.value for state in Coverage]


def seen(frame: pd.DataFrame, now: dt.datetime = NOON_OF_THE_SECOND_DAY, *, is_whole: bool = True) -> tuple[Entry, ...]:
    return entries(
        DISTRICTS.values(),
        coverage(frame, DISTRICTS, now),
        {stop.id: stop for stop in stops(frame, order_of(frame, now))},
        link=lambda key: f"./?termin={key}",
        is_whole=is_whole,
    )


def test_each_centre_has_its_day_or_not_yet() -> None:
    found = {entry.name: entry for entry in seen(frames.sample())}
    assert len(found) == 53
    assert found["Herne"].title == "Herne: besucht, Donnerstag, 3. August 2017"
    assert found["Kreis Wesel"].title == "Kreis Wesel: angekündigt, Freitag, 4. August 2017"
    assert found["Kreis Wesel"].link == "./?termin=sommertour-2017-wesel"
    assert found["Düsseldorf"].title == "Düsseldorf: noch nicht"
    assert found["Düsseldorf"].link == ""


def test_of_a_part_nobody_can_say_what_was_not_yet() -> None:
    assert {entry.word for entry in seen(frames.sample(), is_whole=False)} == {
        "besucht",
        "angekündigt",
        "nicht in der Auswahl",
    }


def test_a_report_and_further_visits_are_told() -> None:
    found = {entry.ags: entry for entry in seen(frames.facts(), dt.datetime(2018, 1, 1, tzinfo=ZONE))}
    assert found["05515"].report == "https://www.example.org/berichte/muenster?jahr=2017&art=bild"
    again = frames.stop(id="again", date="2017-08-09")
    rows = contract.from_rows([frames.stop(), again, {**again, "id": "third"}])
    [entry] = [entry for entry in seen(rows) if entry.state != Coverage.OPEN]
    assert entry.further == ""
    [entry] = [entry for entry in seen(rows, dt.datetime(2018, 1, 1, tzinfo=ZONE)) if entry.state != Coverage.OPEN]
    assert entry.further == "und 2 weitere Termine"


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("Wesel", "Kreis", "Kreis Wesel"),
        ("Rhein-Kreis Neuss", "Kreis", "Rhein-Kreis Neuss"),
        ("Hochsauerlandkreis", "Kreis", "Hochsauerlandkreis"),
        ("Städteregion Aachen", "Kreis", "Städteregion Aachen"),
        ("Herne", "Kreisfreie Stadt", "Herne"),
    ],
)
def test_a_district_is_called_what_it_is(name: str, kind: str, said: str) -> None:
    assert name_of(District(ags="05000", name=name, kind=kind, region="", seat="")) == said


@given(st.dictionaries(st.sampled_from(sorted(DISTRICTS)), st.sampled_from(Coverage)))
def test_the_regions_add_up_to_the_whole(states: dict[str, Coverage]) -> None:
    ordered = sorted(states, key=lambda ags: DISTRICTS[ags].region)
    found = [Entry(ags=ags, name=ags, state=states[ags], word="") for ags in ordered]
    parts = regions(found, DISTRICTS)
    whole = share(found)
    assert [entry for part in parts for entry in part.entries] == found
    for count in ("visited", "announced", "open", "total"):
        assert sum(getattr(part.share, count) for part in parts) == getattr(whole, count)
    assert whole.visited == list(states.values()).count(Coverage.VISITED)
    for part in parts:
        assert sorted(part.states, key=STATES.index) == list(part.states)
        assert len(part.states) == part.share.total


class TestDrawing:
    def test_it_is_a_drawing_of_all_districts(self) -> None:
        found = seen(frames.sample())
        figure = _figure(_drawing(found))
        paths = figure.findall(".//path[@class]")
        kinds = [path.attrib["class"] for path in paths]
        assert sum("tk-district" in kind for kind in kinds) == 53
        assert {state: sum(f"tk-cover-{state}" in kind for kind in kinds) for state in STATES} == {
            "visited": 3,
            "announced": 3,
            "open": 47,
        }
        assert {title.text for title in figure.findall(".//path/title")} == {entry.title for entry in found}
        assert {label.text for label in figure.findall(".//text")} >= {"Herne", "Münster", "Bielefeld"}

    def test_hostile_names_stay_text(self) -> None:
        hostile = [
            Entry(ags=ags, name=text, state=Coverage.VISITED, word="")
            for ags, text in zip(DISTRICTS, frames.HOSTILE, strict=False)
        ]
        drawn = _drawing(hostile)
        assert not re.search(r"\n", drawn), "an empty line would end it"
        figure = _figure(drawn)
        assert {each.tag for each in figure.iter()}.isdisjoint({"script", "img", "b", "a"})
        listed = coverage_html.listing([Region("<b>", tuple(hostile))])
        assert "<script" not in listed
        assert "<img" not in listed
        assert "<b>" not in listed

    def test_a_district_without_a_centre_is_drawn_without_a_word(self) -> None:
        figure = _figure(_drawing(()))
        assert len(figure.findall(".//path")) == 53 + 5 + 1
        assert not figure.findall(".//path/title")


def _figure(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 (it is our own)


def _drawing(found: tuple[Entry, ...] | list[Entry]) -> str:
    return coverage_html.drawing(shapes(folders.OWN / "districts.geojson"), found, is_whole=True)


class TestWords:
    @pytest.mark.parametrize(
        ("counts", "german", "english"),
        [
            ((0, 0, 0), "Es sind keine Zentren bekannt, die besucht werden könnten.", "No centres are known"),
            ((0, 0, 53), "0 von 53 Zentren sind besucht.", "0 of 53 centres have been visited."),
            ((1, 0, 53), "1 von 53 Zentren ist besucht.", "1 of 53 centres has been visited."),
            (
                (1, 1, 53),
                "1 von 53 Zentren ist besucht, ein Besuch in einem weiteren ist angekündigt.",
                "1 of 53 centres has been visited, a visit to one more has been announced.",
            ),
            (
                (4, 2, 53),
                "4 von 53 Zentren sind besucht, Besuche in 2 weiteren sind angekündigt.",
                "4 of 53 centres have been visited, visits to 2 more have been announced.",
            ),
        ],
    )
    def test_the_page_in_one_sentence(self, counts: tuple[int, int, int], german: str, english: str) -> None:
        visited, announced, total = counts
        counted = Share(visited=visited, announced=announced, total=total)
        assert coverage_facts.lead(counted) == german
        with language.speaking("en"):
            assert coverage_facts.lead(counted).startswith(english)

    def test_the_figures(self) -> None:
        way = Travelled(metres=1_234_567.0, visits=3, unplaced=0)
        counted = figures(frames.sample(), [], [], NOON_OF_THE_SECOND_DAY)
        found = coverage_facts.facts(Share(visited=3, announced=3, total=53), counted, way)
        assert [(fact.value, fact.words) for fact in found] == [
            ("3", "von 53 Zentren"),
            ("3", "weitere Zentren"),
            ("47", "Zentren"),
            ("3", "von 6 angekündigten"),
            ("1.235 km", "Luftlinie von Besuch zu Besuch"),
        ]
        with language.speaking("en"):
            assert coverage_facts.facts(Share(visited=3, announced=3, total=53), counted, way)[-1].value == "1,235 km"

    def test_what_is_to_be_said_is_said(self) -> None:
        counted = figures(frames.sample(), [], [], NOON_OF_THE_SECOND_DAY)
        nothing = figures(contract.empty(), [], [], NOON_OF_THE_SECOND_DAY)
        way = Travelled(metres=0, visits=0, unplaced=0)
        assert coverage_facts.remarks(counted, way, 0) == []
        assert coverage_facts.remarks(nothing, way, 0) == ["Zu diesen Touren ist noch kein Termin angekündigt."]
        assert coverage_facts.remarks(nothing, way, 0, is_whole=False, is_filtered=True) == [
            "Gezählt wird nur, was die Filter durchlassen."
        ]
        lost = Travelled(metres=0, visits=0, unplaced=2)
        assert coverage_facts.remarks(counted, lost, 1) == [
            "Von 2 Besuchen ist der Ort nicht bekannt; in der Strecke fehlen sie.",
            "1 Termin gehört zu keinem Zentrum; auf der Karte und in der Liste fehlt er.",
        ]

    def test_a_moment(self) -> None:
        assert moment_words(dt.datetime(2017, 8, 3, 23, 59, tzinfo=ZONE)) == "Stand: Donnerstag, 3. August 2017"
        noon = dt.datetime(2017, 8, 3, 10, tzinfo=dt.UTC)
        assert moment_words(noon) == "Stand: Donnerstag, 3. August 2017, 12:00 Uhr"
