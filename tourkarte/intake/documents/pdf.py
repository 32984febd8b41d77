"""PDF with a text layer, opened by PDFium.

PDFium says where each character stands and where lines are drawn; `pages.pdfium` makes words and rules of it,
`pages.layout` lines and tables. It was chosen for its speed, ten times that of the parsers written in Python, and
because it reads what Chrome reads. The build that pypdfium2 brings cannot run scripts.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents import Content, register
from tourkarte.intake.documents.refusals import (
    EmptyDocumentError,
    LockedDocumentError,
    ScannedDocumentError,
    broken,
)

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

    from tourkarte.intake.documents.pages.layout import Page

MAX_PAGES: Final = 200
SECONDS: Final = 2.5
"""Time after which no further page is begun, below the bound of the whole process."""
_MARK: Final = b"%PDF-"
_HEAD: Final = 1024
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_LABEL: Final = "ein PDF"


def looks(data: bytes, suffix: str) -> bool:
    """Whether a file has the mark of a PDF, which may stand behind rubbish."""
    if data.startswith(_MARK):
        return True
    at = data.find(_MARK, 0, _HEAD)
    return at >= 0 and (
        suffix == "pdf" or not data[:at].strip() or b"\x00" in data[:at] or b" obj" in data[at : at + _HEAD]
    )


@register(name="pdf", label=_LABEL, rank=10, looks=looks)
def read(data: bytes, _name: str) -> Content:
    """Return the text of all pages."""
    import pypdfium2  # noqa: PLC0415 - takes a twentieth of a second
    from pypdfium2 import raw  # noqa: PLC0415

    from tourkarte.intake.documents.pages.layout import pages_to_text  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise LockedDocumentError(
                "Das PDF ist mit einem Kennwort geschützt. Bitte den Schutz aufheben, oder den Text herauskopieren und "
                "als Textdatei speichern."
            ) from error
        raise broken(_LABEL) from error
    notes: list[str] = []
    pages = _pages(document, notes)
    text = pages_to_text(pages)
    if all(page.is_blank for page in pages):
        raise EmptyDocumentError(
            "Auf den Seiten dieses PDF steht nichts. "
            "Bitte prüfen, ob es sich anzeigen lässt, und es neu speichern lassen."
        )
    if not text.strip():
        raise ScannedDocumentError(
            "Das PDF enthält nur Bilder von Seiten (gescannt) und keinen Text. Bitte das ursprüngliche Dokument "
            "anfordern, oder das PDF zuerst mit einer Texterkennung (OCR) bearbeiten."
        )
    return Content(text=text, date_hint=_date(document), notes=tuple(notes))


def _pages(document: pypdfium2.PdfDocument, notes: list[str]) -> list[Page]:
    """Return the pages as far as time allows, and note what is missing."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - as above

    from tourkarte.intake.documents.pages.pdfium import read_page  # noqa: PLC0415

    count = len(document)
    if not count:
        raise broken(_LABEL)
    end = time.monotonic() + SECONDS
    pages: list[Page] = []
    without: list[int] = []
    for number in range(count):
        if number == MAX_PAGES or time.monotonic() > end:
            notes.append(f"Das PDF hat {count} Seiten; gelesen wurden die ersten {number}.")
            break
        try:
            page = read_page(document, number)
        except PdfiumError:
            without.append(number + 1)
            continue
        pages.append(page)
        if not page.words and not page.is_blank:
            without.append(number + 1)
    if without:
        listed = ", ".join(map(str, without[:10])) + (" und weitere" if len(without) > 10 else "")  # noqa: PLR2004
        notes.append(f"Ohne lesbaren Text, also wohl Bilder, sind die Seiten: {listed}.")
    return pages


def _date(document: pypdfium2.PdfDocument) -> dt.date | None:
    """Return the day on which the file was last changed."""
    for key in ("ModDate", "CreationDate"):
        if found := _DATE.match(document.get_metadata_value(key)):
            try:
                return dt.date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None
