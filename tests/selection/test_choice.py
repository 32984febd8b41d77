from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import TOUR, frames, sample, synthetic
from tourkarte import frame as contract
from tourkarte.errors import InvalidValueError, Problem
from tourkarte.model import District, Point, Status, Tour
from tourkarte.selection import DEFAULT_KM, MAX_KM, MAX_WORDS, PARAMETERS, Known, Near, Place, Places, Selection, known
from tourkarte.text import fold

KNOWN = Known(
    tours={TOUR: "Sommertour 2017"},
    cities=("Aachen", "Herne", "Münster"),
    districts={"05334": "Städteregion Aachen", "05916": "Herne", "05954": "Ennepe-Ruhr-Kreis"},
    regions=("Arnsberg", "Köln", "Münster"),
    places=Places(
        by_key={
            "44649": Place(key="44649", label="44649 Herne", point=Point(lat=51.5329, lon=7.1611)),
            "muenster": Place(key="Münster", label="Münster", point=Point(lat=51.9613, lon=7.6294)),
        }
    ),
)
HERNE = Near(point=Point(lat=51.5329, lon=7.1611), km=50, key="44649", label="44649 Herne")
NOTHING = Selection()


def read(query: str, choices: Known = KNOWN) -> tuple[Selection, tuple[Problem, ...]]:
    return Selection.from_query(parse_qsl(query, keep_blank_values=True), choices)


def circles(places: Places) -> st.SearchStrategy[Near | None]:
    if not places.by_key:
        return st.none()
    return st.none() | st.builds(
        lambda place, km: Near(point=place.point, km=km, key=place.key, label=place.label),
        st.sampled_from([*places.by_key.values()]),
        st.integers(1, MAX_KM) | st.just(DEFAULT_KM),
    )


def selections(choices: Known) -> st.SearchStrategy[Selection]:
    def some(values: Any) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.lists(st.sampled_from([*values]), max_size=3).map(tuple) if values else st.just(())

    two_days = st.tuples(st.dates(), st.dates()).map(lambda pair: (min(pair), max(pair)))
    days = two_days | st.tuples(st.none() | st.dates(), st.none()) | st.tuples(st.none(), st.dates())
    words = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=MAX_WORDS).filter(fold) | st.just("")
    return st.builds(
        lambda days, **chosen: Selection(since=days[0], until=days[1], **chosen),
        days,
        tour=st.none() | st.sampled_from([*choices.tours]) if choices.tours else st.none(),
        cities=some(choices.cities),
        districts=some(choices.districts),
        regions=some(choices.regions),
        near=circles(choices.places),
        statuses=some(Status),
        words=words.filter(lambda text: len(Selection(words=text).words) <= MAX_WORDS),
    )


