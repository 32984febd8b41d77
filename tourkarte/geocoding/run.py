"""The way from the rows of a table to those of the output, and back to those that failed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from tourkarte.geocoding.results import Kind, Result, not_found, result_of
from tourkarte.geocoding.target import Appender, locked, replacing, writing, written_rows
from tourkarte.places.placing import place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tourkarte.geocoding.records import Record
    from tourkarte.geocoding.source import Source
    from tourkarte.places.gazetteer import Gazetteer
    from tourkarte.places.lookup import PlaceGeocoder

    Tell = Callable[[int, int], object]

_KNOWN: Final = 50_000
"""Addresses that are kept in mind, some 30 MB."""


@dataclass(slots=True)
class _LookUp:
    """Looks up rows, equal addresses once; what failed may be better the next time."""

    source: Source
    geocoder: PlaceGeocoder
    gazetteer: Gazetteer
    known: dict[tuple[str, ...], Result] = field(default_factory=dict)

    def line(self, record: Record) -> tuple[bytes, Kind | None]:
        """Return the line of the output for a row, and what came of it."""
        source = self.source
        if not record.cells:
            return source.newline.encode(), None
        result = self._result(record)
        line = source.before(record) + source.dialect.join(result.cells) + source.after(record)
        return line.encode(), result.kind

    def _result(self, record: Record) -> Result:
        count, width = len(record.cells), self.source.width
        if count < width or any(cell.strip() for cell in record.cells[width:]):
            return not_found(f"Die Zeile hat {count} Zellen, die Kopfzeile {width}.")
        cells = self.source.columns.cells(record.cells)
        if known := self.known.get(cells):
            return known
        result = self._looked_up(cells)
        if result.kind is not Kind.FAILED:
            if len(self.known) >= _KNOWN:
                self.known.clear()
            self.known[cells] = result
        return result

    def _looked_up(self, cells: tuple[str, ...]) -> Result:
        read = self.source.columns.place(cells, self.gazetteer)
        venue = read.venue
        if not (venue.street or venue.postal_code or venue.city):
            return not_found(" | ".join([*(each.reason for each in read.doubts), "Die Zeile nennt keine Anschrift."]))
        return result_of(place(venue, self.geocoder), read.doubts, decimal_comma=self.source.decimal_comma)


def geocode(source: Source, path: Path, geocoder: PlaceGeocoder, gazetteer: Gazetteer, *, tell: Tell) -> Counter[Kind]:
    """Write the rows that are not in the output yet behind those that are.

    Whatever ends it, what is written stays, and the next call goes on from there.

    Parameters
    ----------
    tell
        Is told how many rows are written, and how many there are.

    Returns
    -------
    Counter
        How many rows came to what, those of earlier runs included.

    Raises
    ------
    DataFileError
        If the output is not that of this input, or cannot be written.
    """
    look_up = _LookUp(source, geocoder, gazetteer)
    with locked(path, source) as file:
        counts: Counter[Kind] = Counter()
        lines, end = 0, 0
        for row in written_rows(path, source):
            counts.update([row.kind] if row.kind else [])
            lines, end = lines + 1, (end or len(source.head.encode())) + len(row.raw)
        with writing(path):
            file.truncate(end)
            file.seek(end)
        output = Appender(file, path)
        if not end:
            output.add(source.head.encode())
        tell(counts.total(), source.total)
        try:
            for record in islice(source.records(), lines, None):
                line, kind = look_up.line(record)
                written = output.add(line)
                counts.update([kind] if kind else [])
                if written:
                    tell(counts.total(), source.total)
        finally:
            output.flush()
        tell(counts.total(), source.total)
    return counts


def retry(source: Source, path: Path, geocoder: PlaceGeocoder, gazetteer: Gazetteer, *, tell: Tell) -> None:
    """Ask for the rows of the output that failed once more.

    The output stays what it was until all are asked, so an interruption loses nothing but their new answers.

    Raises
    ------
    DataFileError
        As `geocode`.
    """
    look_up = _LookUp(source, geocoder, gazetteer)
    with locked(path, source):
        failed = sum(row.kind is Kind.FAILED for row in written_rows(path, source))
        if not failed:
            return
        with replacing(path) as file:
            output = Appender(file, path)
            output.add(source.head.encode())
            asked = 0
            for row in written_rows(path, source):
                if row.kind is Kind.FAILED:
                    output.add(look_up.line(row.record)[0])
                    asked += 1
                    tell(asked, failed)
                else:
                    output.add(row.raw)
            output.flush()
