"""Look at an Excel file before a library unpacks it: a small one may unpack to any size, and take any time.

An XML tree takes some hundred bytes for each element, and openpyxl makes objects of those that say how cells look.
So elements are counted where they stand. An XML document type, with which a text can be made to grow without end,
has no place in a workbook.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from tourkarte.errors import DocumentError

_MAX_PARTS: Final = 2_000
_MAX_UNPACKED: Final = 60_000_000
"""Most bytes that all parts together may unpack to, pictures included."""
_MAX_XML: Final = 30_000_000
"""Most bytes of XML."""
_MAX_CELLS: Final = 1_200_000
"""Most openings and closings of elements in the cells; an ordinary cell has four."""
_MAX_INLINE: Final = 100_000
"""Most texts that stand in their cell, which take longer to read than shared ones."""
_MAX_REST: Final = 100_000
"""Most openings and closings of elements in everything else."""
_HIGHEST_ROW: Final = 1_048_576
_DOCTYPE: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODING: Final = re.compile(rb"<\?xml[^>]*\bencoding\s*=\s*[\"'](?!utf-8|us-ascii)", re.IGNORECASE)
_ROW: Final = re.compile(rb"<(?:\w{1,20}:)?row\b[^<>]*?\br=[\"']([^\"']*)[\"']")
_CELLS_BEGIN: Final = re.compile(rb"<(?:\w{1,20}:)?sheetData\b")
_INLINE: Final = re.compile(rb"<(?:\w{1,20}:)?is\b")


def inspect(data: bytes) -> list[str]:
    """Return German sentences on what a workbook holds beside its cells.

    Raises
    ------
    DocumentError
        If it is broken, or would not stay small.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _count(parts)
            texts = {part.filename: archive.read(part) for part in parts if _is_xml(part)}
            names = {part.filename for part in parts}
    except DocumentError:
        raise
    except Exception as error:  # zipfile lets errors of its decompressors through
        raise DocumentError(
            "Die Excel-Datei ist beschädigt, unvollständig oder mit einem Kennwort geschützt. "
            "Bitte neu als XLSX speichern."
        ) from error
    _inspect_elements(texts)
    return ["Die Datei enthält Makros; sie werden nicht ausgeführt."] if "xl/vbaProject.bin" in names else []


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith((".xml", ".rels", ".vml"))


def _count(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what would unpack to too much; no part unpacks to more than it says."""
    size = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if _is_xml(part))
    if len(parts) > _MAX_PARTS or size > _MAX_UNPACKED or text > _MAX_XML:
        raise _too_large()


def _inspect_elements(texts: dict[str, bytes]) -> None:
    cells = rest = inline = 0
    for name, text in texts.items():
        if _DOCTYPE.search(text) or b"\x00" in text or _OTHER_ENCODING.match(text):
            raise DocumentError(
                "Die Excel-Datei enthält eine XML-Dokumenttyp-Angabe oder Zeichen, wie sie keine Tabelle braucht; zur "
                "Sicherheit wird sie nicht gelesen. Bitte neu als XLSX speichern."
            )
        inside = _inside(name, text)
        cells += inside
        rest += text.count(b"<") - inside
        inline += len(_INLINE.findall(text))
        if any(not row.isdigit() or int(row[:9]) > _HIGHEST_ROW for row in _ROW.findall(text)):
            raise DocumentError("Die Excel-Datei hat Zeilen jenseits der letzten von Excel; sie ist beschädigt.")
    if cells > _MAX_CELLS or rest > _MAX_REST or inline > _MAX_INLINE:
        raise _too_large()


def _inside(name: str, text: bytes) -> int:
    """Return how many openings and closings of elements are those of cells and shared texts."""
    if name.endswith("sharedStrings.xml"):
        return text.count(b"<")
    begin = _CELLS_BEGIN.search(text)
    return text.count(b"<", begin.start(), max(text.rfind(b"sheetData"), begin.end())) if begin else 0


def _too_large() -> DocumentError:
    return DocumentError(
        "Die Excel-Datei ist ausgepackt zu groß oder enthält zu viele Zellen. "
        "Bitte nur das Blatt mit den Terminen als XLSX speichern."
    )
