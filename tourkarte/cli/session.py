"""What commands that work on the store have in common: who does it, what went wrong, what was done.

They work on the same database as the dashboard, which may be running meanwhile.
"""

from __future__ import annotations

import getpass
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.app import fail
from tourkarte.cli.values import readable
from tourkarte.errors import TourkarteError
from tourkarte.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.store.records import Record
    from tourkarte.store.store import Store

_NOBODY: Final = "Kommandozeile"

Author = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Wer es tut, wie es im Protokoll steht; sonst der Benutzer."),
]
Json = Annotated[bool, typer.Option("--json", help="Nur JSON ausgeben, für Programme.")]


@contextmanager
def working() -> Iterator[Store]:
    """Give the installation's store; what does not work is told in a sentence and ends with exit code 1."""
    from tourkarte.store.installed import store  # noqa: PLC0415

    try:
        yield store()
    except TourkarteError as error:
        fail(told(error))


def told(error: TourkarteError) -> str:
    """Return what went wrong; of a conflict also what somebody else changed meanwhile."""
    return "\n".join([str(error), *_theirs(error)])


def _theirs(error: TourkarteError) -> Iterator[str]:
    from tourkarte.desk.words import label, shown  # noqa: PLC0415

    for conflict in getattr(error, "conflicts", ()):
        for name in conflict.theirs:
            before, after = (shown(name, getattr(each, name)) for each in (conflict.base, conflict.current))
            yield f"  {label(name)}: {before} → {after}"


def author_name(given: str | None) -> str:
    """Return who does it: the name that was given, or the system's user."""
    if named := " ".join((given or "").split()):
        return readable(named)
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in many containers
        return _NOBODY


def change_behind(store: Store, record: Record) -> int | None:
    """Return the number of the change that made this revision of a record."""
    with store.read() as reader:
        history = reader.history(record.kind, record.id)
    return next((each.change for each in history if each.number == record.revision), None)


def done(thing: str, what: str, change: int | None) -> None:
    """Say in one line what was done to a thing, and how to take it back."""
    thing = one_line(thing)
    if change is None:
        typer.echo(f"{thing}: nichts geändert, es steht schon so da.")
        return
    typer.echo(f"{thing} {what}. Änderung {change}; zurück mit „tourkarte undo {change}“.")
