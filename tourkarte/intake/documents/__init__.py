"""From a file to its text, whatever kind of document it is: each kind is one module here with its reader registered.

A new kind is a new file: `kinds` finds it. What a file is, its content decides; the name is a hint only where the
content leaves it open, so a wrong suffix still reads. Whoever reads a document calls `read_document` or `read_file` and
gets a `Document` or one of the errors of `refusals`, for any bytes.

Plain text is read right here. Everything that needs a parser is read by a process of its own with bounds on time and
memory (`bounds`), since nobody can promise what a parser does with a file that was made to hurt it.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from tourkarte.intake.documents.refusals import (
    READABLE,
    EmptyDocumentError,
    TooLargeDocumentError,
    UnknownDocumentError,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from tourkarte.intake.tables.grid import Opened
    from tourkarte.model import Span

MAX_BYTES: Final = 20_000_000
"""Largest file that is read, in bytes; what makes a file large is its pictures."""
MAX_CHARACTERS: Final = 1_000_000
"""Longest text that is handed on, about a book; reading the appointments in it takes a second."""
VERBATIM: Final = frozenset({"text", "markdown"})
"""Kinds of documents whose text is the file's own, line for line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A document inside of a document, such as an attachment.

    Attributes
    ----------
    span
        Where its text stands in the text of the whole.
    """

    name: str
    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader found in a file; the fields are those of `Document`."""

    text: str
    date_hint: dt.date | None = None
    parts: tuple[Part, ...] = ()
    tables: tuple[Opened, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as text.

    Attributes
    ----------
    name
        The file's name as it came; no more than a label.
    kind
        Name of the kind that its content shows.
    text
        What all spans point into. Headings begin with `#`, list items with `-`, rows of tables stand between pipes, and
        a blank line parts one block from the next.
    date_hint
        The day that the file itself names as its own: when the e-mail was sent or the document last changed. Weaker
        than any date in the text.
    parts
        The documents inside, in the order of the text.
    tables
        The tables and calendars that are attached, opened but not yet read; no part of the text.
    notes
        German sentences on what was passed over, such as an attachment or a page without text.
    """

    name: str
    kind: str
    text: str
    date_hint: dt.date | None = None
    parts: tuple[Part, ...] = ()
    tables: tuple[Opened, ...] = ()
    notes: tuple[str, ...] = ()


if TYPE_CHECKING:
    Reader = Callable[[bytes, str], Content]
    Looks = Callable[[bytes, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document.

    Attributes
    ----------
    name
        What `Document.kind` says.
    label
        What a person calls it, in German with its article.
    rank
        Kinds are asked in this order whether a file is theirs.
    bounded
        Whether it takes a parser, and with it a process of its own.
    looks
        Whether a file looks like this kind, from its bytes and the suffix of its name in small letters; cheap.
    read
        From bytes and name to the content. Raises `DocumentError`, and for broken files whatever its parser raises.
    """

    name: str
    label: str
    rank: int
    bounded: bool
    looks: Looks
    read: Reader


_registered: dict[str, Kind] = {}


def register(*, name: str, label: str, rank: int, looks: Looks, bounded: bool = True) -> Callable[[Reader], Reader]:
    """Register the decorated function as the reader of a kind; the parameters are those of `Kind`."""

    def add(read: Reader) -> Reader:
        if name in _registered:
            raise ValueError(f"The kind of document {name!r} is registered twice.")
        _registered[name] = Kind(name=name, label=label, rank=rank, bounded=bounded, looks=looks, read=read)
        return read

    return add


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds in the order in which they are asked."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")
    return tuple(sorted(_registered.values(), key=lambda kind: (kind.rank, kind.name)))


def kind_of(data: bytes, name: str) -> Kind:
    """Return the kind that a file is of.

    Raises
    ------
    UnknownDocumentError
        If it is of none of them.
    """
    suffix = suffix_of(name)
    for kind in kinds():
        if kind.looks(data, suffix):
            return kind
    raise UnknownDocumentError(f"Das ist kein Dokument, das gelesen werden kann. Erlaubt sind {READABLE}.")


def suffix_of(name: str) -> str:
    """Return the last suffix of a file's name in small letters, without its dot."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def read_document(data: bytes, name: str) -> Document:
    """Return the document that a file holds.

    Raises
    ------
    DocumentError
        If it is empty, too large, broken, locked, of an unknown kind or without a text. Nothing else is raised.
    """
    from tourkarte.intake.documents import bounds, carry  # noqa: PLC0415 - they import what is above

    refuse_size(len(data))
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyDocumentError("Das Dokument ist leer. Bitte eine Datei mit dem Text der Einladung wählen.")
    kind = kind_of(data, name)
    content = checked(
        carry.from_json(bounds.ask(kind.name, kind.label, data, name)) if kind.bounded else kind.read(data, name)
    )
    return Document(
        name=name,
        kind=kind.name,
        text=content.text,
        date_hint=content.date_hint,
        parts=content.parts,
        tables=content.tables,
        notes=content.notes,
    )


def read_file(path: Path) -> Document:
    """Return the document in a file, whose size is looked at before anything is read.

    Raises
    ------
    DocumentError
        If there is no such file, it cannot be opened, or `read_document` refuses it.
    """
    from tourkarte.intake.documents.files import contents  # noqa: PLC0415 - it imports what is above

    return read_document(contents(path), path.name)


def refuse_size(size: int) -> None:
    """Raise `TooLargeDocumentError` if so many bytes are too many."""
    if size > MAX_BYTES:
        raise TooLargeDocumentError(
            f"Die Datei ist mit {size / 1_000_000:.1f} MB zu groß; gelesen werden bis zu {MAX_BYTES // 1_000_000} MB. "
            "Bitte nur den Teil mit den Terminen einlesen, ohne Bilder."
        )


def checked(content: Content) -> Content:
    """Return a content that holds some text or a table, and not too much of it."""
    if not content.text.strip() and not content.tables:
        raise EmptyDocumentError(
            "In diesem Dokument steht kein Text. Bitte eine Datei mit dem Text der Einladung wählen."
        )
    if len(content.text) > MAX_CHARACTERS:
        raise TooLargeDocumentError(
            f"Das Dokument enthält {len(content.text) / 1_000_000:.1f} Millionen Zeichen Text; gelesen wird bis zu "
            f"{MAX_CHARACTERS // 1_000_000} Million. Bitte nur den Teil mit den Terminen einlesen."
        )
    # JSON and most databases cannot hold half a character, which broken files contain.
    return replace(content, text=content.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
