from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import TOUR, frames, hostile, sample, stop, synthetic, texts
from tourkarte import frame as contract
from tourkarte.errors import InvalidValueError, Problem
from tourkarte.model import District, Status, Tour
from tourkarte.selection import MAX_WORDS, PARAMETERS, Known, Selection, known
from tourkarte.text import fold

KNOWN = Known(
    tours={TOUR: "Sommertour 2017"},
    cities=("Aachen", "Herne", "Münster"),
    districts={"05334": "Städteregion Aachen", "05916": "Herne", "05954": "Ennepe-Ruhr-Kreis"},
    regions=("Arnsberg", "Köln", "Münster"),
)
NOTHING = Selection()


def read(query: str, choices: Known = KNOWN) -> tuple[Selection, tuple[Problem, ...]]:
    return Selection.from_query(parse_qsl(query, keep_blank_values=True), choices)


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
            since=dt.date(2017, 8, 2),
            until=dt.date(2017, 8, 4),
            statuses=(Status.MOVED, Status.SCHEDULED),
            words="  Nadel  & Faden ",
        )
        assert every.to_query() == (
            "tour=sommertour-2017&stadt=Aachen&stadt=M%C3%BCnster&kreis=05916&bezirk=K%C3%B6ln"
            "&von=2017-08-02&bis=2017-08-04&status=geplant&status=verschoben&suche=Nadel+%26+Faden"
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
            ("nahe=44649", "nahe", "Die Angabe „nahe“ gibt es hier nicht"),
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

    def test_an_end_before_the_start_is_dropped(self) -> None:
        assert read("von=2017-08-04&bis=2017-08-02")[0] == Selection(since=dt.date(2017, 8, 4))

    def test_thousands_of_wrong_values_are_one_short_message(self) -> None:
        wrong = [("stadt", f"Stadt{number}" * 500) for number in range(5000)]
        _, (problem,) = Selection.from_query(wrong, known(synthetic(50)))
        assert len(problem.message) < 500

    def test_control_characters_do_not_reach_the_message(self) -> None:
        _, problems = Selection.from_query([("a\x1b[31m", "x"), ("stadt", "\x00\ud800")], KNOWN)
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
            assert left.pairs() == tuple(pair for pair in chosen.pairs() if pair != (parameter, value))

    @pytest.mark.parametrize("parameter", PARAMETERS)
    def test_takes_away_a_whole_parameter(self, parameter: str) -> None:
        left = self.EVERY.without(parameter)
        assert {name for name, _ in left.pairs()} == set(PARAMETERS) - {parameter}

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


def naive(chosen: Selection, row: dict[Any, Any]) -> bool:
    """Decide on one row, as plainly as can be."""
    first = row["date"].date()
    last = first if pd.isna(row["end_date"]) else row["end_date"].date()
    searched = [row[column] for column in ("title", "venue", "street", "city") if isinstance(row[column], str)]
    text = " ".join(fold(part) for part in searched)
    return (
        (chosen.tour is None or row["tour"] == chosen.tour)
        and (not chosen.cities or row["city"] in chosen.cities)
        and (not chosen.districts or row["district"] in chosen.districts)
        and (not chosen.regions or row["region"] in chosen.regions)
        and (chosen.since is None or last >= chosen.since)
        and (chosen.until is None or first <= chosen.until)
        and (not chosen.statuses or row["status"] in chosen.statuses)
        and all(word in text for word in fold(chosen.words).split())
    )


class TestApply:
    @given(st.data())
    @settings(max_examples=60)
    def test_equals_the_naive_filter(self, data: st.DataObject) -> None:
        rows = data.draw(st.just(sample()) | st.integers(0, 9).map(lambda seed: synthetic(20, seed)) | frames())
        word = st.sampled_from(["nadel", "HERNE", "muenster", "straße", "zentrum stadt", "e"]) | texts()
        chosen = data.draw(selections(known(rows)))
        if data.draw(st.booleans()):
            chosen = Selection(words=data.draw(word), statuses=chosen.statuses, cities=chosen.cities)
        kept = chosen.apply(rows)
        assert list(kept["id"]) == [row["id"] for row in rows.to_dict("records") if naive(chosen, row)]
        pd.testing.assert_frame_equal(contract.validate(kept), kept)

    def test_nothing_selected_returns_everything(self) -> None:
        pd.testing.assert_frame_equal(NOTHING.apply(sample()), sample())

    @pytest.mark.parametrize(
        ("query", "cities"),
        [
            ("stadt=Herne", ["Herne"]),
            ("stadt=Herne&stadt=Wesel", ["Herne", "Wesel"]),
            ("kreis=05954", ["Schwelm"]),
            ("bezirk=Arnsberg", ["Herne", "Schwelm"]),
            ("bezirk=Arnsberg&von=2017-08-04", ["Schwelm"]),
            ("von=2017-08-03&bis=2017-08-03", ["Herne", "Bielefeld"]),
            ("status=abgesagt", []),
            ("suche=nadelfabrik", ["Aachen"]),
            ("suche=STADT+MUENSTER", ["Münster"]),
            ("suche=Michaelstra%C3%9Fe", ["Herne"]),
            ("suche=michaelstrasse+rademacher", ["Herne"]),
            ("suche=niederwall", ["Bielefeld"]),
            ("suche=schwelm", ["Schwelm"]),
            ("suche=467", []),  # a room is not searched
            ("tour=sommertour-2017&suche=kreis", ["Wesel", "Schwelm"]),
        ],
    )
    def test_the_first_tour(self, query: str, cities: list[str]) -> None:
        rows = sample()
        chosen, problems = read(query, known(rows))
        assert problems == ()
        assert list(chosen.apply(rows)["city"]) == cities

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("bis=2017-08-01", False),
            ("bis=2017-08-02", True),
            ("von=2017-08-03&bis=2017-08-03", True),
            ("von=2017-08-04", True),
            ("von=2017-08-05", False),
        ],
    )
    def test_one_of_several_days_is_found_on_each(self, query: str, found: bool) -> None:  # noqa: FBT001
        rows = contract.from_rows([stop(end_date="2017-08-04")])
        assert len(read(query)[0].apply(rows)) == found

    def test_any_text_that_occurs_can_be_selected_by(self) -> None:
        rows = hostile()
        for city in rows["city"]:
            assert list(Selection(cities=(city,)).apply(rows)["city"]) == [city]

    def test_leaves_the_frame_as_it_was(self) -> None:
        rows = sample()
        Selection(cities=("Herne",), words="a").apply(rows)
        pd.testing.assert_frame_equal(rows, sample())

    def test_of_an_empty_frame(self) -> None:
        pd.testing.assert_frame_equal(Selection(cities=("Herne",), words="a").apply(contract.empty()), contract.empty())
