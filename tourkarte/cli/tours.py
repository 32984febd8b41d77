"""`tourkarte tours`: list the tours, and add one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand, GermanGroup
from tourkarte.cli.layout import table
from tourkarte.cli.session import Author, Json, author_name, change_behind, done, working
from tourkarte.cli.values import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.store.records import TourRecord

tours = typer.Typer(cls=GermanGroup, rich_markup_mode=None)
app.add_typer(tours, name="tours")


@tours.callback(invoke_without_command=True)
def main(context: typer.Context, *, as_json: Json = False) -> None:
    """Zeige die Touren mit ihren Terminen; „add“ fügt eine hinzu."""
    if context.invoked_subcommand is not None:
        return
    from tourkarte.store.records import Kind, TourRecord  # noqa: PLC0415

    with working() as store, store.read() as reader:
        known = reader.all(TourRecord)
        rows = reader.rows(Kind.APPOINTMENT, "tour", "status", "date")
    by_tour = defaultdict(list)
    for row in rows:
        by_tour[row["tour"]].append(row)
    if as_json:
        typer.echo(json.dumps([_facts(tour, by_tour[tour.id]) for tour in known], ensure_ascii=False, indent=2))
    elif known:
        typer.echo(table([_line(tour, by_tour[tour.id]) for tour in known]))
    else:
        typer.echo("Noch gibt es keine Tour; „tourkarte tours add TITEL“ legt eine an.")


def _facts(tour: TourRecord, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    days = sorted(row["date"].isoformat() for row in rows)
    return {
        "id": tour.id,
        "title": tour.title,
        "subtitle": tour.subtitle,
        "planned": tour.planned,
        "appointments": dict(Counter(row["status"] for row in rows)),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "revision": tour.revision,
    }


def _line(tour: TourRecord, rows: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    planned = f"{tour.planned} Besuche geplant" if tour.planned else "ohne Ziel"
    return tour.id, tour.title, planned, _counted(rows), _days(rows)


def _counted(rows: Sequence[dict[str, Any]]) -> str:
    from tourkarte.model import Status  # noqa: PLC0415
    from tourkarte.selection import STATUS_WORDS  # noqa: PLC0415

    found = Counter(row["status"] for row in rows)
    counts = [f"{found[status]} {STATUS_WORDS[status]}" for status in Status if found[status]]
    return f"Termine: {', '.join(counts) or 'keine'}"


def _days(rows: Sequence[dict[str, Any]]) -> str:
    days = sorted({row["date"] for row in rows})
    return " bis ".join(f"{day:%d.%m.%Y}" for day in dict.fromkeys([*days[:1], *days[-1:]]))


@tours.command(cls=GermanCommand)
def add(
    title: Annotated[str, typer.Argument(metavar="TITEL", help="Wie die Tour heißt.")],
    *,
    planned: Annotated[int, typer.Option("--planned", metavar="ZAHL", help="Wie viele Besuche es werden.", min=0)] = 0,
    subtitle: Annotated[str, typer.Option("--subtitle", metavar="TEXT", help="Was unter dem Titel steht.")] = "",
    author: Author = None,
) -> None:
    """Füge eine Tour hinzu."""
    from tourkarte.desk.editing import add_tour  # noqa: PLC0415

    named, below = (" ".join(readable(each).split()) for each in (title, subtitle))
    with working() as store:
        tour = add_tour(store, author=author_name(author), title=named, subtitle=below, planned=planned)
        change = change_behind(store, tour)
    done(f"Tour „{tour.title}“ ({tour.id})", "angelegt", change)
