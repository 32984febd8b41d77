"""The file of a backup: compressed JSON Lines, the same for every kind of database.

The first line says what it is, then each row has a line, and the last line holds the SHA-256 of all bytes of the file
before it. That line is a gzip member of its own whose bytes follow from the checksum alone: so no byte of the file can
change unnoticed, while gzip's own checksum leaves some bits out. Any tool that reads gzip reads it.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import asdict, dataclass
from typing import IO, Any, Final

from tourkarte.store.schema import PROGRAM

FORMAT: Final = 1
KIND: Final = "backup"
_AS_GZIP: Final = 31  # zlib's word for it
_START: Final = b"\x1f\x8b\x08\0\0\0\0\0\0\x03"  # of a member without time and name, as zlib writes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a backup says about itself.

    Attributes
    ----------
    schema
        Of the tables that its rows are from.
    identity, number
        The store that it was made of, and the last change in it.
    created
        ISO 8601 with zone.
    counts
        How many rows of each table it holds.
    """

    schema: str
    identity: str
    number: int
    created: str
    counts: dict[str, int]

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(self.counts.values())


class Writer:
    """Writes a backup to an open file, row by row; `finish` makes it whole."""

    def __init__(self, file: IO[bytes], header: Header) -> None:
        self._file = file
        self._gzip = zlib.compressobj(wbits=_AS_GZIP)
        self._sha256 = hashlib.sha256()
        self._line({"program": PROGRAM, "kind": KIND, "format": FORMAT, **asdict(header)})

    def row(self, table: str, values: dict[str, Any]) -> None:
        """Add a row."""
        self._line({"table": table, "row": values})

    def finish(self) -> None:
        """Add what is still held back, and the checksum."""
        self._write(self._gzip.flush())
        self._file.write(last_line(self._sha256.hexdigest()))

    def _line(self, content: dict[str, Any]) -> None:
        self._write(self._gzip.compress(json.dumps(content, separators=(",", ":")).encode() + b"\n"))

    def _write(self, compressed: bytes) -> None:
        self._sha256.update(compressed)
        self._file.write(compressed)


def last_line(digest: str) -> bytes:
    """Return the bytes with which a file ends whose bytes before them have this SHA-256: an uncompressed member."""
    text = json.dumps({"sha256": digest}).encode() + b"\n"
    block = struct.pack("<BHH", 1, len(text), len(text) ^ 0xFFFF) + text
    return _START + block + struct.pack("<II", zlib.crc32(text), len(text))
