"""Kinds that are known and not read: better a sentence that says what to do than rubbish read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from tourkarte.intake.documents import register, suffix_of
from tourkarte.intake.documents.refusals import READABLE, LockedDocumentError, UnknownDocumentError

if TYPE_CHECKING:
    from tourkarte.intake.documents import Content

_AS_OTHER: Final = f"Erlaubt sind {READABLE}; bitte als eines davon speichern."
_AS_TABLE: Final = "Bitte als XLSX oder CSV speichern."
_AS_DOCUMENT: Final = "Bitte als DOCX oder PDF speichern."
_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOKS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook\0", "Book\0"))
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_OPEN_TABLE: Final = b"opendocument.spreadsheet"
_OPEN_TEXT: Final = b"opendocument.text"
_MIME_WITHIN: Final = 200
"""Bytes of an OpenDocument file in which it says what it is."""
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe")
_PROGRAM_SUFFIXES: Final = frozenset(
    [
        "app",
        "bat",
        "cmd",
        "com",
        "cpl",
        "dll",
        "docm",
        "dotm",
        "exe",
        "gadget",
        "hta",
        "inf",
        "jar",
        "js",
        "jse",
        "lnk",
        "msc",
        "msi",
        "msp",
        "pif",
        "ps1",
        "reg",
        "scf",
        "scr",
        "sh",
        "vb",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
        "xlsm",
        "xltm",
    ]
)
_PICTURES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
_TABLE_SUFFIXES: Final = frozenset(["xlsx", "xls", "ods", "csv", "tsv", "ics", "geojson"])


def is_program(data: bytes, suffix: str) -> bool:
    """Whether a file can be executed, or holds macros, by its name or its first bytes."""
    return suffix in _PROGRAM_SUFFIXES or data.startswith(b"#!") or _is_binary_program(data)


def is_picture(data: bytes, _suffix: str) -> bool:
    """Whether a file is a picture."""
    return data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def is_table(data: bytes, suffix: str) -> bool:
    """Whether a file is a table or a calendar, which are read as such."""
    if data.startswith(b"PK\x03\x04"):
        return b"xl/workbook" in data or _OPEN_TABLE in data[:_MIME_WITHIN]
    return data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"BEGIN:VCALENDAR") or (
        suffix in _TABLE_SUFFIXES and not data.startswith(b"%PDF-")
    )


def is_old_office(data: bytes, _suffix: str) -> bool:
    """Whether a file is of the Office before 2007, or of the present one with a password."""
    return data.startswith(_OFFICE)


def is_rich_text(data: bytes, _suffix: str) -> bool:
    """Whether a file is RTF."""
    return data.startswith(b"{\\rtf")


def is_archive(data: bytes, _suffix: str) -> bool:
    """Whether a file is an archive of a kind that no other module knows."""
    return data.startswith(
        (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ")
    )


def _is_binary_program(data: bytes, _suffix: str = "") -> bool:
    return data.startswith(_PROGRAMS) and b"\x00" in data[:64]  # „MZ“ may begin a text as well


@register(name="program", label="ein Programm", rank=25, looks=_is_binary_program, bounded=False)
def _program(_data: bytes, _name: str) -> Content:
    _refuse("Das ist ein Programm und wird nicht geöffnet.")


@register(name="picture", label="ein Bild", rank=25, looks=is_picture, bounded=False)
def _picture(_data: bytes, _name: str) -> Content:
    _refuse("Das ist ein Bild; darin lässt sich kein Text lesen.")


@register(name="old-office", label="ein altes Office-Dokument", rank=25, looks=is_old_office, bounded=False)
def _old_office(data: bytes, name: str) -> Content:
    if _LOCKED in data:
        raise LockedDocumentError(
            "Das Dokument ist mit einem Kennwort geschützt. Bitte den Schutz in Word oder Excel aufheben und es neu "
            "speichern."
        )
    suffix = suffix_of(name)
    if suffix == "xls" or (suffix != "doc" and any(mark in data for mark in _OLD_WORKBOOKS)):
        _refuse("Das ist eine alte Excel-Datei (.xls), die nicht gelesen wird.", _AS_TABLE)
    if suffix == "doc" or _OLD_WORD in data:
        _refuse("Das ist ein altes Word-Dokument (.doc), das nicht gelesen wird.", _AS_DOCUMENT)
    _refuse("Das ist ein altes Word-, Excel- oder Outlook-Dokument (.doc, .xls, .msg), das nicht gelesen wird.")


@register(name="rich-text", label="ein RTF-Dokument", rank=25, looks=is_rich_text, bounded=False)
def _rich_text(_data: bytes, _name: str) -> Content:
    _refuse("Das ist ein RTF-Dokument, das nicht gelesen wird.")


@register(name="archive", label="ein Archiv", rank=35, looks=is_archive, bounded=False)
def _archive(_data: bytes, _name: str) -> Content:
    _refuse(
        "Das ist ein ZIP- oder anderes Archiv, aber kein Word-Dokument. "
        "Bitte entpacken und die Einladung einzeln wählen."
    )


@register(
    name="spreadsheet",
    label="eine Excel-Tabelle",
    rank=22,
    looks=lambda data, suffix: data.startswith(b"PK\x03\x04") and is_table(data, suffix),
    bounded=False,
)
def _spreadsheet(data: bytes, _name: str) -> Content:
    if _OPEN_TABLE in data[:_MIME_WITHIN]:
        _refuse("Das ist eine OpenDocument-Tabelle (ODS), die nicht gelesen wird.", _AS_TABLE)
    if b"xl/workbook.bin" in data:
        _refuse("Das ist eine binäre Excel-Datei (XLSB), die nicht gelesen wird.", _AS_TABLE)
    raise UnknownDocumentError("Das ist eine Excel-Tabelle, kein Schriftstück. Bitte als Tabelle einlesen.")


@register(
    name="open-text",
    label="ein OpenDocument-Text",
    rank=22,
    looks=lambda data, _suffix: data.startswith(b"PK\x03\x04") and _OPEN_TEXT in data[:_MIME_WITHIN],
    bounded=False,
)
def _open_text(_data: bytes, _name: str) -> Content:
    _refuse("Das ist ein OpenDocument-Text (ODT), der nicht gelesen wird.", _AS_DOCUMENT)


def _refuse(reason: str, advice: str = _AS_OTHER) -> NoReturn:
    raise UnknownDocumentError(f"{reason} {advice}")
