"""From bytes to text, or to a clear refusal.

Press offices send UTF-8, Word's Windows-1252 and now and then UTF-16. Which of them it is can be told from the bytes
alone, so nobody has to be asked. Only plain text is known here; other kinds of document belong in modules of
their own that end in the same text.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from tourkarte.errors import DocumentError

MAX_BYTES: Final = 10_000_000
"""Largest document that is read, in bytes; a book has about one million."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER_KINDS: Final = (
    (b"%PDF-", "ein PDF"),
    (b"PK\x03\x04", "ein Word-, Excel- oder ZIP-Dokument"),
    (b"\xd0\xcf\x11\xe0", "ein altes Word- oder Excel-Dokument"),
    (b"{\\rtf", "ein RTF-Dokument"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.01
"""A text may hold a stray control character; more than this share of them is a picture or a program."""


def decode(data: bytes, *, size: int = 0) -> str:
    """Return the text of a document, exactly as it stands there apart from a byte order mark.

    Parameters
    ----------
    size
        Size of the whole document in bytes, if `data` is only its beginning.

    Raises
    ------
    DocumentError
        If the document is empty, too large or no text.
    """
    if len(data) > MAX_BYTES:
        megabytes, limit = max(size, len(data)) / 1_000_000, MAX_BYTES // 1_000_000
        raise DocumentError(
            f"Das Dokument ist mit {megabytes:.1f} MB zu groß; gelesen werden bis zu {limit} MB. "
            "Bitte nur den Teil mit den Terminen einlesen."
        )
    for mark, kind in _OTHER_KINDS:
        if data.startswith(mark):
            raise DocumentError(
                f"Das ist {kind}. Gelesen wird Text; bitte den Text der Einladung als Textdatei speichern."
            )
    text = _decoded(data)
    if not text.strip():
        raise DocumentError("Das Dokument ist leer. Bitte eine Datei mit dem Text der Einladung wählen.")
    if len(_CONTROL.findall(text)) > len(text) * _CONTROL_SHARE:
        raise _no_text()
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as error:
                raise _no_text() from error
    try:
        return data.decode(_utf16_without_mark(data) or "utf-8")
    except UnicodeDecodeError:
        # Every byte has a meaning in Windows-1252 but five; those are control characters, counted later.
        return data.decode("cp1252", errors="ignore")


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zeros: in German text every second byte is one."""
    half = len(data) // 2
    if half and not len(data) % 2:
        if data[1::2].count(0) > half * 0.8:
            return "utf-16-le"
        if data[::2].count(0) > half * 0.8:
            return "utf-16-be"
    return None


def _no_text() -> DocumentError:
    return DocumentError(
        "Das ist keine Textdatei. Gelesen wird Text (UTF-8, Windows-1252 oder UTF-16); "
        "bitte den Text der Einladung als Textdatei speichern."
    )
