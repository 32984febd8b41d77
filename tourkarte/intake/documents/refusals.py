"""Why a document is not read. Each message says what came, what is allowed and what to do."""

from __future__ import annotations

from typing import Final

from tourkarte.errors import DocumentError

READABLE: Final = "Text, Markdown, HTML, E-Mail (.eml), PDF, Word (DOCX) und Tabellen (XLSX, CSV, ICS, GeoJSON, JSON)"
"""All that is read, as a refusal names it."""


class EmptyDocumentError(DocumentError):
    """There is no text in the document, and nothing that could hold one."""


class TooLargeDocumentError(DocumentError):
    """The file, or what it unpacks to, is larger than what is read."""


class UnknownDocumentError(DocumentError):
    """The file is of a kind that is not read."""


class LockedDocumentError(DocumentError):
    """The document is encrypted."""


class ScannedDocumentError(DocumentError):
    """The document holds pictures of pages, but no text."""


class BrokenDocumentError(DocumentError):
    """The file is damaged."""


class DocumentBoundsError(DocumentError):
    """Reading the document took more time or memory than any invitation needs."""


REFUSALS = {
    refusal.__name__: refusal
    for refusal in (
        DocumentError,
        EmptyDocumentError,
        TooLargeDocumentError,
        UnknownDocumentError,
        LockedDocumentError,
        ScannedDocumentError,
        BrokenDocumentError,
        DocumentBoundsError,
    )
}


def broken(label: str) -> BrokenDocumentError:
    """Return the refusal of a damaged file; `label` is the kind with its article."""
    return BrokenDocumentError(
        f"Die Datei sieht aus wie {label}, ist aber beschädigt und lässt sich nicht lesen. "
        "Bitte die Datei neu speichern oder noch einmal zusenden lassen."
    )
