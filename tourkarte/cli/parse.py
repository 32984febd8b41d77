"""`tourkarte parse`: read invitations and tables, and show what was read."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand
from tourkarte.cli.progress import announced
from tourkarte.cli.reading import FILES_HELP, Columns, by_field, contents_of
from tourkarte.errors import TourkarteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.invitation import Reading


class Format(StrEnum):
    """How people want to see a reading."""

    TEXT = "text"
    TABLE = "table"


@app.command(cls=GermanCommand)
def parse(
    files: Annotated[list[str], typer.Argument(metavar="DATEI", help=FILES_HELP)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Nur JSON ausgeben, für Programme.")] = False,
    form: Annotated[
        Format,
        typer.Option(
            "--format",
            metavar="FORM",
            help="„text“ ist eine Liste mit Fundstellen (so ohne Angabe), „table“ eine Tabelle.",
        ),
    ] = Format.TEXT,
    columns: Columns = None,
) -> None:
    """Lies die Termine aus Einladungen und zeige sie mit ihren Fundstellen."""
    from tourkarte.intake import listing  # noqa: PLC0415

    readings: list[tuple[str, Reading]] = []
    failures: list[str] = []
    for name in announced(files):
        try:
            readings.append((name, _read(name, columns or [])))
        except TourkarteError as error:
            failures.append(f"{name}: {error}")
            typer.echo(failures[-1], err=True)
    if as_json:
        typer.echo(json.dumps(listing.as_json(readings, failures), ensure_ascii=False, indent=2))
    elif readings:
        show = listing.as_table if form is Format.TABLE else listing.as_text
        typer.echo("\n\n".join(listing.mappings(reading) + show(name, reading) for name, reading in readings))
    if failures:
        raise typer.Exit(1)


def _read(name: str, columns: Sequence[str]) -> Reading:
    from tourkarte.intake.read import read_any  # noqa: PLC0415

    return read_any(contents_of(name), name, columns=by_field(columns))
