from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tourkarte.errors import DocumentError
from tourkarte.intake.document import decode
from tourkarte.intake.documents.files import contents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Größe der Straße: „schön“ – 10 €\nZweite Zeile\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_by_their_bytes(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leer"),
        (b" \n\t\n", "leer"),
        (b"\xef\xbb\xbf", "leer"),
        (bytes(range(256)) * 4, "keine Textdatei"),
        (b"\x00\x01\x02" * 100, "keine Textdatei"),
        (b"\xff\xfe\x00", "keine Textdatei"),
    ],
    ids=["empty", "blank", "only a mark", "all bytes", "binary", "broken UTF-16"],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(data)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="gibt es nicht"):
        contents(tmp_path / "nichts.txt")
    with pytest.raises(DocumentError, match="Ordner"):
        contents(tmp_path)


def test_a_large_file_is_told_its_size(tmp_path: Path) -> None:
    path = tmp_path / "gross.txt"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(DocumentError, match=r"1000\.0 MB"):
        contents(path)
