"""Show a reading: as JSON for programs, as a list or a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.passages import passage
from tourkarte.intake.read import tables_of
from tourkarte.intake.tables import RowDraft
from tourkarte.intake.tables.kinds import kinds
from tourkarte.intake.tables.listing import draft_as_json, mapping_as_json, mapping_as_table
from tourkarte.model import FIELD_NAMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from tourkarte.intake.invitation import Reading
    from tourkarte.model import Draft, Span, Venue

_WEEKDAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_HEADINGS: Final = ("Datum", "Zeit", "Titel", "Ort", "Adresse", "Prüfen")
_WIDEST: Final = 40


def as_json(readings: Sequence[tuple[str, Reading]], failures: Sequence[str] = ()) -> dict[str, list[Any]]:
    """Return all readings as one JSON object; each appointment's source names its file.

    The documents hold the text that the spans of their appointments count in, also where it is the file's own: nobody
    then has to know how a file was decoded.

    Parameters
    ----------
    failures
        What is to be said of the files that could not be read.
    """
    several = len(readings) + len(failures) > 1
    tables = [
        {
            "file": name,
            "table": table.name,
            "kind": table.kind,
            "sheet": table.sheet,
            "columns": mapping_as_json(table.mapping),
        }
        for name, reading in readings
        for table in tables_of(reading)
    ]
    return {
        "appointments": [_appointment(name, draft) for name, reading in readings for draft in reading.drafts],
        "documents": [
            {"file": name, "text": reading.text, "unread": [_span(span) for span in reading.unread]}
            for name, reading in readings
        ],
        **({"tables": tables} if tables else {}),
        "warnings": [
            *failures,
            *(
                f"{name}: {warning}" if several else warning
                for name, reading in readings
                for warning in reading.warnings
            ),
        ],
    }


def mappings(reading: Reading) -> str:
    """Return which columns were read as which fields, to stand above what was read from them.

    Nothing is said of formats that have no columns to mistake.
    """
    shown = [
        ("" if table.text == reading.text else f"Anhang „{table.name}“\n") + mapping_as_table(table.mapping)
        for table in tables_of(reading)
        if not kinds()[table.kind].fixed
    ]
    return "".join(f"{each}\n\n" for each in shown)


def _appointment(name: str, draft: Draft) -> dict[str, Any]:
    return {
        "date": draft.date.isoformat() if draft.date else None,
        "end_date": draft.end_date.isoformat() if draft.end_date else None,
        "start": f"{draft.start:%H:%M}" if draft.start else None,
        "end": f"{draft.end:%H:%M}" if draft.end else None,
        "title": draft.title,
        "people": list(draft.people),
        "centre": draft.centre,
        "venue": draft.venue.name,
        "room": draft.venue.room,
        "street": draft.venue.street,
        "postal_code": draft.venue.postal_code,
        "city": draft.venue.city,
        "cancelled": draft.cancelled,
        "moved": draft.moved,
        "source": {"file": name, **_span(draft.source)},
        "spans": {field: [_span(span) for span in spans] for field, spans in draft.spans.items()},
        "doubts": [{"field": doubt.field, "reason": doubt.reason} for doubt in draft.doubts],
        **(draft_as_json(draft) if isinstance(draft, RowDraft) else {}),
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def as_text(name: str, reading: Reading) -> str:
    """Return a reading as a list with the passage that each appointment was read from."""
    count = len(reading.drafts)
    lines = [f"{name}: {count} {'Termin' if count == 1 else 'Termine'}"]
    for number, draft in enumerate(reading.drafts, 1):
        lines.append("")
        lines += (line if at == 0 else f"    {line}" for at, line in enumerate(_entry(number, draft, reading)))
    if reading.warnings:
        lines += ["", *reading.warnings]
    return "\n".join(lines)


def _entry(number: int, draft: Draft, reading: Reading) -> Iterator[str]:
    standing = _standing(draft)
    yield f"{number:2}. {_day(draft)}, {_hours(draft)}{f' – {standing}' if standing else ''}"
    if draft.title:
        yield draft.title
    if where := ", ".join(part for part in (draft.venue.name, draft.venue.room, _address(draft.venue)) if part):
        yield where
    if draft.people:
        yield f"mit {', '.join(draft.people)}"
    yield f"gelesen aus {passage(draft, reading)}"
    for doubt in draft.doubts:
        yield f"prüfen: {FIELD_NAMES[doubt.field]}: {doubt.reason}"


def as_table(name: str, reading: Reading) -> str:
    """Return a reading as a table, one appointment a line; long texts are cut."""
    rows = [_HEADINGS, *(_row(draft) for draft in reading.drafts)]
    cells = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADINGS))]
    table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    table.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([name, *table, *reading.warnings])


def _row(draft: Draft) -> tuple[str, ...]:
    return (
        _day(draft),
        _standing(draft) or _hours(draft),
        draft.title or "",
        ", ".join(part for part in (draft.venue.name, draft.venue.room) if part),
        _address(draft.venue),
        ", ".join(dict.fromkeys(FIELD_NAMES[doubt.field] for doubt in draft.doubts)),
    )


def _standing(draft: Draft) -> str:
    if draft.moved:
        return "verschoben"
    return "abgesagt" if draft.cancelled else ""


def _cut(cell: str) -> str:
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"


def _day(draft: Draft) -> str:
    if draft.date is None:
        return "ohne Datum"
    return _dated(draft.date) + (f" – {_dated(draft.end_date)}" if draft.end_date else "")


def _dated(date: dt.date) -> str:
    return f"{_WEEKDAYS[date.weekday()]} {date:%d.%m.%Y}"


def _hours(draft: Draft) -> str:
    if draft.start is None:
        return f"bis {draft.end:%H:%M} Uhr" if draft.end else "ohne Uhrzeit"
    return f"{draft.start:%H:%M}{f'–{draft.end:%H:%M}' if draft.end else ''} Uhr"


def _address(venue: Venue) -> str:
    town = " ".join(part for part in (venue.postal_code, venue.city) if part)
    return ", ".join(part for part in (venue.street, town) if part)
