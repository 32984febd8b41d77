"""Reading the files of the data folder: what is wrong with a file or a row is said in one way.

People edit the tables with a spreadsheet, so what a German Excel makes of them is read as well: semicolons between
the cells, Windows-1252, 02.08.2017 for a day, a decimal comma, and keys without their leading zero.
"""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

from tourkarte.errors import DataFileError, InvalidValueError, Problem
from tourkarte.errors import reason as why
from tourkarte.model import Point

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

_ENCODING: Final = "utf-8-sig"  # a spreadsheet that saved the file may have put a byte order mark in front
_WINDOWS: Final = "cp1252"
_COMMA: Final = ","
_SEPARATORS: Final = (_COMMA, ";")  # the first one where the header does not decide
_LONGEST: Final = 10_000  # characters of a cell
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT: Final = re.compile("[0-9]{1,9}")
_GERMAN_DAY: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_GERMAN_NUMBER: Final = re.compile("-?[0-9]+,[0-9]+")

# The csv module's own limit would make the whole file unreadable for one cell; `_LONGEST` leaves out its row only.
csv.field_size_limit(2**31 - 1)


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
    german
        Whether a German spreadsheet wrote the row, which has its own notation of days, numbers and keys.
    """

    line: int
    cells: dict[str, str]
    german: bool = False

    def text(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        text = self.cells[column]
        if not text:
            raise CellError("Das Feld ist leer; es muss ausgefüllt sein.", column)
        if _CONTROL.search(text):
            raise CellError(f"„{text}“ enthält Steuerzeichen; erlaubt ist lesbarer Text.", column)
        return text

    def plain_day(self, column: str) -> str:
        """Return the text of a cell for a day, 2017-08-02 if it is 02.08.2017 to a German spreadsheet."""
        text = self.cells[column]
        found = _GERMAN_DAY.fullmatch(text) if self.german else None
        return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text

    def plain_number(self, column: str) -> str:
        """Return the text of a cell for a number, 51.5 if it is 51,5 to a German spreadsheet."""
        text = self.cells[column]
        return text.replace(",", ".") if self.german and _GERMAN_NUMBER.fullmatch(text) else text

    def plain_digits(self, column: str, number: int) -> str:
        """Return the text of a cell for `number` digits, with the leading zeros that a German spreadsheet lost."""
        text = self.cells[column]
        return text.zfill(number) if self.german and text.isdigit() else text

    def digits(self, column: str, number: int) -> str:
        """Return the `number` digits in a cell."""
        self.text(column)
        text = self.plain_digits(column, number)
        if not (len(text) == number and text.isascii() and text.isdigit()):
            raise CellError(f"„{text}“ passt hier nicht; erlaubt sind {number} Ziffern.", column)
        return text

    def number(self, column: str) -> float:
        """Return the number in a cell, written with a decimal point."""
        self.text(column)
        text = self.plain_number(column)
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise CellError(f"„{text}“ ist keine Zahl; erlaubt sind Zahlen wie 51.5 (mit Punkt).", column)
        return number

    def radius(self, column: str) -> float:
        """Return the radius in metres of the circle around a point that is not exact."""
        radius = self.number(column)
        if radius <= 0:
            raise CellError(f"„{self.cells[column]}“ ist kein Umkreis; erlaubt sind Zahlen größer als 0.", column)
        return radius

    def point(self) -> Point:
        """Return the point in the columns lat and lon."""
        return Point(lat=self.number("lat"), lon=self.number("lon"))

    def count(self, column: str) -> int:
        """Return the number of things in a cell."""
        text = self.text(column)
        if not _COUNT.fullmatch(text):
            raise CellError(f"„{text}“ ist keine Anzahl; erlaubt sind ganze Zahlen von 0 bis 999999999.", column)
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
        reason = "fehlt" if isinstance(error, FileNotFoundError) else f"ist nicht lesbar ({why(error)})"
        raise DataFileError(f"Die Datei {path.name} {reason}; sie gehört in den Datenordner.") from error


def read_rows(path: Path, columns: Sequence[str], *, optional: Collection[str] = ()) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a CSV file, and what is wrong with it without making it useless.

    Those of `columns` that are `optional` are empty where the file does not have them. A column that is not among
    `columns` is left out; so is a row with more or fewer cells than the header, or with one that is too long.

    Raises
    ------
    DataFileError
        If the file is missing, is neither UTF-8 nor Windows-1252, is not CSV, or has not each of `columns` once.
    """
    needed = [name for name in columns if name not in optional]
    text = _decode(path, needed)
    separator = _separator(text, needed)
    header, lines = _parse(path.name, text, separator)
    allowed = f"Erlaubt sind: {', '.join(columns)}, getrennt durch Komma oder Semikolon."
    if missing := [name for name in needed if name not in header]:
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
        if len(cells) != len(header):
            message = f"Die Zeile hat {len(cells)} Felder; erlaubt sind so viele wie in der Kopfzeile: {len(header)}."
            problems.append(Problem(message, path.name, number))
        elif long := [(name, cell) for name, cell in zip(header, cells, strict=True) if len(cell) > _LONGEST]:
            problems += [
                Problem(f"Das Feld hat {len(cell)} Zeichen; erlaubt sind bis zu {_LONGEST}.", path.name, number, name)
                for name, cell in long
            ]
        else:
            named = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            rows.append(Row(number, dict.fromkeys(optional, "") | named, german=separator != _COMMA))
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


def _decode(path: Path, columns: Sequence[str]) -> str:
    """Return the text of a CSV file, which may be in Windows-1252 if the header then fits."""
    content = read_bytes(path)
    try:
        return content.decode(_ENCODING)
    except UnicodeDecodeError as error:
        text = _from_windows(content)
        if text is not None and any(set(columns) <= set(_header(text, each)) for each in _SEPARATORS):
            return text
        raise DataFileError(
            f"Die Datei {path.name} ist nicht in UTF-8 gespeichert (Byte {error.start}); "
            "bitte als „CSV UTF-8“ speichern."
        ) from error


def _from_windows(content: bytes) -> str | None:
    """Return what Windows-1252 makes of `content`, None if it cannot be that.

    A file in which some umlauts are UTF-8 is a damaged one: it must not become a table full of „Ã¼“.
    """
    if not content.decode("utf-8", errors="ignore").isascii():
        return None
    try:
        return content.decode(_WINDOWS)
    except UnicodeDecodeError:
        return None


def _separator(text: str, columns: Sequence[str]) -> str:
    """Return what separates the cells: with it, the header has most of `columns`."""
    return max(_SEPARATORS, key=lambda separator: len(set(columns) & set(_header(text, separator))))


def _header(text: str, separator: str) -> list[str]:
    try:
        return [name.strip() for name in next(_reader(text, separator), [])]
    except csv.Error:
        return []


def _reader(text: str, separator: str) -> Any:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _parse(name: str, text: str, separator: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the numbered lines that are not blank."""
    reader = _reader(text, separator)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        return header, list(_numbered(reader))
    except csv.Error as error:
        raise DataFileError(
            f"Die Datei {name} ist kein gültiges CSV (Zeile {reader.line_num}: {error}); "
            "Anführungszeichen in einem Feld werden verdoppelt."
        ) from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line on which it begins; a quoted cell may go over several."""
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = reader.line_num + 1
