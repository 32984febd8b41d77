"""Opening a delivery of the register: a zip or a text file, as it is downloaded.

A zip may hold the register in several files, and the names of the municipalities in `gebref_schluessel.txt`. Whatever
comes is read within bounds: what is no register is refused before much of it is read.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from tourkarte.errors import RegisterError
from tourkarte.places.register.reasons import reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK: Final = 4 * 1024 * 1024
_LONGEST_LINE: Final = 4096
_MOST_FILES: Final = 500
_MOST_BYTES: Final = 8 * 1024**3  # the whole state takes about 0.7 GB
_MOST_KEY_BYTES: Final = 4 * 1024**2
_KEY_FILE: Final = "schluessel"
_TEXT: Final = re.compile(r"\.(?:txt|csv)$", re.IGNORECASE)
_WHAT: Final = "Erwartet wird gebref_EPSG25832_ASCII.zip oder die gebref.txt daraus (OpenGeodata.NRW)."
_ZIP: Final = b"PK\x03\x04"
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def no_register(name: str, why: str) -> RegisterError:
    """Return the error that refuses a file."""
    return RegisterError(f"{name} ist kein Adressregister: {why} {_WHAT}")


def damaged(name: str) -> RegisterError:
    """Return the error that tells of an archive that did not arrive whole."""
    return RegisterError(f"{name}: Die Datei ist beschädigt oder unvollständig; bitte noch einmal herunterladen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery that may be read.

    Attributes
    ----------
    date
        Day on which the register was written, as far as the files tell.
    size
        Bytes to be read.
    """

    path: Path
    date: dt.date
    size: int
    members: tuple[str, ...] = ()
    key_members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @contextmanager
    def streams(self) -> Iterator[Iterator[IO[bytes]]]:
        """Open the files of the register one after the other."""
        try:
            if not self.members:
                with self.path.open("rb") as file:
                    yield iter((file,))
            else:
                with zipfile.ZipFile(self.path) as archive:
                    yield (archive.open(member) for member in self.members)
        except _DAMAGED as error:
            raise damaged(self.name) from error
        except OSError as error:
            if isinstance(error, RegisterError):
                raise
            raise RegisterError(f"{self.name} lässt sich nicht lesen ({reason(error)}).") from error

    def municipality_names(self) -> dict[str, str]:
        """Return the names that the key file gives to municipalities, by AGS; the rows `G` of it."""
        names: dict[str, str] = {}
        for stream in self._key_streams():
            with closing(stream):
                text = decode(stream.read(_MOST_KEY_BYTES))
            for line in text.splitlines():
                fields = [field.strip() for field in line.lstrip("\ufeff").split(";")]
                if len(fields) > 5 and fields[0] == "G" and (ags := municipality_key(*fields[1:5])):  # noqa: PLR2004
                    names[ags] = fields[5]
        return names

    def _key_streams(self) -> Iterator[IO[bytes]]:
        if not self.members:
            beside = self.path.with_name("gebref_schluessel.txt")
            if beside.is_file() and beside != self.path:
                yield beside.open("rb")
            return
        with zipfile.ZipFile(self.path) as archive:
            yield from (archive.open(member) for member in self.key_members)


def open_delivery(path: Path) -> Delivery:
    """Return the delivery in a file.

    Raises
    ------
    RegisterError
        If the file is missing, or is neither a text nor a zip that could hold the register.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_LONGEST_LINE)
        stat = path.stat()
    except FileNotFoundError as error:
        raise RegisterError(f"{path.name}: Diese Datei gibt es nicht.") from error
    except OSError as error:
        raise RegisterError(f"{path.name} lässt sich nicht lesen ({reason(error)}).") from error
    if zipfile.is_zipfile(path):
        return _open_zip(path)
    if start.startswith(_ZIP):
        raise damaged(path.name)  # the table of contents, which stands at the end, is missing
    if not start.strip():
        raise no_register(path.name, "Die Datei ist leer.")
    if b"\0" in start or b";" not in start:
        raise no_register(path.name, "Es ist kein Text mit Feldern, die ein Semikolon trennt.")
    return Delivery(path=path, date=dt.datetime.fromtimestamp(stat.st_mtime, tz=dt.UTC).date(), size=stat.st_size)


def _open_zip(path: Path) -> Delivery:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise damaged(path.name) from error
    texts = [each for each in members if _TEXT.search(each.filename)]
    rows = [each for each in texts if _KEY_FILE not in each.filename.casefold()]
    if not rows:
        raise no_register(path.name, "Im Archiv ist keine Textdatei.")
    if any(each.flag_bits & 1 for each in rows):
        raise no_register(path.name, "Das Archiv ist verschlüsselt.")
    if len(members) > _MOST_FILES:
        raise no_register(path.name, f"Das Archiv hat {len(members)} Dateien; gelesen werden bis zu {_MOST_FILES}.")
    size = sum(each.file_size for each in rows)
    if size > _MOST_BYTES:
        raise no_register(path.name, f"Ausgepackt sind es {size / 1024**3:.0f} GB; gelesen werden bis zu 8 GB.")
    return Delivery(
        path=path,
        date=max(_day(each) for each in rows),
        size=size,
        members=tuple(each.filename for each in rows),
        key_members=tuple(each.filename for each in texts if each not in rows),
    )


def _day(member: zipfile.ZipInfo) -> dt.date:
    try:
        return dt.date(*member.date_time[:3])
    except ValueError:  # an archive may say anything
        return dt.date.min


def batches(stream: IO[bytes], name: str) -> Iterator[tuple[list[str], int]]:
    """Yield the lines of a file, some ten thousand at a time, each time with the bytes that were read for them.

    Raises
    ------
    RegisterError
        If a line is longer than a row can be.
    """
    rest = b""
    while chunk := stream.read(_CHUNK):
        complete, line_end, rest_of_chunk = chunk.rpartition(b"\n")
        if line_end:
            yield decode(rest + complete).split("\n"), len(chunk)
            rest = rest_of_chunk
        else:
            rest += chunk
        if len(rest) > _LONGEST_LINE:
            raise no_register(name, f"Eine Zeile ist länger als {_LONGEST_LINE} Zeichen.")
    if rest:
        yield [decode(rest)], 0


def decode(content: bytes) -> str:
    """Return a text in UTF-8; a line that is not UTF-8 is taken for Windows-1252."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        return "\n".join(_decode_line(line) for line in content.split(b"\n"))


def _decode_line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def municipality_key(land: str, region: str, district: str, municipality: str) -> str | None:
    """Return the AGS of a municipality from the parts of its key, whose leading zeros may be missing."""
    parts = (land.strip(), region.strip(), district.strip(), municipality.strip())
    ags = "".join(part.zfill(width) for part, width in zip(parts, (2, 1, 2, 3), strict=True))
    return ags if len(ags) == 8 and ags.isascii() and ags.isdigit() and all(parts) else None  # noqa: PLR2004
