from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from tests.frames import HOSTILE, hostile, sample
from tourkarte.export.csv_excel import HEADINGS
from tourkarte.export.edition import PLAIN, Edition
from tourkarte.export.xlsx import write


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
