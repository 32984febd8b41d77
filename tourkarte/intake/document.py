"""From bytes to text, or to a clear refusal.

Press offices send UTF-8, Word's Windows-1252 and now and then UTF-16. Which of them it is can be told from the bytes
alone, so nobody has to be asked. Only plain text is known here; `documents` knows the other kinds.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from tourkarte.errors import DocumentError
from tourkarte.intake.documents.refusals import READABLE

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.01
"""A text may hold a stray control character; more than this share of them is a picture or a program."""
_LOOKED_AT: Final = 1_000_000
"""Characters that are looked at; a text that is longer is refused for its length."""


def decode(data: bytes) -> str:
    """Return a text exactly as it stands there, apart from a byte order mark.

    Raises
    ------
    DocumentError
        If it is empty or no text.
    """
    text = _decoded(data)
    if not text.strip():
        raise DocumentError("Das Dokument ist leer. Bitte eine Datei mit dem Text der Einladung wählen.")
    beginning = text[:_LOOKED_AT]
    if len(_CONTROL.findall(beginning)) > len(beginning) * _CONTROL_SHARE:
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
        "Das ist keine Textdatei (UTF-8, Windows-1252 oder UTF-16) und kein anderes Dokument, das gelesen wird. "
        f"Erlaubt sind {READABLE}; bitte als eines davon speichern."
    )
