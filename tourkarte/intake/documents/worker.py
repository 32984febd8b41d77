"""The process that `bounds` starts: read one document from standard input, answer on standard output, end.

Nothing here trusts the document. Before its bytes are looked at, the process gives up the memory and the time that it
does not need, and opening connections and starting programs for good.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from tourkarte.errors import DocumentError
from tourkarte.intake.documents import checked, kinds
from tourkarte.intake.documents.bounds import as_json
from tourkarte.intake.documents.refusals import TooLargeDocumentError, broken

if TYPE_CHECKING:
    from tourkarte.intake.documents import Kind

_FORBIDDEN: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "pty.")


def main() -> None:
    """Read the order, a line of JSON, and the document, which is all the rest."""
    order = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    kind = next(kind for kind in kinds() if kind.name == order["kind"])
    _bound(order["memory"], order["seconds"])
    sys.addaudithook(_forbid)
    sys.stdout.buffer.write(json.dumps(answer(kind, data, order["name"])).encode("ascii"))


def answer(kind: Kind, data: bytes, name: str) -> dict[str, Any]:
    """Return the content as JSON can hold it, or the refusal."""
    try:
        return as_json(checked(kind.read(data, name)))
    except DocumentError as error:
        refusal = error
    except (MemoryError, RecursionError):
        refusal = TooLargeDocumentError(
            "Die Datei entpackt sich zu mehr Inhalt, als eine Einladung haben kann. Bitte nur die Seiten mit den "
            "Terminen einlesen, oder den Text als Textdatei."
        )
    except Exception:  # noqa: BLE001 - what parsers raise on damaged files is not to be listed
        refusal = broken(kind.label)
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