class TestQuery:
    def test_nothing_selected_is_no_query(self) -> None:
        assert NOTHING.to_query() == ""
        assert NOTHING.is_empty
        assert read("") == (NOTHING, ())

    def test_writes_every_parameter_in_order(self) -> None:
        every = Selection(
            tour=TOUR,
            cities=("Münster", "Aachen"),
            districts=("05916",),
            regions=("Köln",),
            near=HERNE,
            since=dt.date(2017, 8, 2),
            until=dt.date(2017, 8, 4),
            statuses=(Status.MOVED, Status.SCHEDULED),
            words="  Nadel  & Faden ",
        )
        assert every.to_query() == (
            "tour=sommertour-2017&stadt=Aachen&stadt=M%C3%BCnster&kreis=05916&bezirk=K%C3%B6ln"
            "&nahe=44649&km=50&von=2017-08-02&bis=2017-08-04&status=geplant&status=verschoben&suche=Nadel+%26+Faden"
        )
        assert {name for name, _ in every.pairs()} == set(PARAMETERS)
        assert not every.is_empty

    @given(selections(KNOWN))
    def test_reads_back_what_it_wrote(self, chosen: Selection) -> None:
        assert read(chosen.to_query()) == (chosen, ())

    @given(st.data())
    @settings(max_examples=25)
    def test_reads_back_any_city_that_occurs(self, data: st.DataObject) -> None:
        choices = known(data.draw(frames()))
        # A city of nothing but blanks is not told from a field of a form that was left alone.
        choices = Known(cities=tuple(city for city in choices.cities if city.strip()), districts=choices.districts)
        chosen = data.draw(selections(choices))
        assert read(chosen.to_query(), choices) == (chosen, ())

    @given(selections(KNOWN), st.randoms(use_true_random=False))
    def test_order_of_parameters_does_not_matter(self, chosen: Selection, chance: Any) -> None:
        pairs = list(chosen.pairs())
        chance.shuffle(pairs)
        assert Selection.from_query(pairs, KNOWN) == (chosen, ())

    @given(st.lists(st.tuples(st.text() | st.sampled_from(PARAMETERS), st.text() | st.dates().map(str))))
    def test_never_fails_and_what_is_left_is_good(self, pairs: list[tuple[str, str]]) -> None:
        chosen, problems = Selection.from_query(pairs, KNOWN)
        assert read(chosen.to_query()) == (chosen, ())
        assert not any(unicodedata.category(char) == "Cc" for problem in problems for char in str(problem))

    @pytest.mark.parametrize(
        "query",
        ["stadt=", "von=", "suche=+++", "embed=true", "embed=true&embed_options=show_toolbar&embed_options=dark_theme"],
    )
    def test_passes_over_silently(self, query: str) -> None:
        assert read(query) == (NOTHING, ())

    def test_a_decomposed_umlaut_is_the_same_city(self) -> None:
        assert read("stadt=Mu%CC%88nster") == (Selection(cities=("Münster",)), ())

    @pytest.mark.parametrize(
        ("query", "name", "message"),
        [
            ("farbe=rot", "farbe", "Die Angabe „farbe“ gibt es hier nicht; möglich: „tour“, „stadt“"),
            ("Stadt=Herne", "Stadt", "gemeint: „stadt“?"),
            ("nahe=44694", "nahe", "Den Ort „44694“ („nahe“) gibt es hier nicht; gemeint: „44649“?"),
            ("nahe=M%C3%BCnnster&km=5", "nahe", "gemeint: „Münster“?"),
            ("nahe=Xyz", "nahe", "erlaubt ist eine Postleitzahl oder Stadt des Landes."),
            ("nahe=44649&nahe=Herne", "nahe", "es gilt der erste Wert „44649“"),
            ("nahe=44649&km=-1", "km", "Den Umkreis „-1“ („km“) gibt es nicht; erlaubt sind ganze Kilometer von 1 bis"),
            ("nahe=44649&km=0", "km", "„0“"),
            ("nahe=44649&km=10000", "km", "„10000“"),
            ("nahe=44649&km=2.5", "km", "„2.5“"),
            ("nahe=44649&km=५", "km", "„५“"),
            ("km=20", "km", "gilt nur zusammen mit „nahe“"),
            ("stadt=Hernne", "stadt", "Stadt „Hernne“ gibt es hier nicht; gemeint: „Herne“?"),
            ("stadt=herne", "stadt", "gemeint: „Herne“?"),
            ("stadt=Xyz", "stadt", "Stadt „Xyz“ gibt es hier nicht; möglich: „Aachen“, „Herne“, „Münster“."),
            ("kreis=Ennepe-Ruhr", "kreis", "gemeint: „05954 (Ennepe-Ruhr-Kreis)“?"),
            ("bezirk=Arnsburg", "bezirk", "gemeint: „Arnsberg“?"),
            ("tour=2018", "tour", "möglich: „sommertour-2017 (Sommertour 2017)“."),
            ("tour=sommertour-2017&tour=zwei", "tour", "mehrmals"),
            ("status=scheduled", "status", "möglich: „geplant“, „abgesagt“, „verschoben“."),
            ("von=2017-02-29", "von", "Den Tag „2017-02-29“ („von“) gibt es nicht; erlaubt ist einer wie 2017-08-02."),
            ("von=20170802", "von", "erlaubt ist einer wie"),
            ("bis=2.8.2017", "bis", "„bis“"),
            ("bis=2017-08-0२", "bis", "„bis“"),
            (
                "von=2017-08-04&bis=2017-08-02",
                "bis",
                "Der Tag 2017-08-02 („bis“) liegt vor 2017-08-04 („von“); erlaubt",
            ),
            ("von=2017-08-04&von=2017-08-05", "von", "es gilt der erste Wert „2017-08-04“"),
            ("suche=" + "a" * (MAX_WORDS + 1), "suche", "erlaubt sind höchstens 200"),
            ("suche=a%00b", "suche", "Steuerzeichen"),
            ("suche=%21%21", "suche", "keinen lateinischen Buchstaben"),
        ],
    )
    def test_says_what_it_cannot_use(self, query: str, name: str, message: str) -> None:
        chosen, (problem,) = read(query)
        assert problem.field == name
        assert message in problem.message
        assert read(chosen.to_query()) == (chosen, ())

    def test_keeps_what_it_can_use(self) -> None:
        chosen, problems = read("stadt=Herne&stadt=Xanten&von=morgen&status=abgesagt&farbe=rot")
        assert chosen == Selection(cities=("Herne",), statuses=(Status.CANCELLED,))
        assert [problem.field for problem in problems] == ["farbe", "stadt", "von"]

    @pytest.mark.parametrize(
        ("query", "near"),
        [
            ("nahe=44649&km=50", HERNE),
            ("nahe=+44649+&km=050", HERNE),
            ("nahe=MUENSTER", Near(point=Point(lat=51.9613, lon=7.6294), key="Münster", label="Münster")),
        ],
    )
    def test_a_place_is_found_however_it_is_written(self, query: str, near: Near) -> None:
        assert read(query) == (Selection(near=near), ())

    def test_without_a_size_a_circle_is_of_the_usual_one(self) -> None:
        assert read("nahe=44649")[0].to_query() == "nahe=44649&km=30"

    def test_an_end_before_the_start_is_dropped(self) -> None:
        assert read("von=2017-08-04&bis=2017-08-02")[0] == Selection(since=dt.date(2017, 8, 4))

    def test_thousands_of_wrong_values_are_one_short_message(self) -> None:
        wrong = [("stadt", f"Stadt{number}" * 500) for number in range(5000)]
        _, (problem,) = Selection.from_query(wrong, known(synthetic(50)))
        assert len(problem.message) < 500

    def test_control_characters_do_not_reach_the_message(self) -> None:
        _, problems = Selection.from_query([("a\x1b[31m", "x"), ("stadt", "\x00\ud800"), ("tour", "a\u202eb")], KNOWN)
        assert all(str(problem).isprintable() for problem in problems)
        assert "�" in str(problems[0])

    def test_nothing_to_choose_from(self) -> None:
        assert "zur Wahl steht nichts" in read("stadt=Herne", Known())[1][0].message


