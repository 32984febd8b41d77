"""From the bytes of a table that is text to the text.

Excel saves UTF-8 with a byte order mark, Windows-1252 or, as „Unicode-Text“, UTF-16. The bytes alone tell which.
"""

from __future__ import annotations

import codecs
import re
from itertools import chain
from typing import BinaryIO, Final

from tourkarte.errors import DocumentError

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OPENING: Final = 1 << 16
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.02
"""A cell may hold a stray control character; more than this share of them is a picture or a program."""
_ZERO_SHARE: Final = 0.7
"""In Latin letters every second byte of UTF-16 is zero."""


def encoding_of(file: BinaryIO) -> tuple[str, int]:
    """Return the encoding of a file that need not fit into memory, and how many bytes of mark stand before the text.

    Raises
    ------
    DocumentError
        As `decode`.
    """
    opening = file.read(_OPENING)
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in _MARKS if opening.startswith(mark)),
        (b"", _utf16_without_mark(opening) or "utf-8"),
    )
    _refuse_rubbish(opening.removeprefix(mark).decode(encoding, errors="ignore"))
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chain([opening.removeprefix(mark)], iter(lambda: file.read(_OPENING), b"")):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        if mark:
            raise _no_table() from error
        return "cp1252", 0
    return encoding, len(mark)


def decode(data: bytes) -> str:
    """Return the text, without a byte order mark.

    Raises
    ------
    DocumentError
        If the bytes are empty or no text.
    """
    text = _decoded(data)
    _refuse_rubbish(text)
    return text


def _refuse_rubbish(text: str) -> None:
    if not text.strip("\ufeff \t\r\n\x00"):
        raise DocumentError("Die Datei ist leer. Bitte eine Datei mit einer Tabelle wählen.")
    if len(_CONTROL.findall(text)) > max(len(text) * _CONTROL_SHARE, 2):
        raise _no_table()


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as error:
                raise _no_table() from error
    try:
        return data.decode(_utf16_without_mark(data) or "utf-8")
    except UnicodeDecodeError:
        # Every byte has a meaning in Windows-1252 but five, which show as a question mark.
        return data.decode("cp1252", errors="replace")


def _utf16_without_mark(data: bytes) -> str | None:
    half = len(data) // 2
    if half and not len(data) % 2:
        if data[1::2].count(0) > half * _ZERO_SHARE:
            return "utf-16-le"
        if data[::2].count(0) > half * _ZERO_SHARE:
            return "utf-16-be"
    return None


def _no_table() -> DocumentError:
    return DocumentError(
        "Das ist keine Tabelle, die sich lesen lässt; gelesen werden CSV, TSV, Excel (XLSX), Kalender (ICS), GeoJSON "
        "und JSON. Bitte die Tabelle in einer dieser Formen speichern."
    )
