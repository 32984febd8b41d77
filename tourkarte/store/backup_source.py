"""Reading a backup: all of it is looked at before the first row is handed out."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import re
import zlib
from collections import Counter
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final

from tourkarte.errors import reason
from tourkarte.store.backup_file import FORMAT, KIND, Header, last_line
from tourkarte.store.errors import BackupError
from tourkarte.store.schema import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK: Final = 1 << 20
_FIRST_LINE: Final = 1 << 16  # bytes that it has at most
_LONGEST_LINE: Final = 1 << 28  # bytes; the longest one of ours holds a whole file, or the text of one twice
_SCHEMA: Final = re.compile(r"[0-9a-z_]{1,32}")
_ANY: Final = last_line("0" * 64)
_LAST_LINE: Final = re.compile(re.escape(_ANY[:-8]).replace(b"0" * 64, b"[0-9a-f]{64}") + b".{8}", re.DOTALL)
_DAMAGES: Final = (
    OSError,
    EOFError,
    zlib.error,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
_OTHER: Final = "Bitte eine andere Sicherung nehmen oder diese noch einmal von dort holen, wo sie aufbewahrt wird."


class Source:
    """A backup that is byte for byte as it was written, and holds as many rows as it says.

    Raises
    ------
    BackupError
        If it is not.
    """

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path = path
        self._file = file
        self.header = self._first_line()
        self._compare_checksum()
        found = Counter(table for table, _ in self.rows())
        if found != Counter(self.header.counts):
            raise self.unfit("sie enthält andere Zeilen, als sie angibt")

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each row's table and values, in the order in which they were written."""
        try:
            with self._lines() as lines:
                lines.readline()
                while "sha256" not in (content := json.loads(_line(lines))):
                    yield str(content["table"]), dict(content["row"])
        except _DAMAGES as error:
            raise self.unfit("eine ihrer Zeilen ist nicht lesbar") from error

    def unfit(self, why: str) -> BackupError:
        """Return the error that it is whole, but holds what no backup of ours does."""
        return BackupError(f"Die Sicherung {self.path} passt nicht: {why}. {_OTHER}")

    def newer(self, what: str, known: str) -> BackupError:
        """Return the error that a newer version wrote it."""
        return BackupError(
            f"Die Sicherung {self.path} stammt von einer neueren Version von Tourkarte ({what}); diese kennt {known}. "
            "Bitte Tourkarte erneuern und dann noch einmal einspielen."
        )

    @contextmanager
    def _lines(self) -> Iterator[gzip.GzipFile]:
        self._file.seek(0)
        with gzip.GzipFile(fileobj=self._file, mode="rb") as lines:
            yield lines

    def _first_line(self) -> Header:
        try:
            with self._lines() as lines:
                said = json.loads(lines.readline(_FIRST_LINE))
            ours = (said.pop("program"), said.pop("kind")) == (PROGRAM, KIND)
            found = said.pop("format")
            if type(found) is not int:
                raise TypeError(found)
            if ours and found <= FORMAT:
                return _checked(Header(**said))
        except _DAMAGES as error:
            raise self._foreign() from error
        raise self.newer(f"Format {found}", f"das Format {FORMAT}") if ours else self._foreign()

    def _compare_checksum(self) -> None:
        before_end = max(0, self._file.seek(0, os.SEEK_END) - len(_ANY))
        self._file.seek(0)
        found = hashlib.sha256()
        for start in range(0, before_end, _CHUNK):
            found.update(self._file.read(min(_CHUNK, before_end - start)))
        end = self._file.read()
        if not _LAST_LINE.fullmatch(end):
            raise BackupError(
                f"Die Sicherung {self.path} ist unvollständig: ihr Ende fehlt oder ist beschädigt. {_OTHER}"
            )
        if end != last_line(found.hexdigest()):
            raise BackupError(
                f"Die Sicherung {self.path} wurde verändert oder ist beschädigt: ihre Prüfsumme stimmt nicht. {_OTHER}"
            )

    def _foreign(self) -> BackupError:
        return BackupError(
            f"{self.path} ist keine Sicherung von Tourkarte oder am Anfang beschädigt; erlaubt ist eine Datei, die "
            "„tourkarte db backup“ geschrieben hat. Bitte eine solche angeben."
        )


def _line(lines: gzip.GzipFile) -> bytes:
    """Return the next line; one that would not fit into memory is none of ours."""
    line = lines.readline(_LONGEST_LINE)
    if len(line) == _LONGEST_LINE:
        raise ValueError("line too long")
    return line


def _checked(header: Header) -> Header:
    """Return a header whose values are of their types; what it says is told to people before anything else is read."""
    if not (isinstance(header.schema, str) and _SCHEMA.fullmatch(header.schema)):
        raise ValueError(header.schema)
    if not isinstance(header.identity, str) or type(header.number) is not int:
        raise TypeError(header)
    if dt.datetime.fromisoformat(header.created).tzinfo is None:
        raise ValueError(header.created)
    if not all(type(count) is int and count >= 0 for count in header.counts.values()):
        raise ValueError(header.counts)
    return header


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Open a backup.

    Raises
    ------
    BackupError
        If it cannot be read, is none, is not whole, was changed, or is from a newer version.
    """
    with ExitStack() as stack:
        try:
            source = Source(path, stack.enter_context(path.open("rb")))
        except OSError as error:
            raise BackupError(
                f"Die Sicherung {path} lässt sich nicht lesen ({reason(error)}). Bitte eine andere Datei angeben."
            ) from error
        yield source
