"""`tourkarte appointments`: list the published appointments with their ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand
from tourkarte.cli.layout import table
from tourkarte.cli.lookup import check_tour
from tourkarte.cli.session import Json, working

if TYPE_CHECKING:
    from tourkarte.store.records import AppointmentRecord


@app.command(cls=GermanCommand)
def appointments(
    *,
    tour: Annotated[str | None, typer.Option("--tour", metavar="TOUR", help="Nur die Termine dieser Tour.")] = None,
    as_json: Json = False,
) -> None:
    """Zeige die veröffentlichten Termine mit ihren Kennungen."""
    from tourkarte.store.records import AppointmentRecord, to_json  # noqa: PLC0415

    with working() as store, store.read() as reader:
        check_tour(reader, tour)
        found = reader.all(AppointmentRecord, tour=tour) if tour else reader.all(AppointmentRecord)
    found.sort(key=lambda each: (each.date, each.start is not None, each.start, each.id))
    if as_json:
        typer.echo(json.dumps([to_json(each) for each in found], ensure_ascii=False, indent=2))
    elif found:
        typer.echo(table([_line(each) for each in found]))
    else:
        typer.echo("Noch ist kein Termin veröffentlicht; „tourkarte import DATEI --publish“ liest eine Einladung ein.")


def _line(record: AppointmentRecord) -> tuple[str, ...]:
    from tourkarte.selection import STATUS_WORDS  # noqa: PLC0415

    start = f"{record.start:%H:%M}" if record.start else ""
    status = STATUS_WORDS[record.status]
    if record.moved_to:
        status += f" auf {record.moved_to}"
    return record.id, f"{record.date:%d.%m.%Y}", start, status, record.city or "", record.title
