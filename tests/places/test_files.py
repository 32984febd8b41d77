from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import DataFileError
from tourkarte.model import Point
from tourkarte.places.files import CellError, Row, read_features, read_items, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def written(folder: Path, content: bytes) -> Path:
    path = folder / "orte.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xef\xbb\xbfa,b\r\n 1 ,2\r\n", b"b,a\n2,1\n\n,\n"])
def test_rows_are_read_with_or_without_byte_order_mark(tmp_path: Path, content: bytes) -> None:
    rows, problems = read_rows(written(tmp_path, content), ["a", "b"])
    assert ([row.cells for row in rows], problems) == ([{"a": "1", "b": "2"}], [])


def test_a_row_knows_the_line_on_which_it_begins(tmp_path: Path) -> None:
    rows, _ = read_rows(written(tmp_path, b'a\n\n"two\nlines"\nlast\n'), ["a"])
    assert [(row.line, row.cells["a"]) for row in rows] == [(3, "two\nlines"), (5, "last")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "fehlt die Spalte a, b"),
        (b"a\n1\n", "fehlt die Spalte b. Erlaubt sind: a, b, getrennt durch Komma oder Semikolon."),
        (b"a|b\n1|2\n", "fehlt die Spalte a, b. Erlaubt sind: a, b, getrennt durch Komma oder Semikolon."),
        (b"a;c\n1;2\n", "fehlt die Spalte b"),
        (b"a,b,a\n1,2,3\n", "steht die Spalte a mehrmals"),
        ("a,ö\nä,ö\n".encode("cp1252"), "nicht in UTF-8 gespeichert (Byte 2); bitte als „CSV UTF-8“ speichern."),
        ("a,b\nä,".encode() + "ö\n".encode("cp1252"), "nicht in UTF-8"),  # a damaged file, not one of Windows
        (b"a,b\n\x81,\xfc\n", "nicht in UTF-8"),  # 81 is no character there
        (b'a,b\n"1,2\n', "kein gültiges CSV"),
        (b"PK\x03\x04\x00", "fehlt die Spalte"),
    ],
)
def test_a_useless_file_is_refused_by_name(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(DataFileError, match=r"orte\.csv") as caught:
        read_rows(written(tmp_path, content), ["a", "b"])
    assert told in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("text", ["a;b\r\nä,ö;„–“\r\n", 'a;b\n"ä,ö";"„–“"\n', '"a";"b"\nä,ö;„–“\n'])
def test_what_a_german_spreadsheet_saves_is_read(tmp_path: Path, encoding: str, text: str) -> None:
    (row,), problems = read_rows(written(tmp_path, text.encode(encoding)), ["a", "b"])
    assert (row.cells, row.german, problems) == ({"a": "ä,ö", "b": "„–“"}, True, [])


def test_a_semicolon_in_a_cell_does_not_make_a_file_german(tmp_path: Path) -> None:
    (row,), _ = read_rows(written(tmp_path, b"a,b\n1;2;3,4\n"), ["a", "b"])
    assert (row.cells, row.german) == ({"a": "1;2;3", "b": "4"}, False)


def test_a_cell_that_is_too_long_costs_its_row_only(tmp_path: Path) -> None:
    long = "x" * 200_000
    rows, problems = read_rows(written(tmp_path, f"a,b\n1,2\n3,{long}\n5,6\n".encode()), ["a", "b"])
    assert [row.line for row in rows] == [2, 4]
    assert [str(problem) for problem in problems] == [
        "orte.csv, Zeile 3, Feld „b“: Das Feld hat 200000 Zeichen; erlaubt sind bis zu 10000."
    ]


def test_a_german_number_and_key_are_read_from_a_german_file_only() -> None:
    cells = {"lat": "51,5", "lon": "7,25", "ags": "5916", "radius_m": "1300,5"}
    row = Row(2, cells, german=True)
    assert row.point() == Point(lat=51.5, lon=7.25)
    assert (row.digits("ags", 5), row.radius("radius_m")) == ("05916", 1300.5)
    for read in (Row.point, lambda row: row.digits("ags", 5), lambda row: row.radius("radius_m")):
        with pytest.raises(CellError):
            read(Row(2, cells))


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (lambda row: row.text("a"), "Her\x07ne"),
        (lambda row: row.digits("a", 5), "٠٥٩١٦"),
        (lambda row: row.digits("a", 5), "059160"),
        (lambda row: row.radius("a"), "0"),
        (lambda row: row.radius("a"), "-1"),
        (lambda row: row.count("a"), "9" * 5000),
        (lambda row: row.count("a"), "-1"),
    ],
)
def test_what_a_cell_must_not_hold_is_refused(read: Callable[[Row], object], text: str) -> None:
    with pytest.raises(CellError, match="erlaubt"):
        read(Row(2, {"a": text}))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"Die Datei orte\.csv fehlt"):
        read_rows(tmp_path / "orte.csv", ["a"])
    with pytest.raises(DataFileError, match="ist nicht lesbar"):
        read_rows(tmp_path, ["a"])


def test_what_is_wrong_with_a_useful_file_is_told(tmp_path: Path) -> None:
    rows, problems = read_rows(written(tmp_path, b"a,x\n1,2\n1\n1,2,3\n"), ["a"])
    assert [row.line for row in rows] == [2]
    assert [(problem.file, problem.row, problem.field) for problem in problems] == [
        ("orte.csv", 1, "x"),
        ("orte.csv", 3, None),
        ("orte.csv", 4, None),
    ]


def test_only_the_first_of_two_rows_with_one_key_counts(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,x\n1,y\n2,z\n")
    items, problems = read_items(path, ["a", "b"], lambda row: row.text("b"), key="a")
    assert items == ["x", "z"]
    assert [str(problem) for problem in problems] == [
        "orte.csv, Zeile 3, Feld „a“: „1“ steht schon weiter oben; erlaubt ist es einmal."
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "1,5", "x", "-"])
def test_what_is_no_finite_number_is_refused(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, f'a\n"{text}"\n'.encode())
    items, problems = read_items(path, ["a"], lambda row: row.number("a"))
    assert items == []
    assert [(problem.row, problem.field) for problem in problems] == [(2, "a")]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"features": 3}', b"\xff"])
def test_what_is_no_collection_of_features_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(DataFileError, match=r"orte\.csv"):
        read_features(written(tmp_path, content))
