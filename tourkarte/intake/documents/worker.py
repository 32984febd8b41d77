"""The process that `bounds` starts: read one document from standard input, answer on standard output, end.

Nothing here trusts the document. Before its bytes are looked at, the process gives up the memory and the time that it
does not need, and opening connections and starting programs for good.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
import sys
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError
from tourkarte.intake import invitation
from tourkarte.intake.documents import carry, checked, kinds
from tourkarte.intake.documents.bounds import TABLE, TEXT
from tourkarte.intake.documents.refusals import TooLargeDocumentError, broken
from tourkarte.intake.tables import Content, open_table
from tourkarte.intake.tables import carry as tables
from tourkarte.places.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.intake.documents import Kind

    Reader = Callable[[bytes, str], dict[str, Any]]

_FORBIDDEN: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.")


def main() -> None:
    """Read the order, a line of JSON, and the document, which is all the rest."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    if order["kind"] == TEXT:
        _bound(order["memory"], order["seconds"])
        written = dt.date.fromisoformat(order["name"]) if order["name"] else None
        reading = invitation.read(data.decode("utf-8", "surrogatepass"), gazetteer(), written=written)
        sys.stdout.buffer.write(pickle.dumps(reading))
        return
    label, read = _reader(order["kind"])
    sys.modules["numpy"] = None  # type: ignore[assignment] # openpyxl would load it, and it takes all the memory
    _bound(order["memory"], order["seconds"])
    sys.addaudithook(_forbid)
    sys.stdout.buffer.write(json.dumps(answer(label, read, data, order["name"])).encode("ascii"))


def _reader(name: str) -> tuple[str, Reader]:
    """Return what a person calls a kind, and what reads it."""
    if name == TABLE:
        return "eine Tabelle", lambda data, file: tables.as_json(open_table(Content(data, file)))
    kind = next(kind for kind in kinds() if kind.name == name)
    return kind.label, reader_of(kind)


def reader_of(kind: Kind) -> Reader:
    """Return what reads a kind of document into what JSON can hold."""
    return lambda data, name: carry.as_json(checked(kind.read(data, name)))


def answer(label: str, read: Reader, data: bytes, name: str) -> dict[str, Any]:
    """Return what a reader finds, as JSON can hold it, or the refusal."""
    try:
        return read(data, name)
    except DocumentError as error:
        refusal = error
    except (MemoryError, RecursionError):
        refusal = TooLargeDocumentError(
            "Die Datei entpackt sich zu mehr Inhalt, als eine Einladung haben kann. Bitte nur die Seiten mit den "
            "Terminen einlesen, oder den Text als Textdatei."
        )
    except Exception:  # noqa: BLE001 - what parsers raise on damaged files is not to be listed
        refusal = broken(label)
    return {"refusal": type(refusal).__name__, "message": str(refusal)}


def _bound(memory: int, seconds: float) -> None:
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    for bound, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(bound, (value, value))
        except (ValueError, OSError):  # macOS knows no bound on memory
            continue


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"Reading a document must not do this: {event}.")


if __name__ == "__main__":
    main()
