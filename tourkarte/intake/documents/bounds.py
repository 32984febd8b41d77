"""Run a reader in a process of its own, with an end to its time and its memory.

A parser written in C may crash, one in Python may double its work with each byte, and an archive may unpack to a
thousand times its size. None of that may stop the server. The child (`worker`) gets the bytes on its standard input and
answers with JSON, which cannot execute anything; it sees nothing of the environment, in which passwords stand. A plain
child rather than `multiprocessing`, which would import the main module again: with Streamlit, the whole dashboard.

The cost is the start of an interpreter and the import of one parser: an ordinary document takes 150 ms instead of 10.

Limits: macOS does not enforce the bound on memory; the one on time holds there too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any, Final

from tourkarte.intake.documents.refusals import REFUSALS, DocumentBoundsError, broken

MAX_SECONDS: Final = 3.5
"""Time for one document, start of the process included; its appointments are to be read within 5 seconds as well."""
MAX_MEMORY: Final = 400_000_000
"""Address space of the process, in bytes."""
TABLE: Final = "table"
"""What the process is asked for where a file is to be opened as a table; else it is the name of a kind of document."""
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
    order = json.dumps({"kind": kind, "name": name, "memory": MAX_MEMORY, "seconds": MAX_SECONDS})
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
        raise _too_much(label) from error
    if child.returncode:  # killed by the system for its time or memory, or it had no memory left to answer
        raise _too_much(label)
    try:
        answer: dict[str, Any] = json.loads(child.stdout)
    except ValueError as error:
        raise broken(label) from error
    if refusal := REFUSALS.get(answer.get("refusal", "")):
        raise refusal(answer["message"])
    return answer


def _too_much(label: str) -> DocumentBoundsError:
    return DocumentBoundsError(
        f"Die Datei sieht aus wie {label}, braucht zum Lesen aber mehr Zeit oder Speicher, als eine Einladung "
        "brauchen darf. Bitte nur den Teil mit den Terminen einlesen, oder den Text als Textdatei."
    )
