"""`tourkarte log` and `tourkarte undo`: what was done, and taking it back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand
from tourkarte.cli.layout import table
from tourkarte.cli.lookup import near
from tourkarte.cli.session import Author, Json, author_name, done, working
from tourkarte.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tourkarte.store.log import Change, Revision
    from tourkarte.store.queries import Reader
    from tourkarte.store.records import Kind

_USUAL: Final = 20


@app.command(cls=GermanCommand)
def log(
    key: Annotated[
        str | None,
        typer.Argument(metavar="KENNUNG", help="Nur, was mit diesem Termin, dieser Tour, diesem Dokument geschah."),
    ] = None,
    *,
    number: Annotated[int, typer.Option("-n", metavar="ZAHL", help="Wie viele Änderungen höchstens.", min=1)] = _USUAL,
    as_json: Json = False,
) -> None:
    """Zeige, was zuletzt geschah, das Neueste zuerst; „tourkarte undo“ nimmt es zurück."""
    with working() as store, store.read() as reader:
        kind = _kind_of(reader, key) if key else None
        changes = reader.changes(limit=number, entity=(kind, key) if kind and key else None)
        revisions = {each.change: each for each in reader.history(kind, key)} if kind and key else {}
    if as_json:
        typer.echo(json.dumps([_facts(each, revisions.get(each.id)) for each in changes], ensure_ascii=False, indent=2))
        return
    lines = table([_line(each) for each in changes]).splitlines()
    for change, line in zip(changes, lines, strict=True):
        typer.echo(line)
        for field in _fields(revisions.get(change.id)):
            typer.echo(f"    {one_line(field)}")


def _kind_of(reader: Reader, key: str) -> Kind:
    """Return what an id is the id of; what is deleted has a history too."""
    from tourkarte.store.records import RECORDS, AppointmentRecord, Kind  # noqa: PLC0415

    kinds = sorted(RECORDS, key=lambda kind: kind is not Kind.APPOINTMENT)
    if found := next((kind for kind in kinds if reader.find(RECORDS[kind], key)), None):
        return found
    meant = near(key, sorted(reader.ids(AppointmentRecord)))
    hint = f"gemeint ist vielleicht {meant}" if meant else "„tourkarte log“ ohne Kennung zeigt alles"
    return fail(f"„{key}“ ist weder ein Termin noch eine Tour oder ein Dokument; {hint}.")


def _line(change: Change) -> Sequence[str]:
    from tourkarte.clock import ZONE  # noqa: PLC0415

    undone = f" (zurückgenommen mit {change.undone_by})" if change.undone_by else ""
    at = f"{change.at.astimezone(ZONE):%d.%m.%Y %H:%M}"
    return str(change.id), at, change.author, change.summary + undone


def _fields(revision: Revision | None) -> Iterator[str]:
    from tourkarte.desk.words import label, shown  # noqa: PLC0415

    if revision is None:
        return
    if revision.before is None:
        yield "angelegt"
        return
    for name in revision.fields:
        before, after = shown(name, revision.before.get(name)), shown(name, revision.after.get(name))
        yield f"{label(name)}: {before} → {after}"


def _facts(change: Change, revision: Revision | None) -> dict[str, Any]:
    facts = {
        "id": change.id,
        "at": change.at.isoformat(),
        "author": change.author,
        "action": change.action,
        "summary": change.summary,
        "undoes": change.undoes,
        "undone_by": change.undone_by,
    }
    if revision is None:
        return facts
    before = revision.before or {}
    fields = [
        {"field": each, "before": before.get(each), "after": revision.after.get(each)} for each in revision.fields
    ]
    return facts | {"revision": revision.number, "fields": fields}


@app.command(cls=GermanCommand)
def undo(
    number: Annotated[int, typer.Argument(metavar="NUMMER", help="Die Änderung, wie „tourkarte log“ sie zählt.")],
    *,
    author: Author = None,
) -> None:
    """Nimm eine Änderung zurück; das ist selbst eine und lässt sich ebenso zurücknehmen."""
    from tourkarte.desk.history import undo as take_back  # noqa: PLC0415

    with working() as store:
        with store.read() as reader:
            change = reader.change_of(number)
        if change is None:
            fail(f"Eine Änderung {number} gibt es nicht; „tourkarte log“ zeigt die letzten.")
        if change.undone_by:
            fail(
                f"Die Änderung {number} („{change.summary}“) ist schon zurückgenommen; „tourkarte undo "
                f"{change.undone_by}“ macht sie wieder."
            )
        undone = take_back(store, number, author=author_name(author))
    done(f"„{change.summary}“", "zurückgenommen", undone)
