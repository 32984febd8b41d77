"""Rows of a table as they are written: each with its cells and the very text that they were read from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ENDS: Final = ("\r\n", "\n", "\r")


@dataclass(frozen=True, slots=True)
class Record:
    """A row.

    Attributes
    ----------
    cells
        None at all if the line is blank.
    raw
        The lines that it was read from, their ends included.
    line
        Number of the first of them, counted from 1.
    """

    cells: list[str]
    raw: str
    line: int

    @property
    def body(self) -> str:
        """The text without the end of its last line."""
        end = next((end for end in _ENDS if self.raw.endswith(end)), "")
        return self.raw.removesuffix(end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How the cells of a table are told apart."""

    separator: str
    quote: str = '"'

    def read(self, lines: Iterable[str]) -> Iterator[Record]:
        """Return the rows in `lines`, which end as they do in the file.

        Raises
        ------
        DocumentError
            If a cell has no end.
        """
        taken: list[str] = []
        number = 1

        def each() -> Iterator[str]:
            for line in lines:
                taken.append(line)
                yield line

        reader = csv.reader(each(), delimiter=self.separator, quotechar=self.quote)
        while True:
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise endless(number) from error
            if cells is None:
                return
            yield Record(cells, "".join(taken), number)
            number += len(taken)
            taken.clear()

    def is_endless(self, record: Record) -> bool:
        """Whether the last cell of a row is in quotes that are not closed, so that it would swallow what follows."""
        if self.quote not in record.raw:
            return False
        reader = csv.reader([f"{record.body}\n", "x"], delimiter=self.separator, quotechar=self.quote)
        return sum(1 for _ in reader) == 1

    def join(self, cells: Iterable[str]) -> str:
        """Return cells as a line without its end."""
        line = io.StringIO()
        # Only what the line ends with is put in quotes for sure, so it is written and taken away again.
        csv.writer(line, delimiter=self.separator, quotechar=self.quote, lineterminator="\r\n").writerow(cells)
        return line.getvalue().removesuffix("\r\n")


def endless(line: int) -> DocumentError:
    """Return what is said of a cell without end."""
    return DocumentError(
        f"In der Zelle, die in Zeile {line} beginnt, fehlt vermutlich ein schließendes Anführungszeichen; bitte "
        "ergänzen oder die Tabelle als CSV neu speichern."
    )
