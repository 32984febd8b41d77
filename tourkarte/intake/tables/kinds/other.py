"""Files that are no tables, or none that is read: each gets a sentence that says what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from tourkarte.errors import DocumentError
from tourkarte.intake.tables.kinds import REFUSED, register

if TYPE_CHECKING:
    from tourkarte.intake.tables.grid import Content

_OPENINGS: Final = (
    (b"%PDF-", "ein PDF"),
    (b"\xd0\xcf\x11\xe0", "eine alte oder verschlüsselte Excel-Datei"),
    (b"{\\rtf", "ein RTF-Dokument"),
    (b"\x89PNG", "ein Bild"),
    (b"\xff\xd8\xff", "ein Bild"),
    (b"\x1f\x8b", "ein gepacktes Dokument"),
    (b"SQLite format 3", "eine Datenbank"),
)
_ZIP: Final = b"PK\x03\x04"
_INSIDE: Final = (
    (b"xl/workbook.bin", "eine binäre Excel-Datei (XLSB)"),
    (b"opendocument.spreadsheet", "eine OpenDocument-Tabelle (ODS)"),
    (b"word/", "ein Word-Dokument"),
    (b"", "ein ZIP-Dokument"),
)


@register(name=REFUSED, label="keine Tabelle", recognises=lambda content: _what(content.data) is not None)
def refuse(content: Content) -> NoReturn:
    """Say what the file is."""
    raise DocumentError(
        f"Das ist {_what(content.data)}, keine Tabelle, die gelesen wird. "
        "Bitte die Tabelle als XLSX oder CSV speichern."
    )


def _what(data: bytes) -> str | None:
    if data.startswith(_ZIP):
        is_workbook = b"xl/" in data and b"xl/workbook.bin" not in data
        return None if is_workbook else next(name for mark, name in _INSIDE if mark in data)
    return next((name for opening, name in _OPENINGS if data.startswith(opening)), None)
