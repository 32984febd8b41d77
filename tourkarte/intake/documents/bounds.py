"""Run a reader in a process of its own, with an end to its time and its memory.

A parser written in C may crash, one in Python may double its work with each byte, and an archive may unpack to a
thousand times its size. None of that may stop the server. The child (`worker`) gets the bytes on its standard input and
answers with JSON, which cannot execute anything; it sees nothing of the environment, in which passwords stand. A plain
child rather than `multiprocessing`, which would import the main module again: with Streamlit, the whole dashboard.

The cost is the start of an interpreter and the import of one parser: an ordinary document takes 150 ms instead of 10.

Limits: macOS does not enforce the bound on memory; the one on time holds there too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.documents import Content, Part
from tourkarte.intake.documents.refusals import REFUSALS, DocumentBoundsError, broken
from tourkarte.model import Span

if TYPE_CHECKING:
    from tourkarte.intake.documents import Kind

MAX_SECONDS: Final = 3.5
"""Time for one document, start of the process included; its appointments are to be read within 5 seconds as well."""
MAX_MEMORY: Final = 400_000_000
"""Address space of the process, in bytes."""
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")


def read_bounded(kind: Kind, data: bytes, name: str) -> Content:
    """Return what the reader of `kind` finds in a file.

    Raises
    ------
    DocumentError
        Whatever the reader refuses; `DocumentBoundsError` if it needs too much time or memory.
    """
    order = json.dumps({"kind": kind.name, "name": name, "memory": MAX_MEMORY, "seconds": MAX_SECONDS})
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-m", "tourkarte.intake.documents.worker"],
            input=order.encode("ascii") + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(kind) from error
    if child.returncode:  # killed by the system for its time or memory, or it had no memory left to answer
        raise _too_much(kind)
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        raise broken(kind.label) from error
    if refusal := REFUSALS.get(answer.get("refusal", "")):
        raise refusal(answer["message"])
    return _content(answer)


def as_json(content: Content) -> dict[str, Any]:
    """Return a content as what JSON can hold; `_content` reads it back."""
    return {
        "text": content.text,
        "date_hint": content.date_hint.isoformat() if content.date_hint else None,
        "parts": [[part.name, part.kind, part.span.start, part.span.end] for part in content.parts],
        "notes": list(content.notes),
    }


def _content(answer: dict[str, Any]) -> Content:
    return Content(
        text=answer["text"],
        date_hint=dt.date.fromisoformat(answer["date_hint"]) if answer["date_hint"] else None,
        parts=tuple(Part(name=name, kind=kind, span=Span(start, end)) for name, kind, start, end in answer["parts"]),
        notes=tuple(answer["notes"]),
    )


def _too_much(kind: Kind) -> DocumentBoundsError:
    return DocumentBoundsError(
        f"Die Datei sieht aus wie {kind.label}, braucht zum Lesen aber mehr Zeit oder Speicher, als eine Einladung "
        "brauchen darf. Bitte nur die Seiten mit den Terminen einlesen, oder den Text als Textdatei."
    )
