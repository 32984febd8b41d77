from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import DataFileError
from tourkarte.places.files import read_features, read_items, read_rows

if TYPE_CHECKING:
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
        (b"a\n1\n", "fehlt die Spalte b. Erlaubt sind: a, b."),
        (b"a;b\n1;2\n", "fehlt die Spalte a, b"),
        (b"a,b,a\n1,2,3\n", "steht die Spalte a mehrmals"),
        ("a,b\nä,ö\n".encode("latin-1"), "nicht in UTF-8"),
        (b'a,b\n"1,2\n', "kein gültiges CSV"),
        (b"PK\x03\x04\x00", "fehlt die Spalte"),
    ],
)
def test_a_useless_file_is_refused_by_name(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(DataFileError, match=r"orte\.csv") as caught:
        read_rows(written(tmp_path, content), ["a", "b"])
    assert told in str(caught.value)


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
