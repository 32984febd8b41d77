"""The table whose addresses are looked up: opened, understood, and read row by row."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.errors import reason as why
from tourkarte.geocoding.columns import Columns, find_columns
from tourkarte.geocoding.notation import dialect_of, has_decimal_comma, lines
from tourkarte.geocoding.records import Dialect, Record, endless
from tourkarte.geocoding.results import ADDED
from tourkarte.intake.tables.encoding import encoding_of
from tourkarte.intake.tables.grid import MAX_COLUMNS, collect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import TextIO

    from tourkarte.places.gazetteer import Gazetteer

_SAMPLE: Final = 40_000
"""Characters from which the notation is told."""
_SAMPLE_ROWS: Final = 500
"""Rows from which the columns are told."""
_BOM: Final = "\ufeff"
_NO_CSV: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table.

    Attributes
    ----------
    encoding, mark
        How its bytes are read, and how many of them are the mark that says so.
    newline, decimal_comma
        How rows end and numbers are written in what is added.
    head
        What stands before the first row of the output: the lines before the header, and the header.
    width
        Cells of the header.
    names
        What the added columns are called.
    total
        Rows with anything in them below the header.
    """

    path: Path
    encoding: str
    mark: int
    dialect: Dialect
    newline: str
    decimal_comma: bool
    head: str
    width: int
    columns: Columns
    names: tuple[str, ...]
    total: int

    def records(self) -> Iterator[Record]:
        """Return the rows below the header, blank ones as well."""
        with _opened(self.path, self.encoding, self.mark) as file:
            yield from islice(self.dialect.read(lines(file)), self.columns.mapping.header_row, None)

    def before(self, record: Record) -> str:
        """Return what stands before the added cells of a row: its own cells, as they are written."""
        if not record.cells:
            return ""
        missing = self.width - len(record.cells)
        own = record.body if missing >= 0 else self.dialect.join(record.cells[: self.width])
        return own + self.dialect.separator * (max(missing, 0) + 1)

    def after(self, record: Record) -> str:
        """Return what stands behind the added cells of a row: cells that no heading names, and the line's end."""
        beyond = record.cells[self.width :]
        return (self.dialect.separator + self.dialect.join(beyond) if beyond else "") + self.newline


def open_source(path: Path, given: Mapping[str, str], gazetteer: Gazetteer) -> Source:
    """Return a table, read once to the end, so that what is wrong with it is said before anything is looked up.

    Parameters
    ----------
    given
        Which column holds which field, where it would not be found or wrongly: from a field to a heading.

    Raises
    ------
    DocumentError
        If it is no table with a header and addresses.
    """
    try:
        return _open(path, given, gazetteer)
    except OSError as error:
        raise DocumentError(f"{path} lässt sich nicht lesen ({why(error)}).") from error


def _open(path: Path, given: Mapping[str, str], gazetteer: Gazetteer) -> Source:
    with path.open("rb") as binary:
        if binary.read(8).startswith(_NO_CSV):
            raise DocumentError(
                f"{path.name} ist keine CSV-Datei; gelesen werden CSV und TSV. Bitte die Tabelle so speichern."
            )
        binary.seek(0)
        encoding, mark = encoding_of(binary)
    with _opened(path, encoding, mark) as file:
        dialect = dialect_of(file.read(_SAMPLE))
    with _opened(path, encoding, mark) as file:
        first = list(islice(dialect.read(lines(file)), _SAMPLE_ROWS))
    columns = find_columns(collect(record.cells[:MAX_COLUMNS] for record in first), given, gazetteer)
    header = first[columns.mapping.header_row - 1]
    newline = _newline(header, dialect)
    names = _free(header.cells)
    bom = _BOM if mark or dialect.separator == ";" else ""
    before = [f"{record.body}{newline}" for record in first[: columns.mapping.header_row - 1]]
    return Source(
        path=path,
        encoding=encoding,
        mark=mark,
        dialect=dialect,
        newline=newline,
        decimal_comma=has_decimal_comma(dialect, first),
        head="".join([bom, *before, header.body, dialect.separator, dialect.join(names), newline]),
        width=len(header.cells),
        columns=columns,
        names=names,
        total=_total(path, encoding, mark, dialect)
        - sum(bool(each.cells) for each in first[: columns.mapping.header_row]),
    )


@contextmanager
def _opened(path: Path, encoding: str, mark: int) -> Iterator[TextIO]:
    with path.open("rb") as binary:
        binary.seek(mark)
        errors = "replace" if encoding == "cp1252" else "strict"
        with io.TextIOWrapper(binary, encoding, errors, newline="") as file:
            yield file


def _newline(header: Record, dialect: Dialect) -> str:
    """Return how rows end: as the header does, but in one of the two ways that all programs know."""
    end = header.raw.removeprefix(header.body)
    return "\n" if end == "\n" or not (end or dialect.separator == ";") else "\r\n"


def _total(path: Path, encoding: str, mark: int, dialect: Dialect) -> int:
    """Return how many rows have anything in them; raises if one has no end."""
    total, record = 0, None
    with _opened(path, encoding, mark) as file:
        for record in dialect.read(lines(file)):
            total += bool(record.cells)
    if record and dialect.is_endless(record):
        raise endless(record.line)
    return total


def _free(headings: list[str]) -> tuple[str, ...]:
    """Return the names of the added columns, each with a number behind it if there is such a column already."""
    taken = {heading.strip().casefold() for heading in headings}

    def free(name: str) -> str:
        number = 1
        while (shown := name if number == 1 else f"{name}_{number}") in taken:
            number += 1
        return shown

    return tuple(map(free, ADDED))
