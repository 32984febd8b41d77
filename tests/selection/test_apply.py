"""What a selection lets through, beside the plainest filter that can be written, and what it counts."""

from __future__ import annotations

import gc
import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.frames import frames, hostile, sample, stop, synthetic, texts
from tests.selection.test_choice import KNOWN, NOTHING, read, selections
from tourkarte import frame as contract
from tourkarte.selection import STATUS_WORDS, Known, Near, Selection, facets, index, known
from tourkarte.text import fold


def _text(row: dict[Any, Any]) -> str:
    return " ".join(fold(row[name]) for name in ("title", "venue", "street", "city") if isinstance(row[name], str))


def _slips(one: str, other: str) -> int:
    """Return how many letters were left out, put in, changed or swapped, each place once."""
    far = {(0, j): j for j in range(len(other) + 1)} | {(i, 0): i for i in range(len(one) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            best = min(far[i - 1, j], far[i, j - 1], far[i - 1, j - 1] - (one[i - 1] == other[j - 1])) + 1
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                best = min(best, far[i - 2, j - 2] + 1)
            far[i, j] = best
    return far[len(one), len(other)]


def _meant(word: str, rows: list[dict[Any, Any]]) -> set[str]:
    """Return what a word stands for among all rows."""
    if any(word in _text(row) for row in rows) or len(word) < 4 or not word.isalpha():
        return {word}
    slips = {other: _slips(word, other) for row in rows for other in _text(row).split() if other.isalpha()}
    least = min(slips.values(), default=9)
    return {word} | {other for other, far in slips.items() if far == least <= (1 if len(word) < 7 else 2)}


def _is_near(near: Near, row: dict[Any, Any]) -> bool:
    if pd.isna(row["lat"]):
        return False
    lat, lon, at_lat, at_lon = map(math.radians, (row["lat"], row["lon"], near.point.lat, near.point.lon))
    chord = math.hypot(
        math.cos(lat) * math.cos(lon) - math.cos(at_lat) * math.cos(at_lon),
        math.cos(lat) * math.sin(lon) - math.cos(at_lat) * math.sin(at_lon),
        math.sin(lat) - math.sin(at_lat),
    )
    return 2 * 6371.0088 * math.asin(min(1, chord / 2)) <= near.km


def naive(chosen: Selection, rows: list[dict[Any, Any]]) -> list[bool]:
    """Decide on each row, as plainly as can be."""
    meant = [_meant(word, rows) for word in fold(chosen.words).split()]
    return [_naive(chosen, row, meant) for row in rows]


def _naive(chosen: Selection, row: dict[Any, Any], meant: list[set[str]]) -> bool:
    first = row["date"].date()
    last = first if pd.isna(row["end_date"]) else row["end_date"].date()
    return (
        (chosen.tour is None or row["tour"] == chosen.tour)
        and (not chosen.cities or row["city"] in chosen.cities)
        and (not chosen.districts or row["district"] in chosen.districts)
        and (not chosen.regions or row["region"] in chosen.regions)
        and (chosen.since is None or last >= chosen.since)
        and (chosen.until is None or first <= chosen.until)
        and (not chosen.statuses or row["status"] in chosen.statuses)
        and (chosen.near is None or _is_near(chosen.near, row))
        and all(any(word in _text(row) for word in words) for words in meant)
    )


class TestApply:
    @given(st.data())
    @settings(max_examples=20)
    def test_equals_the_naive_filter(self, data: st.DataObject) -> None:
        rows = data.draw(st.just(sample()) | st.integers(0, 9).map(lambda seed: synthetic(20, seed)) | frames())
        word = (
            st.sampled_from(
                ["nadelfabirk", "kommunalles herne", "nadel", "HERNE", "muenster", "straße", "zentrum stadt", "e"]
            )
            | texts()
        )
        chosen = data.draw(selections(known(rows, places=KNOWN.places)))
        if data.draw(st.booleans()):
            chosen = Selection(words=data.draw(word), statuses=chosen.statuses, cities=chosen.cities, near=chosen.near)
        kept = chosen.apply(rows)
        assert list(kept["id"]) == list(rows["id"][naive(chosen, rows.to_dict("records"))])
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

    def test_around_a_place(self) -> None:
        rows = sample()
        assert list(read("nahe=44649")[0].apply(rows)["city"]) == ["Herne", "Schwelm"]
        assert list(read("nahe=44649&km=1")[0].apply(rows)["city"]) == ["Herne"]
        assert list(read("nahe=44649&km=300")[0].apply(rows)["city"]) == list(rows["city"])

    def test_what_nobody_knows_the_place_of_is_not_around_it(self) -> None:
        lost = {"lat": None, "lon": None, "precision": None, "radius_m": None, "point_source": None}
        rows = contract.from_rows([stop(id="a"), stop(id="b", **lost), stop(id="c", city="Bonn", **lost)])
        chosen = read("nahe=44649&km=300", known(rows, places=KNOWN.places))[0]
        assert list(chosen.apply(rows)["id"]) == ["a"]
        assert chosen.unplaced(rows) == 2
        assert replace(chosen, cities=("Bonn",)).unplaced(rows) == 1
        assert NOTHING.unplaced(rows) == 0

    def test_leaves_the_frame_as_it_was(self) -> None:
        rows = sample()
        Selection(cities=("Herne",), words="a").apply(rows)
        pd.testing.assert_frame_equal(rows, sample())

    def test_of_an_empty_frame(self) -> None:
        pd.testing.assert_frame_equal(Selection(cities=("Herne",), words="a").apply(contract.empty()), contract.empty())


class TestFacets:
    COLUMNS = (("tour", "tour"), ("stadt", "city"), ("kreis", "district"), ("bezirk", "region"))

    @given(st.data())
    @settings(max_examples=15)
    def test_each_counts_what_it_would_show_with_all_other_filters(self, data: st.DataObject) -> None:
        rows = data.draw(st.just(sample()) | st.integers(0, 9).map(lambda seed: synthetic(20, seed)) | frames())
        choices = known(rows, places=KNOWN.places)
        chosen = data.draw(selections(choices))
        counts = facets(chosen, rows, choices)
        for name, column in self.COLUMNS:
            shown = list(chosen.without(name).apply(rows)[column])
            assert counts[name] == {value: shown.count(value) for value in counts[name]}
        shown = list(chosen.without("status").apply(rows)["status"])
        assert counts["status"] == {word: shown.count(status.value) for status, word in STATUS_WORDS.items()}

    def test_what_can_be_chosen_has_a_count_though_it_be_none(self) -> None:
        counts = facets(NOTHING, sample(), Known(cities=("Unna",), districts={"05978": "Unna"}, regions=("Arnsberg",)))
        assert counts["stadt"] == {"Unna": 0}
        assert counts["kreis"] == {"05978": 0}
        assert counts["bezirk"] == {"Arnsberg": 2}
        assert counts["status"] == {"geplant": 6, "abgesagt": 0, "verschoben": 0}


class TestIndex:
    def test_is_made_once_and_goes_with_its_frame(self) -> None:
        rows = sample()
        assert index.index_of(rows) is index.index_of(rows)
        key = id(rows)
        assert key in index._KEPT  # noqa: SLF001
        del rows
        gc.collect()
        assert key not in index._KEPT  # noqa: SLF001
