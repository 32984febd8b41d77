from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_dataset import EXTREMES, GOOD
from tourkarte import frame
from tourkarte.model import Precision
from tourkarte.places.districts import Districts
from tourkarte.places.files import Row
from tourkarte.rows import COLUMNS, row_contract, sift

BOUNDARIES = Districts.load(Path(__file__).parents[1] / "data")
CONTRACT = row_contract(["sommertour-2017"], ["05916"], ["05916", "05334"], BOUNDARIES)

CELLS = st.text(max_size=12).map(str.strip) | st.sampled_from(
    ["", "0", "-1", "1e9", "nan", "05334", "2017-02-29", *EXTREMES]
)


@settings(deadline=None, max_examples=25)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(COLUMNS, CELLS)))
def test_whatever_a_cell_holds_the_row_is_told_or_makes_a_frame(change: dict[str, str]) -> None:
    good, problems = sift([Row(2, {**GOOD, "id": "first"}), Row(3, {**GOOD, **change})], CONTRACT)
    assert {problem.row for problem in problems} <= {3}
    assert list(good.index) == ([2] if problems else [2, 3])
    assert len(frame.from_rows(good.to_dict("records"))) == len(good)


@pytest.mark.parametrize("change", [{"tour": "x"}, {"centre": "05999"}, {"district": "05999"}, {"district": "05334"}])
def test_a_list_that_could_not_be_read_is_not_compared_with(change: dict[str, str]) -> None:
    row = Row(2, {**GOOD, **change})
    assert sift([row], CONTRACT)[1]
    assert sift([row], row_contract([], [], [], None))[1] == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end_date": "2017-08-02"}, "end_date"),
        ({"end_date": "2017-09-31"}, "end_date"),
        ({"end_date": "2100-01-01"}, "end_date"),
        ({"date": "x", "end_date": "2017-08-02"}, "date"),
        ({"media": "offen"}, "media"),
        ({"report": "ftp://example.org"}, "report"),
        ({"moved_to": "wesel"}, "moved_to"),
        ({"moved_to": "wesel", "status": "verschoben"}, "status"),
        ({"end_date": "2017-08-03"}, None),
        ({"end_date": "2017-08-05", "media": "open", "report": "https://a.de", "note": "a\nb", "people": "A; B"}, None),
        ({"moved_to": "wesel", "status": "moved"}, None),
    ],
)
def test_what_a_desk_knows_is_checked_too(change: dict[str, str], field: str | None) -> None:
    good, problems = sift([Row(2, {**GOOD, **change})], CONTRACT)
    assert [problem.field for problem in problems] == ([field] if field else [])
    assert len(good) == (not field)


def test_a_row_without_a_point_or_a_district_is_good() -> None:
    nowhere = {**GOOD, **dict.fromkeys(("lat", "lon", "precision", "radius_m"), "")}
    rows = [Row(2, nowhere), Row(3, {**GOOD, "id": "b", "district": ""})]
    assert sift(rows, CONTRACT)[1] == []


@pytest.mark.parametrize("precision", Precision)
@pytest.mark.parametrize("radius", ["0", "0.0", "-0", "0.5", "100", "101", "1300"])
def test_a_circle_is_no_larger_than_a_house_exactly_where_the_point_is_exact(precision: Precision, radius: str) -> None:
    row = Row(2, {**GOOD, "precision": precision.value, "radius_m": radius})
    told = [(problem.field, problem.message) for problem in sift([row], CONTRACT)[1]]
    message = f"„{radius}“ passt nicht zu precision; bei address oder manual steht 0 bis 100, sonst mehr als 0."
    fits = float(radius) <= 100 if precision.is_exact else float(radius) > 0
    assert told == ([] if fits else [("radius_m", message)])


@pytest.mark.parametrize(
    ("field", "written", "plain"),
    [
        ("date", "3.8.2017", "2017-08-03"),
        ("date", "03.08.2017", "2017-08-03"),
        ("date", "2017-08-03", "2017-08-03"),
        ("end_date", "4.8.2017", "2017-08-04"),
        ("lat", "51,5329", "51.5329"),
        ("lat", "51.5329", "51.5329"),
        ("radius_m", "1300,5", "1300.5"),
        ("district", "5916", "05916"),
        ("centre", "5916", "05916"),
        ("postal_code", "4700", "4700"),
        ("room", "5916", "5916"),
        ("title", "Am 3.8.2017, um 1,5", "Am 3.8.2017, um 1,5"),
    ],
)
def test_what_a_german_spreadsheet_makes_of_a_cell_is_undone(field: str, written: str, plain: str) -> None:
    cells = {**GOOD, field: written}
    good, problems = sift([Row(2, cells, german=True)], CONTRACT)
    assert (problems, good.loc[2, field]) == ([], plain)
    good, problems = sift([Row(2, cells)], CONTRACT)
    assert [problem.field for problem in problems] == ([] if written == plain else [field])


@pytest.mark.parametrize(
    ("field", "written"),
    [("date", "30.2.2017"), ("date", "3.8.17"), ("lat", "50.772.806"), ("lat", "50772806"), ("district", "٥٩١٦")],
)
def test_what_cannot_be_undone_is_told(field: str, written: str) -> None:
    _, problems = sift([Row(2, {**GOOD, field: written}, german=True)], CONTRACT)
    assert [problem.field for problem in problems] == [field]


@pytest.mark.parametrize("mark", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_what_turns_the_direction_of_a_line_is_refused(mark: str) -> None:
    (problem,) = sift([Row(2, {**GOOD, "title": f"a{mark}b"})], CONTRACT)[1]
    assert "Steuerzeichen" in problem.message
    assert sift([Row(2, {**GOOD, "title": "Auf\u00adgabe \u200d"})], CONTRACT)[1] == []


@pytest.mark.parametrize(
    ("field", "longest"),
    [
        *((name, 200) for name in ("venue", "room", "street", "city")),
        *((name, 4_000) for name in ("people", "note")),
        ("title", 300),
        ("point_source", 500),
    ],
)
def test_a_text_that_is_too_long_is_told_without_repeating_it(field: str, longest: int) -> None:
    fits, too_long = (sift([Row(2, {**GOOD, field: "x" * number})], CONTRACT)[1] for number in (longest, longest + 1))
    assert fits == []
    assert [problem.field for problem in too_long] == [field]
    assert too_long[0].message == f"„{'x' * 60}…“ ist zu lang; erlaubt sind höchstens {longest} Zeichen."
