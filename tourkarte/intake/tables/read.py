"""The way from a file to a reading: kind, sheets, columns, rows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.documents import bounds
from tourkarte.intake.tables import carry
from tourkarte.intake.tables.grid import MAX_BYTES, Content, Opened
from tourkarte.intake.tables.kinds import kind_of
from tourkarte.intake.tables.mapping import find_mapping
from tourkarte.intake.tables.own import looks_own, read_own, unguarded
from tourkarte.intake.tables.reading import TableReading
from tourkarte.intake.tables.render import render
from tourkarte.intake.tables.rows import RowReader
from tourkarte.intake.tables.synonyms import LABELS
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Mapping as Given

    from tourkarte.errors import Problem
    from tourkarte.intake.tables.grid import Sheet
    from tourkarte.intake.tables.mapping import Mapping
    from tourkarte.intake.tables.render import Rendered
    from tourkarte.model import Span

_SHOWN_PROBLEMS: Final = 20


def read_table(data: bytes, name: str, *, columns: Given[str, str] | None = None) -> TableReading:
    """Return the appointments in a table.

    Parameters
    ----------
    data
        The file. Its content says what kind it is.
    name
        Its name, for messages and as a hint.
    columns
        Which column holds which field, where the reader would not find it or be wrong: from a field's name (`datum`,
        `city`) to a heading; to an empty text, if the field is not to be read.

    Raises
    ------
    DocumentError
        A German sentence, if it is no table that can be read.
    """
    _refuse_large(len(data))
    content = Content(data, name)
    kind = kind_of(content)
    if kind.bounded:
        opened = carry.from_json(bounds.ask(bounds.TABLE, f"ein {kind.label}", data, name))
    else:
        opened = open_table(content)
    return read_opened(opened, data=data, columns=columns)


def open_table(content: Content) -> Opened:
    """Return the sheets of a file, read in this process.

    Raises
    ------
    DocumentError
        If it is no table that can be read.
    """
    kind = kind_of(content)
    return Opened(name=content.name, kind=kind.name, sheets=tuple(kind.open(content)))


def read_opened(opened: Opened, *, data: bytes = b"", columns: Given[str, str] | None = None) -> TableReading:
    """Return the appointments in the sheet that has most of them.

    Parameters
    ----------
    data
        The file, if it may be an export of our own.

    Raises
    ------
    DocumentError
        If no sheet is a table of appointments.
    """
    readings: list[TableReading] = []
    errors: list[DocumentError] = []
    for sheet in opened.sheets:
        try:
            readings.append(_read(unguarded(sheet), opened, data, columns or {}))
        except DocumentError as error:
            errors.append(error)
    if not readings:
        raise _worst(opened.sheets, errors)
    best = max(readings, key=lambda reading: len(reading.drafts))
    return _with_warnings(best, opened.sheets)


def _refuse_large(size: int) -> None:
    if size > MAX_BYTES:
        raise DocumentError(
            f"Die Tabelle ist mit {size / 1e6:.1f} MB zu groß; gelesen werden bis zu {MAX_BYTES // 1_000_000} MB. "
            "Bitte nur den Teil mit den Terminen einlesen."
        )


def _worst(sheets: Sequence[Sheet], errors: Sequence[DocumentError]) -> DocumentError:
    """Return the error of the largest sheet."""
    if not errors:
        return DocumentError("Die Excel-Datei enthält kein Blatt mit Zellen.")
    return max(zip(sheets, errors, strict=True), key=lambda pair: len(pair[0].rows))[1]


def _read(sheet: Sheet, opened: Opened, data: bytes, columns: Given[str, str]) -> TableReading:
    places = gazetteer()
    mapping = find_mapping(sheet, columns, places)
    rendered = render(sheet)
    reading = TableReading(
        text=rendered.text, drafts=(), name=opened.name, kind=opened.kind, sheet=sheet.name, mapping=mapping
    )
    if looks_own(mapping) and not columns:
        own = read_own(data, sheet, mapping, rendered, opened.name)
        if own is not None:
            return replace(reading, drafts=own)
    reader = RowReader(sheet, mapping, rendered, file=opened.name, gazetteer=places)
    drafts = tuple(reader.drafts())
    problems = tuple(sorted(reader.problems, key=lambda problem: problem.row or 0))
    unread = tuple(sorted({span for problem in problems if (span := _place(problem, mapping, rendered))}))
    return replace(reading, drafts=drafts, problems=problems, unread=unread)


def _place(problem: Problem, mapping: Mapping, rendered: Rendered) -> Span | None:
    """Return the cell that a problem is about, or its row where it names none; None if it is about no row."""
    if problem.row is None:
        return None
    indexes = (choice.index for choice in mapping.choices if LABELS.get(choice.field, choice.field) == problem.field)
    cells = (rendered.cell(problem.row, index) for index in indexes)
    span = next(filter(None, cells), None) or rendered.row(problem.row)
    return span if span.start < span.end else None


def _with_warnings(reading: TableReading, sheets: Sequence[Sheet]) -> TableReading:
    return replace(reading, warnings=tuple(_warnings(reading, sheets)))


def _warnings(reading: TableReading, sheets: Sequence[Sheet]) -> Iterator[str]:
    own = next(sheet for sheet in sheets if sheet.name == reading.sheet)
    yield from own.notes
    others = [f"„{sheet.name}“" for sheet in sheets if sheet is not own and sheet.rows]
    if others:
        yield f"Gelesen ist das Blatt „{own.name}“; die Datei enthält außerdem {', '.join(others)}."
    if own.cleaned:
        yield f"{own.cleaned} Zellen enthielten Steuerzeichen; diese sind entfernt."
    yield from _told(reading.problems)


def _told(problems: Sequence[Problem]) -> Iterator[str]:
    for problem in problems[:_SHOWN_PROBLEMS]:
        yield f"Nicht gelesen: {problem}"
    if len(problems) > _SHOWN_PROBLEMS:
        yield f"Nicht gelesen: {len(problems) - _SHOWN_PROBLEMS} weitere Stellen."
