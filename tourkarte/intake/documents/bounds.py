"""Run a reader in a process of its own, with an end to its time and its memory.

A parser written in C may crash, one in Python may double its work with each byte, and an archive may unpack to a
thousand times its size. None of that may stop the server. The child (`worker`) gets the bytes on its standard input and
answers with JSON, which cannot execute anything; it sees nothing of the environment, in which passwords stand. A plain
child rather than `multiprocessing`, which would import the main module again: with Streamlit, the whole dashboard.

The cost is the start of an interpreter and the import of one parser: an ordinary document takes 150 ms instead of 10.

The same process opens tables, and looks for the appointments in a text so long that it may take its time (`read_text`).
That is our own code and reads nothing but text, so its answer is taken as it is (pickle).

Limits: macOS does not enforce the bound on memory; the one on time holds there too.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

from tourkarte.intake.documents.refusals import REFUSALS, DocumentBoundsError, broken

if TYPE_CHECKING:
    import datetime as dt

    from tourkarte.intake.invitation import Reading

MAX_SECONDS: Final = 3.5
"""Time for one document, start of the process included; its appointments are to be read within 5 seconds as well."""
MAX_MEMORY: Final = 400_000_000
"""Address space of the process, in bytes."""
TABLE: Final = "table"
"""What the process is asked for where a file is to be opened as a table; else it is the name of a kind of document."""
TEXT: Final = "reading"
"""What it is asked for where the appointments in a text are wanted."""
_LEAST_SECONDS: Final = 0.01
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT")


def ask(kind: str, label: str, data: bytes, name: str) -> dict[str, Any]:
    """Return what the process finds in a file, as `carry.as_json` of the documents or the tables has it.

    Parameters
    ----------
    kind
        Name of the kind of document, or `TABLE`.
    label
        What a person calls it, in German with its article.

    Raises
    ------
    DocumentError
        Whatever the reader refuses; `DocumentBoundsError` if it needs too much time or memory.
    """
    answer = _run(kind, data, name, seconds=MAX_SECONDS)
    if answer is None:
        raise DocumentBoundsError(
            f"Die Datei sieht aus wie {label}, braucht zum Lesen aber mehr Zeit oder Speicher, als eine Einladung "
            "brauchen darf. Bitte nur den Teil mit den Terminen einlesen, oder den Text als Textdatei."
        )
    try:
        found: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise broken(label) from error
    if refusal := REFUSALS.get(found.get("refusal", "")):
        raise refusal(found["message"])
    return found


def read_text(text: str, written: dt.date | None, *, seconds: float) -> Reading:
    """Return what `invitation.read` does, or give up after some seconds.

    Raises
    ------
    DocumentBoundsError
        If it needs more time or memory.
    """
    data = text.encode("utf-8", "surrogatepass")
    answer = _run(TEXT, data, written.isoformat() if written else "", seconds=seconds)
    if answer is None:
        raise DocumentBoundsError(
            f"Der Text ist mit {len(text):_} Zeichen so lang und voll von Zahlen und Namen, dass es zu lange dauert, "
            "die Termine darin zu suchen. Bitte nur den Teil mit den Terminen einlesen.".replace("_", " ")
        )
    reading: Reading = pickle.loads(answer)  # noqa: S301 - our own reader wrote it, which parses nothing but text
    return reading


def _run(kind: str, data: bytes, name: str, *, seconds: float) -> bytes | None:
    """Return what the process says; None if it was ended for its time or memory."""
    order = json.dumps({"kind": kind, "name": name, "memory": MAX_MEMORY, "seconds": seconds})
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-m", "tourkarte.intake.documents.worker"],
            input=order.encode("ascii") + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
            timeout=max(seconds, _LEAST_SECONDS),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    # Killed by the system for its time or memory, or it had no memory left to answer.
    return None if child.returncode else child.stdout
