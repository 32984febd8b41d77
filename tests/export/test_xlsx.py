from __future__ import annotations

import datetime as dt
import io
import math
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings

from tests.frames import HOSTILE, facts, frames, hostile, precisions, sample
from tourkarte.export.csv_excel import HEADINGS, PRECISION_WORDS
from tourkarte.export.edition import PLAIN, Edition
from tourkarte.export.formulas import harmless
from tourkarte.export.xlsx import write
from tourkarte.model import Media
from tourkarte.selection import STATUS_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

NO_XML = str.maketrans({"\ufffe": "_xFFFE_", "\uffff": "_xFFFF_"})
"""Characters that no XML file may hold, as spreadsheets write them; openpyxl leaves them so."""
WORDS = {
    "status": {status.value: word for status, word in STATUS_WORDS.items()},
    "precision": {precision.value: word for precision, word in PRECISION_WORDS.items()},
    "media": {media.value: media.label for media in Media},
}
FRAMES: list[Callable[[], pd.DataFrame]] = [sample, precisions, facts, hostile, lambda: sample().head(0)]


def expected(name: str, value: Any) -> Any:
    """Return what must stand in a cell, worked out without what the format itself uses."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if name in {"start", "end"}:
        return dt.time.fromisoformat(value)
    if isinstance(value, str):
        return harmless(WORDS.get(name, {}).get(value, value)).translate(NO_XML)
    return pytest.approx(value, rel=1e-15, abs=0)  # sixteen digits, as spreadsheets keep them


def check(frame: pd.DataFrame) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(frame, PLAIN))).active
    assert sheet is not None
    heading, *rows = sheet.iter_rows()
    assert [cell.value for cell in heading] == list(HEADINGS.values())
    assert len(rows) == len(frame)
    for cells, row in zip(rows, frame.to_dict("records"), strict=True):
        found = {name: cell.value for name, cell in zip(HEADINGS, cells, strict=True)}
        assert found == {name: expected(name, row[name]) for name in HEADINGS}
        assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, "no formula, no error"
        assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("rows", FRAMES)
def test_cell_by_cell_it_is_the_frame(rows: Callable[[], pd.DataFrame]) -> None:
    check(rows())


@settings(max_examples=15)
@given(frames())
def test_cell_by_cell_it_is_any_frame(frame: pd.DataFrame) -> None:
    check(frame)


def test_pandas_reads_days_and_keeps_leading_zeros() -> None:
    found = pd.read_excel(io.BytesIO(write(facts(), PLAIN)), dtype={"PLZ": str, "Kreisschlüssel": str})
    assert list(found["Datum"]) == list(facts()["date"])
    assert list(found["Letzter Tag"].dropna()) == list(facts()["end_date"].dropna())
    assert list(found["Kreisschlüssel"]) == list(facts()["district"])
    assert list(found["Breite"]) == list(facts()["lat"])
    assert list(found["Beginn"].dropna()) == [dt.time.fromisoformat(each) for each in facts()["start"].dropna()]


def test_days_times_and_numbers_are_what_they_are() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(sample(), PLAIN))).active
    assert sheet is not None
    heading, _, _, herne, *_ = sheet.iter_rows(values_only=True)
    assert list(heading) == list(HEADINGS.values())
    cells = dict(zip(HEADINGS, herne, strict=True))
    assert (cells["date"], cells["start"], cells["end"]) == (dt.datetime(2017, 8, 3), dt.time(10), None)  # noqa: DTZ001
    assert (cells["lat"], cells["lon"], cells["postal_code"]) == (51.5329, 7.1611, "44649")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:AA7")


@pytest.mark.parametrize(("number", "text"), list(enumerate(HOSTILE)))
def test_no_text_is_a_formula(number: int, text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write(hostile(), PLAIN))).active
    assert sheet is not None
    cell = sheet.cell(number + 2, list(HEADINGS).index("title") + 1)
    assert (cell.data_type, cell.value in {text, "'" + text}) == ("s", True)


def test_a_title_that_xml_forbids_breaks_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(sample(), Edition(title="A\ufffe\x01B"))))
    assert book.properties.title == "AB"
