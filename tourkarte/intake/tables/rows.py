"""From the rows of a table and the meaning of its columns to drafts, and to what could not be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError, InvalidValueError, Problem
from tourkarte.intake.tables.cells import as_number, as_text, is_nothing
from tourkarte.intake.tables.doubts import about_place
from tourkarte.intake.tables.moments import Moment, month_comes_first, read_moment
from tourkarte.intake.tables.places import read_place
from tourkarte.intake.tables.points import read_point, read_precision
from tourkarte.intake.tables.reading import RowDraft
from tourkarte.intake.tables.remarks import MOST_TEXT, about_remarks, is_too_much
from tourkarte.intake.tables.statuses import read_status
from tourkarte.intake.tables.synonyms import LABELS
from tourkarte.intake.tables.whens import NoDayError, WhenReader, calendar_of
from tourkarte.model import DISTRICT_AGS, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tourkarte.intake.tables.grid import Cell, GridRow, Sheet
    from tourkarte.intake.tables.mapping import Mapping
    from tourkarte.intake.tables.render import Rendered
    from tourkarte.intake.tables.whens import When
    from tourkarte.model import Span
    from tourkarte.places.gazetteer import Gazetteer

_MOST_TEXT: Final = 2_000_000
"""Characters in all columns that are read; the cells of an ordinary row have a hundred together."""
_LONGEST_CELL: Final = 500
"""Characters of one cell that are looked at."""
_SAMPLE: Final = 500
"""Days of a table that are looked at for what holds for all of them."""
_IDENTIFIER: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,199}")
_SPREAD: Final = {
    "venue": ("venue", "address"),
    "room": ("room", "address", "venue"),
    "street": ("street", "address", "venue"),
    "postal_code": ("postal_code", "city", "address", "venue"),
    "city": ("city", "postal_code", "address", "venue", "title", "centre"),
    "title": ("title", "centre"),
    "centre": ("centre", "title"),
    "start": ("start", "date"),
    "end": ("end", "start", "date", "end_date"),
    "cancelled": ("status", "cancelled", "title"),
}
"""The columns that a field may have been read from, in order."""
_NO_REMARK: Final = frozenset({"status", "cancelled", "id", "tour"})
"""Fields whose columns hold the status itself, or names that only look like words."""


class RowReader:
    """Reads the rows of one sheet.

    Parameters
    ----------
    file
        Name of the file, for problems and sources.
    """

    def __init__(self, sheet: Sheet, mapping: Mapping, rendered: Rendered, *, file: str, gazetteer: Gazetteer) -> None:
        self.problems: list[Problem] = list(sheet.problems)
        self._sheet, self._mapping, self._rendered = sheet, mapping, rendered
        self._file, self._gazetteer = file, gazetteer
        days = [row.cell(mapping.index("date")) for row in self._rows()][:_SAMPLE]
        around = [as_text(cell) or "" for row in sheet.rows if row.number < mapping.header_row for cell in row.cells]
        words = [as_text(cell) or "" for cell in days]
        self._whens = WhenReader(
            calendar_of([file.replace("_", " "), *around[:_SAMPLE], *words]), month_first=month_comes_first(days)
        )
        self._above, self._headed = Moment(), False
        self._headings = _headings(sheet, mapping)
        self._refuse_long()
        self._with_remarks = not is_too_much(cell for row in sheet.rows for cell in row.cells)
        if not self._with_remarks:
            length = f"{MOST_TEXT:_}".replace("_", " ")
            reason = (
                f"Die Tabelle enthält mehr als {length} Zeichen; ob darin Termine abgesagt sind, ist nicht gesucht."
            )
            self.problems.append(Problem(reason, file))

    def _refuse_long(self) -> None:
        """Refuse what would take more than some seconds to read."""
        cells = (row.cell(choice.index) for row in self._rows() for choice in self._mapping.choices)
        length = sum(min(len(cell), _LONGEST_CELL) for cell in cells if isinstance(cell, str))
        if length > _MOST_TEXT:
            raise DocumentError(
                f"Die Spalten mit den Terminen enthalten {length:_} Zeichen; gelesen werden bis zu {_MOST_TEXT:_}. "
                "Bitte nur die Zeilen mit den Terminen einlesen.".replace("_", " ")
            )

    def drafts(self) -> Iterator[RowDraft]:
        """Return the drafts of all rows, each once; afterwards `problems` are known."""
        seen: dict[RowDraft, int] = {}
        for row in self._rows():
            for draft in self._read(row):
                if draft in seen:
                    self._problem(row, f"Dieser Termin steht schon in Zeile {seen[draft]}; er ist einmal gelesen.")
                else:
                    seen[draft] = row.number
                    yield draft

    def _rows(self) -> Iterator[GridRow]:
        header = self._mapping.header_row
        return (row for row in self._sheet.rows if row.number > header or not header)

    def _problem(self, row: GridRow, message: str, field: str | None = None) -> None:
        label = LABELS.get(field, field) if field else None
        self.problems.append(Problem(message, self._file, row.number, label))

    def _read(self, row: GridRow) -> Iterator[RowDraft]:
        values = {choice.field: row.cell(choice.index) for choice in self._mapping.choices}
        if self._is_header(row):
            return
        if self._is_alone(row):
            self._read_alone(row)
            return
        try:
            whens = self._whens.read(values, self._above, headed=self._headed)
        except NoDayError as missing:
            self._problem(row, str(missing), "date")
            return
        if days := self._whens.day_of(values):
            self._above, self._headed = (days, False) if days.days else (self._above, self._headed)
        for when in whens:
            yield self._draft(row, values, when)

    def _is_header(self, row: GridRow) -> bool:
        """Whether a row repeats the header, as on each page of a long list."""
        return bool(self._mapping.header_row) and all(
            as_text(row.cell(choice.index)) == choice.column for choice in self._mapping.choices
        )

    def _is_alone(self, row: GridRow) -> bool:
        filled = sum(not is_nothing(cell) for cell in row.cells)
        return filled <= 1 and len(self._mapping.choices) > 1

    def _read_alone(self, row: GridRow) -> None:
        """Take a day that stands alone in a row as that of the rows below it."""
        cell = next((cell for cell in row.cells if not is_nothing(cell)), None)
        moment = read_moment(cell)
        if moment.days:
            self._above, self._headed = moment, True
        elif cell is not None:
            self._problem(row, f"„{(as_text(cell) or '')[:80]}“ steht allein in der Zeile; das ist kein Termin.")

    def _draft(self, row: GridRow, values: dict[str, Cell], when: When) -> RowDraft:
        place = read_place(values, self._gazetteer)
        title = as_text(values.get("title")) or as_text(values.get("centre"))
        title = None if is_nothing(title) else title
        status, doubts = read_status(values.get("status"), values.get("cancelled"), title)
        if self._with_remarks and status is Status.SCHEDULED and not doubts:
            doubts = tuple(about_remarks(self._remarks(row)))
        centre = self._centre(values, title)
        known = {
            "date": when.date,
            "start": when.start is not None,
            "end": when.end is not None,
            "title": title,
            "centre": centre,
            "venue": place.venue.name,
            "room": place.venue.room,
            "street": place.venue.street,
            "postal_code": place.venue.postal_code,
            "city": place.venue.city,
            "cancelled": status is Status.CANCELLED,
        }
        return RowDraft(
            date=when.date,
            end_date=when.last,
            start=when.start,
            end=when.end,
            title=title,
            centre=centre,
            venue=place.venue,
            status=status,
            cancelled=status is Status.CANCELLED,
            moved=status is Status.MOVED,
            doubts=(*row.doubts, *when.doubts, *doubts, *place.doubts, *about_place(place.venue, self._gazetteer)),
            source=self._rendered.row(row.number),
            spans=self._spans(row, values, [name for name, value in known.items() if value]),
            row=row.number,
            file=self._file,
            sheet=self._sheet.name,
            id=self._identifier(row, values),
            tour=as_text(values.get("tour")),
            district=_ags(values.get("district")),
            **self._point(row, values),
        )

    def _point(self, row: GridRow, values: dict[str, Cell]) -> dict[str, Any]:
        try:
            point = read_point(values)
        except InvalidValueError as broken:
            self._problem(row, str(broken), "lat")
            point = None
        if point is None:
            return {}
        return {
            "point": point,
            "precision": read_precision(values.get("precision")),
            "radius_m": as_number(values.get("radius_m")),
            "point_source": as_text(values.get("point_source")) or self._file or None,
        }

    def _remarks(self, row: GridRow) -> Iterator[tuple[str, Cell]]:
        """Return the cells in which a remark may stand, with their headings."""
        without = {choice.index for choice in self._mapping.choices if choice.field in _NO_REMARK}
        for index, cell in enumerate(row.cells):
            if index not in without:
                yield self._headings.get(index, ""), cell

    def _centre(self, values: dict[str, Cell], title: str | None) -> str | None:
        cell = values.get("centre")
        if ags := _ags(cell):
            return ags
        named = as_text(cell) or title
        centre = self._gazetteer.centre(named) if named else None
        return centre.district if centre else None

    def _identifier(self, row: GridRow, values: dict[str, Cell]) -> str | None:
        text = as_text(values.get("id"))
        if text is None or _IDENTIFIER.fullmatch(text):
            return text
        reason = "erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche. Der Termin bekommt eine neue."
        self._problem(row, f"„{text[:80]}“ ist keine Kennung; {reason}", "id")
        return None

    def _spans(self, row: GridRow, values: dict[str, Cell], read: Iterable[str]) -> dict[str, tuple[Span, ...]]:
        """Return for each field that was read the cell that it was read from."""
        found = {field: self._cell_of(row, values, _SPREAD.get(field, (field,))) for field in sorted(read)}
        return {field: (span,) for field, span in found.items() if span}

    def _cell_of(self, row: GridRow, values: dict[str, Cell], columns: Sequence[str]) -> Span | None:
        """Return the first of some columns' cells with anything in it."""
        indexes = (self._mapping[column].index for column in columns if not is_nothing(values.get(column)))
        return next((span for index in indexes if (span := self._rendered.cell(row.number, index))), None)


def _headings(sheet: Sheet, mapping: Mapping) -> dict[int, str]:
    """Return what the columns are called, by their places."""
    rows = (row.cells for row in sheet.rows if row.number == mapping.header_row)
    cells: Sequence[Cell] = sheet.headings or next(rows, ())
    return {index: as_text(cell) or "" for index, cell in enumerate(cells)}


def _ags(cell: Cell) -> str | None:
    """Return a district's key, also where a spreadsheet took it for a number and dropped its zero."""
    text = (as_text(cell) or "").zfill(5)
    return text if cell is not None and DISTRICT_AGS.fullmatch(text) else None
