from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tourkarte.errors import DocumentError
from tourkarte.intake.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = ["Datum", "Beginn", "Titel", "PLZ", "Ort"]
ROWS = [
    [dt.date(2017, 8, 2), dt.time(11), "Eins", 52068, "Aachen"],
    [dt.date(2017, 8, 3), dt.time(9, 30), "Zwei", 44649, "Herne"],
]
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'
CELL = '<c t="str"><v>x</v></c>'


def by_openpyxl(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(rows: Sequence[Sequence[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "dd.mm.yyyy hh:mm"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def with_part(name: str, text: str | bytes) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(by_openpyxl({"A": [HEADER, *ROWS]}))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return file.getvalue()


def with_sheet(rows: str, rest: str = "") -> bytes:
    return with_part("xl/worksheets/sheet1.xml", SHEET % (rows, rest))


@pytest.mark.parametrize("data", [by_openpyxl({"A": [HEADER, *ROWS]}), by_xlsxwriter([HEADER, *ROWS])])
def test_days_and_times_are_those_of_the_cells(data: bytes) -> None:
    drafts = read_table(data, "tour.xlsx").drafts
    assert [
        [draft.date, draft.start, draft.title, int(draft.venue.postal_code or 0), draft.venue.city] for draft in drafts
    ] == ROWS
    assert all(draft.doubts == () for draft in drafts)


def test_the_sheet_that_reads_best_is_read() -> None:
    data = by_openpyxl({"Hinweise": [["Bitte lesen"]], "Alt": [HEADER, ROWS[0]], "Neu": [["Tour"], [], HEADER, *ROWS]})
    reading = read_table(data, "tour.xlsx")
    assert (reading.sheet, reading.mapping.header_row) == ("Neu", 3)
    assert {draft.sheet for draft in reading.drafts} == {"Neu"}
    assert "außerdem „Hinweise“, „Alt“" in reading.warnings[0]


def test_formulas_are_not_worked_out() -> None:
    reading = read_table(by_openpyxl({"A": [HEADER, [dt.date(2017, 8, 2), None, "=1+1", 52068, "Aachen"]]}), "a.xlsx")
    assert reading.drafts[0].title is None


def test_macros_are_told() -> None:
    reading = read_table(with_part("xl/vbaProject.bin", b"Sub AutoOpen"), "a.xlsm")
    assert len(reading.drafts) == 2
    assert reading.warnings == ("Die Datei enthält Makros; sie werden nicht ausgeführt.",)


def test_a_text_with_our_guard_is_restored() -> None:
    drafts = read_table(by_openpyxl({"A": [HEADER, [ROWS[0][0], None, "'=1+1", 52068, "Aachen"]]}), "a.xlsx").drafts
    assert drafts[0].title == "=1+1"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (by_openpyxl({"A": [HEADER, *ROWS]})[:-300], "beschädigt"),
        (b"PK\x03\x04xl/", "beschädigt"),
        (with_part("xl/workbook.xml", "<kaputt"), "beschädigt"),
        (with_part("xl/media/bild.png", bytes(70_000_000)), "ausgepackt zu groß"),
        (with_part("xl/sharedStrings.xml", b" " * 40_000_000), "ausgepackt zu groß"),
        (with_sheet("<row>" + CELL * 320_000 + "</row>"), "ausgepackt zu groß"),
        (with_sheet("<a>" * 1_300_000), "ausgepackt zu groß"),
        (with_sheet("", '<mergeCell ref="A1"/>' * 150_000), "ausgepackt zu groß"),
        (with_sheet(f'<row r="99999999999999999999">{CELL}</row>'), "jenseits der letzten"),
        (with_sheet(f'<row r="1.5">{CELL}</row>'), "jenseits der letzten"),
        (with_sheet(f"<row>{CELL * 600}</row>"), "mehr als 500 Spalten"),
        (with_sheet(f"<row>{CELL}</row>" * 10_100), "mehr als 10 000 Zeilen"),
        (with_part("xl/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "Dokumenttyp"),
        (with_part("xl/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")), "Dokumenttyp"),
        (with_part("xl/styles.xml", b'<?xml version="1.0" encoding="utf-7"?><a/>'), "Dokumenttyp"),
        (with_sheet(""), "hat keine Kopfzeile"),
    ],
    ids=range(16),
)
def test_what_was_made_to_hurt_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        read_table(data, "tour.xlsx")


def test_a_stray_cell_far_away_costs_nothing() -> None:
    header = "".join(f'<c t="str"><v>{name}</v></c>' for name in ("Datum", "Titel"))
    row = '<c t="str"><v>02.08.2017</v></c><c t="str"><v>Eins</v></c>'
    reading = read_table(
        with_sheet(f'<row>{header}</row><row>{row}<c r="XFD2"/></row><row r="1048576"><c/></row>'), "a.xlsx"
    )
    assert [draft.title for draft in reading.drafts] == ["Eins"]


def test_a_sheet_too_large_does_not_hide_another() -> None:
    reading = read_table(by_openpyxl({"A": [HEADER, *ROWS], "B": [["x"] * 600]}), "a.xlsx")
    assert (reading.sheet, len(reading.drafts)) == ("A", 2)
    assert "Blatt „B“: Die Tabelle hat mehr als 500 Spalten" in reading.warnings[0]
