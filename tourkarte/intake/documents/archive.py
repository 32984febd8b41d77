"""Archives that were made to hurt: look at what they unpack to before a library does.

What an archive declares is checked first, then each member is unpacked in small pieces and counted, so that neither a
lie nor a bomb takes more than the bound. XML that declares entities is refused: Office never writes any, and they are
how few bytes become many, or how files of the reader's own get into the text.
"""

from __future__ import annotations

import io
import zipfile
from typing import Final

from tourkarte.intake.documents.refusals import BrokenDocumentError, LockedDocumentError, TooLargeDocumentError

MAX_MEMBERS: Final = 2_000
MAX_UNPACKED: Final = 100_000_000
"""Most bytes that an archive may unpack to; photos hardly shrink, so a file of 20 MB stays far below."""
MAX_XML: Final = 16_000_000
"""Most bytes of one XML file in it; the tree takes about ten times that."""
_PIECE: Final = 1 << 16
_LOCKED: Final = 1
_XML: Final = (".xml", ".rels")
_DECLARATIONS: Final = tuple(
    mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)


def refuse_bombs(data: bytes) -> None:
    """Raise if an archive is a bomb, damaged or locked.

    Raises
    ------
    DocumentError
        With the reason.
    zipfile.BadZipFile
        If it is damaged, as other errors of the library.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise _bomb()
        total = 0
        for member in members:
            if member.flag_bits & _LOCKED:
                raise LockedDocumentError(
                    "Das Dokument ist mit einem Kennwort geschützt. Bitte den Schutz aufheben und es neu speichern."
                )
            total += _unpacked(archive, member, MAX_UNPACKED - total)


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> int:
    """Return how many bytes a member unpacks to, and look at them on the way."""
    is_xml = member.filename.lower().endswith(_XML)
    limit = min(most, MAX_XML) if is_xml else most
    size = 0
    end = b""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise _bomb()
            if is_xml and any(mark in end + piece for mark in _DECLARATIONS):
                raise BrokenDocumentError(
                    "Das Dokument enthält Ersetzungsregeln (DOCTYPE), die in einer Word-Datei nichts zu suchen haben, "
                    "und wird nicht gelesen. Bitte in Word öffnen und neu speichern."
                )
            end = piece[-32:]
    return size


def _bomb() -> TooLargeDocumentError:
    return TooLargeDocumentError(
        f"Das Dokument entpackt sich zu mehr als {MAX_UNPACKED // 1_000_000} MB (oder {MAX_XML // 1_000_000} MB Text); "
        "so groß ist keine Einladung. Bitte nur die Seiten mit den Terminen einlesen, ohne Bilder."
    )
