"""Reading the files of the data folder: what is wrong with a file or a row is said in one way."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from tourkarte.errors import DataFileError, InvalidValueError, Problem
from tourkarte.model import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

_ENCODING: Final = "utf-8-sig"  # a spreadsheet that saved the file may have put a byte order mark in front


class CellError(InvalidValueError):
    """A cell of a CSV file does not hold what its column allows."""

    def __init__(self, message: str, column: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV file.

    Attributes
    ----------
    line
        Line of the file on which the row begins, counted from 1 with the header.
    cells
        Text by column, without blanks around it.
    """

    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        if not self.cells[column]:
            raise CellError("Das Feld ist leer; es muss ausgefüllt sein.", column)
        return self.cells[column]

    def number(self, column: str) -> float:
        """Return the number in a cell, written with a decimal point."""
        text = self.text(column)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise CellError(f"„{text}“ ist keine Zahl; erlaubt sind Zahlen wie 51.5 (mit Punkt).", column)
        return number

    def point(self) -> Point:
        """Return the point in the columns lat and lon."""
        return Point(lat=self.number("lat"), lon=self.number("lon"))

    def count(self, column: str) -> int:
        """Return the number of things in a cell."""
        text = self.text(column)
        if not (text.isascii() and text.isdigit()):
            raise CellError(f"„{text}“ ist keine Anzahl; erlaubt sind ganze Zahlen ab 0.", column)
        return int(text)


def read_bytes(path: Path) -> bytes:
    """Return the content of a data file.

    Raises
    ------
    DataFileError
        If it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = "fehlt" if isinstance(error, FileNotFoundError) else f"ist nicht lesbar ({error.strerror})"
        raise DataFileError(f"Die Datei {path.name} {reason}; sie gehört in den Datenordner.") from error


def read_rows(path: Path, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file, and what is wrong with it without making it useless.

    A column that is not among `columns` is left out; so is a row with more or fewer cells than the header.

    Raises
    ------
    DataFileError
        If the file is missing, is not UTF-8, is not CSV, or has not each of `columns` once.
    """
    header, lines = _parse(path)
    allowed = f"Erlaubt sind: {', '.join(columns)}."
    if missing := [name for name in columns if name not in header]:
        raise DataFileError(f"In der Datei {path.name} fehlt die Spalte {', '.join(missing)}. {allowed}")
    if twice := [name for name in columns if header.count(name) > 1]:
        raise DataFileError(f"In der Datei {path.name} steht die Spalte {', '.join(twice)} mehrmals. {allowed}")
    problems = [
        Problem(f"Diese Spalte ist unbekannt und bleibt außer Acht. {allowed}", path.name, 1, name)
        for name in header
        if name not in columns
    ]
    rows = []
    for number, cells in lines:
        if len(cells) == len(header):
            rows.append(Row(number, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
        else:
            message = f"Die Zeile hat {len(cells)} Felder; erlaubt sind so viele wie in der Kopfzeile: {len(header)}."
            problems.append(Problem(message, path.name, number))
    return rows, problems


def read_items(
    path: Path, columns: Sequence[str], make: Callable[[Row], T], *, key: str | None = None
) -> tuple[list[T], list[Problem]]:
    """Return what `make` makes of each row of a CSV file; a row that it refuses becomes a problem.

    Parameters
    ----------
    key
        The column in which no two rows may be the same; the first one counts.

    Raises
    ------
    DataFileError
        As `read_rows`.
    """
    rows, problems = read_rows(path, columns)
    items: list[T] = []
    seen: set[str] = set()
    for row in rows:
        try:
            if key and row.text(key) in seen:
                raise CellError(f"„{row.text(key)}“ steht schon weiter oben; erlaubt ist es einmal.", key)
            items.append(make(row))
        except InvalidValueError as error:
            problems.append(Problem(str(error), path.name, row.line, getattr(error, "column", None)))
        else:
            seen.add(row.text(key) if key else "")
    return items, problems


def load_items(path: Path, columns: Sequence[str], make: Callable[[Row], T], *, key: str | None = None) -> list[T]:
    """Return what `make` makes of each row of a CSV file in which nothing may be wrong.

    Raises
    ------
    DataFileError
        As `read_rows`, and for all rows that are not as they must be.
    """
    items, problems = read_items(path, columns, make, key=key)
    if problems:
        raise DataFileError("\n".join(str(problem) for problem in problems))
    return items


def read_features(path: Path) -> dict[str, Any]:
    """Return the collection of features that a GeoJSON file holds.

    Raises
    ------
    DataFileError
        If the file is missing or is no GeoJSON with a collection of features.
    """
    try:
        content = orjson.loads(read_bytes(path))
    except orjson.JSONDecodeError as error:
        raise DataFileError(
            f"Die Datei {path.name} ist kein gültiges JSON ({error}); bitte mit data/build.py neu ableiten."
        ) from error
    if not (isinstance(content, dict) and isinstance(content.get("features"), list)):
        raise DataFileError(f"Die Datei {path.name} ist keine FeatureCollection; bitte mit data/build.py neu ableiten.")
    return content


def _parse(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the numbered lines that are not blank."""
    try:
        text = read_bytes(path).decode(_ENCODING)
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"Die Datei {path.name} ist nicht in UTF-8 gespeichert (Byte {error.start}); "
            "bitte als „CSV UTF-8“ mit Komma als Trennzeichen speichern."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        return header, list(_numbered(reader))
    except csv.Error as error:
        raise DataFileError(
            f"Die Datei {path.name} ist kein gültiges CSV (Zeile {reader.line_num}: {error}); "
            "Anführungszeichen in einem Feld werden verdoppelt."
        ) from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line on which it begins; a quoted cell may go over several."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1