def test_the_end_may_not_lie_before_the_start() -> None:
    with pytest.raises(InvalidValueError, match="2017-08-02 liegt vor dem Beginn 2017-08-03"):
        Selection(since=dt.date(2017, 8, 3), until=dt.date(2017, 8, 2))


class TestChips:
    EVERY = Selection(
        tour=TOUR,
        cities=("Herne", "Aachen"),
        districts=("05954",),
        regions=("Köln",),
        near=HERNE,
        since=dt.date(2017, 8, 2),
        until=dt.date(2017, 8, 4),
        statuses=(Status.CANCELLED,),
        words="05954",
    )

    def test_labels_are_german(self) -> None:
        assert [label for *_, label in self.EVERY.active(KNOWN)] == [
            "Tour: Sommertour 2017",
            "Stadt: Aachen",
            "Stadt: Herne",
            "Kreis: Ennepe-Ruhr-Kreis",
            "Regierungsbezirk: Köln",
            "50 km um 44649 Herne",
            "ab 2. August 2017",
            "bis 4. August 2017",
            "Stand: abgesagt",
            "Suche: „05954“",
        ]

    def test_without_names_the_keys_are_shown(self) -> None:
        assert ("kreis", "05954", "Kreis: 05954") in self.EVERY.active()

    @given(selections(KNOWN))
    def test_each_chip_takes_away_itself_only(self, chosen: Selection) -> None:
        for parameter, value, _ in chosen.active():
            left = chosen.without(parameter, value)
            gone = {(parameter, value)} | (
                {("km", str(chosen.near.km))} if parameter == "nahe" and chosen.near else set()
            )
            assert left.pairs() == tuple(pair for pair in chosen.pairs() if pair not in gone)

    @pytest.mark.parametrize("parameter", PARAMETERS)
    def test_takes_away_a_whole_parameter(self, parameter: str) -> None:
        left = self.EVERY.without(parameter)
        gone = {"nahe": {"nahe", "km"}, "km": set()}.get(parameter, {parameter})
        assert {name for name, _ in left.pairs()} == set(PARAMETERS) - gone
        assert left.near is None or left.near.km == (DEFAULT_KM if parameter == "km" else 50)

    def test_taking_away_what_is_not_there_changes_nothing(self) -> None:
        assert self.EVERY.without("stadt", "Wesel") == self.EVERY


class TestKnown:
    def test_what_occurs_can_be_chosen(self) -> None:
        choices = known(sample())
        assert choices.cities == ("Aachen", "Bielefeld", "Herne", "Münster", "Schwelm", "Wesel")
        assert choices.regions == ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
        assert choices.districts["05954"] == "Ennepe-Ruhr-Kreis"
        assert choices.tours == {TOUR: TOUR}

    def test_districts_and_tours_without_appointments_too(self) -> None:
        kleve = District(ags="05154", name="Kleve", kind="Kreis", region="Düsseldorf", seat="Kleve")
        tour = Tour(id="herbst", title="Herbsttour", subtitle="", planned=3)
        choices = known(contract.empty(), [kleve], [tour])
        assert choices == Known(tours={"herbst": "Herbsttour"}, districts={"05154": "Kleve"}, regions=("Düsseldorf",))

    def test_a_district_without_a_name_is_called_by_its_key(self) -> None:
        rows = sample().assign(district_name=None)
        assert known(rows).districts["05916"] == "05916"
