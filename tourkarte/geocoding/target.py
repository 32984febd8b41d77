"""The output: what is in it already, whether it belongs to the input, and appending to it.

A row is whole if its line has ended and all its cells are there. What a run that was killed left behind the last whole
row is the beginning of the next one, and is taken away; anything else is a file of somebody else, and is left alone.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tourkarte.errors import DataFileError, DocumentError
from tourkarte.errors import reason as why
from tourkarte.geocoding.results import ADDED, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from tourkarte.geocoding.records import Record
    from tourkarte.geocoding.results import Kind
    from tourkarte.geocoding.source import Source

_BATCH: Final = 100
_BATCH_S: Final = 1.0
"""What was found waits no longer than this to be written, but for the row that is being looked up."""
_BYTES: Final = "surrogateescape"  # what is no UTF-8 is no row of ours, and stays what it is until that is said


@dataclass(frozen=True, slots=True)
class Written:
    """A row that is whole in the output.

    Attributes
    ----------
    raw
        Its bytes.
    kind
        What came of it; None of a blank line.
    """

    record: Record
    raw: bytes
    kind: Kind | None


@dataclass(slots=True)
class Appender:
    """Writes lines behind each other, some at a time, so that a file never holds half of one for long.

    Attributes
    ----------
    file
        Unbuffered.
    """

    file: BinaryIO
    path: Path
    clock: Callable[[], float] = time.monotonic
    waiting: list[bytes] = field(default_factory=list)
    last: float = 0.0

    def add(self, line: bytes) -> bool:
        """Take a line; return whether everything is written now."""
        self.waiting.append(line)
        if len(self.waiting) < _BATCH and self.clock() < self.last + _BATCH_S:
            return False
        self.flush()
        return True

    def flush(self) -> None:
        """Write what waits."""
        lines, self.waiting = self.waiting, []  # before it is written: an interruption must not write it twice
        with writing(self.path):
            left = memoryview(b"".join(lines))
            while left:
                left = left[self.file.write(left) :]
        self.last = self.clock()


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say of what cannot be written that it cannot."""
    try:
        yield
    except OSError as error:
        raise DataFileError(f"{path} lässt sich nicht schreiben ({why(error)}).") from error


@contextmanager
def locked(path: Path, source: Source) -> Iterator[BinaryIO]:
    """Open the output, made if there is none, for this process alone.

    Raises
    ------
    DataFileError
        If it is the input, no file, not writable, or another process writes it.
    """
    if path.exists() and path.samefile(source.path):
        raise DataFileError(f"{path} ist die Eingabe selbst; bitte mit „-o“ eine andere Datei nennen.")
    if path.exists() and not path.is_file():
        raise DataFileError(f"{path} ist keine Datei; bitte mit „-o“ eine Datei nennen.")
    with writing(path):
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "r+b", buffering=0)
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataFileError(f"{path} wird gerade von einem anderen Aufruf geschrieben.") from None
        yield file


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of the output once it is complete."""
    with writing(path):
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            yield file
        with writing(path):
            shutil.copymode(path, new)
            new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def written_rows(path: Path, source: Source) -> Iterator[Written]:
    """Return the whole rows of an output, each with that of the input.

    Raises
    ------
    DataFileError
        If it is not the output of this input.
    """
    with path.open("rb") as file:
        head = source.head.encode()
        found = file.read(len(head))
        if found != head:
            if head.startswith(found):
                return  # a run that was killed at once
            raise _other(path, "Die Kopfzeile ist eine andere.")
        rows, records = _rows(file, path, source), source.records()
        row = next(rows, None)
        while row is not None:
            following, record = next(rows, None), next(records, None)
            if record is None:
                raise _other(path, "Sie hat mehr Zeilen als die Eingabe.")
            if not _is_whole(row, record, source):
                if following or not _is_beginning(row, record, source):
                    raise _other(path, f"Die Zeile {record.line} der Eingabe steht nicht darin.")
                return
            yield Written(record, _bytes(row), _kind(row, source) if row.cells else None)
            row = following


def _rows(file: BinaryIO, path: Path, source: Source) -> Iterator[Record]:
    try:
        yield from source.dialect.read(line.decode("utf-8", _BYTES) for line in file)
    except DocumentError as error:
        raise _other(path, "Ihre Zellen lassen sich nicht lesen.") from error


def _bytes(row: Record) -> bytes:
    return row.raw.encode("utf-8", _BYTES)


def _kind(row: Record, source: Source) -> Kind | None:
    return kind_of(row.cells[source.width : source.width + len(ADDED)])


def _is_whole(row: Record, record: Record, source: Source) -> bool:
    if not (row.raw.startswith(source.before(record)) and row.raw.endswith(source.after(record))):
        return False
    if not record.cells:
        return not row.cells
    return len(row.cells) == max(source.width, len(record.cells)) + len(ADDED) and _kind(row, source) is not None


def _is_beginning(row: Record, record: Record, source: Source) -> bool:
    """Whether a row is what is left of this one; the cut may have gone through a character."""
    before, found = (source.before(record) or source.newline).encode(), _bytes(row)
    return before.startswith(found) or found.startswith(before)


def _other(path: Path, reason: str) -> DataFileError:
    return DataFileError(
        f"{path} gehört nicht zu dieser Eingabe und bleibt, wie sie ist: {reason} Bitte mit „-o“ eine andere Datei "
        "nennen."
    )
