"""Read whatever a person drops: an invitation, a table, or a message with tables attached to it.

What a table says is read from the text that it is rendered as. Where a table is attached, that text follows the
message's own, so that all spans are of one text. An appointment that the message announces and its calendar repeats is
read once.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DocumentError, NoAppointmentsError
from tourkarte.intake import invitation
from tourkarte.intake.documents import VERBATIM, bounds, read_document
from tourkarte.intake.invitation import Reading
from tourkarte.intake.tables import TableReading, has_columns, is_table, read_opened, read_table
from tourkarte.model import Span
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tourkarte.intake.tables import Opened
    from tourkarte.model import Draft

READ_HERE: Final = 30_000
"""Longest text that is read in this process, in characters, some ten times an ordinary invitation. A longer one, which
may take half a minute if it was made for that, has a process of its own with an end to its time."""
MAX_SECONDS: Final = 3.8
"""Time for a long document and the appointments in it."""
_BETWEEN: Final = "\n---\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading(Reading):
    """What was read from one file.

    Attributes
    ----------
    verbatim
        Whether the text is the file's own, so that its lines are those of the file.
    tables
        The tables among it, each as it was read alone.
    """

    verbatim: bool = False
    tables: tuple[TableReading, ...] = ()


def read_any(data: bytes, name: str, *, columns: Mapping[str, str] | None = None) -> FileReading:
    """Return the appointments in a file of any kind.

    Parameters
    ----------
    name
        The file's name, which is only a hint.
    columns
        Which column of a table holds which field, as `read_table` has it.

    Raises
    ------
    DocumentError
        If it cannot be read; `NoAppointmentsError` if it holds none.
    """
    file = PurePath(name).name
    if is_table(data, file) or (columns and has_columns(data, file, columns.values())):
        table = read_table(data, file, columns=columns)
        reading = FileReading(
            text=table.text, drafts=table.drafts, warnings=table.warnings, unread=table.unread, tables=(table,)
        )
    else:
        reading = _read_document(data, file, columns or {})
    if not reading.drafts:
        hint = f" {reading.warnings[0]}" if reading.warnings else ""
        raise NoAppointmentsError(
            "In diesem Text steht kein Termin, der sich lesen lässt; erwartet werden Datum, Uhrzeit und Ort." + hint
        )
    return reading


def _read_document(data: bytes, file: str, columns: Mapping[str, str]) -> FileReading:
    begin = time.monotonic()
    document = read_document(data, file)
    if columns:  # what cannot be read at all was refused for that
        raise DocumentError(_no_columns(file, columns.values()))
    if len(document.text) > READ_HERE:
        seconds = MAX_SECONDS - (time.monotonic() - begin)
        read = bounds.read_text(document.text, document.date_hint, seconds=seconds)
    else:
        read = invitation.read(document.text, gazetteer(), written=document.date_hint)
    reading = FileReading(
        text=read.text,
        drafts=read.drafts,
        warnings=(*document.notes, *read.warnings),
        unread=read.unread,
        verbatim=document.kind in VERBATIM,
    )
    for opened in document.tables:
        reading = _with_table(reading, opened)
    return reading


def _no_columns(file: str, headings: Iterable[str]) -> str:
    named = " oder ".join(f"„{heading}“" for heading in headings if heading.strip())
    column = f" mit der Spalte {named}" if named else ""
    return (
        f"„{file}“ ist keine Tabelle{column}; „--column“ gilt nur für Tabellen wie CSV und Excel. "
        "Bitte ohne „--column“ einlesen."
    )


def tables_of(reading: Reading) -> tuple[TableReading, ...]:
    """Return the tables among a reading, which may itself be of one."""
    if isinstance(reading, FileReading):
        return reading.tables
    return (reading,) if isinstance(reading, TableReading) else ()


def _with_table(reading: FileReading, opened: Opened) -> FileReading:
    """Return a reading with what is in an attached table behind it."""
    try:
        table = read_opened(opened)
    except DocumentError as refusal:
        note = f"Der Anhang „{opened.name}“ wurde übergangen: er ließ sich nicht lesen. {refusal}"
        return replace(reading, warnings=(*reading.warnings, note))
    known = {_place_and_time(draft) for draft in reading.drafts}
    new = [draft for draft in table.drafts if draft.start is None or _place_and_time(draft) not in known]
    notes = [f"Anhang „{opened.name}“: {warning}" for warning in table.warnings]
    if repeated := len(table.drafts) - len(new):
        once = "1 Termin steht" if repeated == 1 else f"{repeated} Termine stehen"
        notes.append(f"Anhang „{opened.name}“: {once} schon weiter oben und wird nicht noch einmal gelesen.")
    before = reading.text + _BETWEEN if reading.text else ""
    return replace(
        reading,
        text=before + table.text,
        drafts=(*reading.drafts, *(_moved(draft, len(before)) for draft in new)),
        warnings=(*reading.warnings, *notes),
        unread=(*reading.unread, *(_shifted(span, len(before)) for span in table.unread)),
        tables=(*reading.tables, table),
    )


def _place_and_time(draft: Draft) -> tuple[object, ...]:
    """Return what two drafts of the same appointment share, however they call it."""
    return draft.date, draft.start, (draft.venue.city or "").casefold()


def _moved(draft: Draft, by: int) -> Draft:
    """Return a draft whose spans are of a text that begins so many characters earlier."""
    spans = {field: tuple(_shifted(span, by) for span in found) for field, found in draft.spans.items()}
    return replace(draft, source=_shifted(draft.source, by), spans=spans)


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
