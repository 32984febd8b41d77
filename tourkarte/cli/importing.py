"""`tourkarte import`: put files on the desk, show what they change, and publish them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand, WrongCallError
from tourkarte.cli.lookup import check_tour
from tourkarte.cli.progress import announced, counting
from tourkarte.cli.reading import FILES_HELP, STANDARD_INPUT, Columns, by_field, contents_of
from tourkarte.cli.session import Author, Json, author_name, done, told, working
from tourkarte.errors import TourkarteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tourkarte.desk.importing import Imported
    from tourkarte.desk.publishing import Plan
    from tourkarte.store.store import Store

_REMEDY: Final = "Bitte die Datei berichtigen oder den Entwurf in der Redaktion ergänzen oder überspringen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to become of each file."""

    author: str
    tour: str | None
    columns: Mapping[str, str]
    publish: bool
    cancel_missing: bool
    dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    before
        Whether the very same file was published before.
    blocked
        Why it was not published, if it should have been; empty otherwise.
    change
        The number of the change that published it.
    """

    name: str
    imported: Imported
    plan: Plan
    before: bool
    blocked: str = ""
    change: int | None = None


@app.command("import", cls=GermanCommand)
def import_(
    files: Annotated[list[str], typer.Argument(metavar="DATEI", help=FILES_HELP)],
    *,
    tour: Annotated[
        str | None,
        typer.Option(
            "--tour", metavar="TOUR", help="Für welche Tour, wie „tourkarte tours“ sie nennt; sonst die eine."
        ),
    ] = None,
    columns: Columns = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Gleich veröffentlichen, wenn nichts im Weg steht.")
    ] = False,
    cancel_missing: Annotated[
        bool, typer.Option("--cancel-missing", help="Dabei absagen, was die Datei nicht mehr nennt.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Nur zeigen, was geschähe; nichts speichern.")] = False,
    as_json: Json = False,
    author: Author = None,
) -> None:
    """Lies Dateien ein, zeige, was sich durch sie ändert, und veröffentliche sie.

    Ohne „--publish“ liegen sie dann in der Redaktion, wo sie sich prüfen und berichtigen lassen.
    """
    if cancel_missing and not publish:
        raise WrongCallError("--cancel-missing gilt nur zusammen mit --publish.")
    with working() as store:
        with store.read() as reader:
            check_tour(reader, tour)
        wish = Wish(
            author=author_name(author),
            tour=tour,
            columns=by_field(columns or []),
            publish=publish,
            cancel_missing=cancel_missing,
            dry_run=dry_run,
        )
    outcomes, failures = [], []
    for name in announced(files):
        try:
            outcomes.append(_bring(store, name, wish))
        except TourkarteError as error:
            failures.append(f"{name}: {told(error)}")
            typer.echo(failures[-1], err=True)
            continue
        if not as_json:
            _show(outcomes[-1], wish)
        if outcomes[-1].blocked:
            failures.append(outcomes[-1].blocked)
            typer.echo(failures[-1], err=True)
    if as_json:
        found = {"documents": [_facts(outcome) for outcome in outcomes], "warnings": failures}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    if failures:
        raise typer.Exit(1)


def _bring(store: Store, name: str, wish: Wish) -> Outcome:
    """Do with a file what is wished."""
    from tourkarte.desk import importing, publishing  # noqa: PLC0415

    data, known = contents_of(name), "Standardeingabe" if name == STANDARD_INPUT else PurePath(name).name
    with counting("Orte suchen") as tell:
        if wish.dry_run:
            found = importing.read_file(store, data, known, tour=wish.tour, columns=wish.columns, tell=tell)
        else:
            found = importing.import_file(
                store, data, known, author=wish.author, tour=wish.tour, columns=wish.columns, tell=tell
            )
    with store.read() as reader:
        plan = publishing.planned(reader, found.document, found.drafts, today=publishing.present_day())
    outcome = Outcome(name=name, imported=found, plan=plan, before=_published_before(store, found))
    return _published(store, outcome, wish) if wish.publish else outcome


def _published_before(store: Store, found: Imported) -> bool:
    from tourkarte.store.records import DocumentRecord, DocumentState  # noqa: PLC0415

    digest, tour = found.document.digest, found.document.tour
    with store.read() as reader:
        return bool(reader.all(DocumentRecord, digest=digest, tour=tour, state=DocumentState.PUBLISHED))


def _published(store: Store, outcome: Outcome, wish: Wish) -> Outcome:
    """Publish a file that nothing stands in the way of."""
    from tourkarte.cli.plans import obstacles  # noqa: PLC0415
    from tourkarte.desk import publishing  # noqa: PLC0415

    if faults := obstacles(outcome.plan):
        said = f"{outcome.name}: nicht veröffentlicht, denn so geht es nicht:\n{faults}\n{_REMEDY}"
        return replace(outcome, blocked=said)
    if wish.dry_run:
        return outcome
    cancel = [each.id for each in outcome.plan.missing] if wish.cancel_missing else []
    return replace(outcome, change=publishing.publish(store, outcome.plan, author=wish.author, cancel=cancel))


def _show(outcome: Outcome, wish: Wish) -> None:
    from tourkarte.cli.plans import as_text  # noqa: PLC0415

    document = outcome.plan.document
    typer.echo(f"{outcome.name}: für die Tour „{document.tour}“")
    if outcome.imported.again:
        typer.echo("Genau diese Datei liegt schon in der Redaktion; sie wurde nicht noch einmal eingelesen.")
    if outcome.before:
        typer.echo("Genau diese Datei wurde schon einmal veröffentlicht.")
    typer.echo(as_text(outcome.plan))
    if wish.dry_run:
        typer.echo("Nur gezeigt; nichts wurde gespeichert.")
    elif outcome.change is not None:
        cancelled = f", {len(outcome.plan.missing)} abgesagt" if wish.cancel_missing and outcome.plan.missing else ""
        done(f"„{document.name}“", f"veröffentlicht{cancelled}", outcome.change)
    elif not wish.publish:
        typer.echo(
            f"Liegt in der Redaktion (Dokument {document.id}), noch nicht veröffentlicht; derselbe Aufruf mit "
            "--publish veröffentlicht es."
        )


def _facts(outcome: Outcome) -> dict[str, Any]:
    from tourkarte.cli.plans import as_json  # noqa: PLC0415

    return {
        "file": outcome.name,
        "again": outcome.imported.again,
        "published_before": outcome.before,
        "change": outcome.change,
        **as_json(outcome.plan),
    }
