"""`tourkarte parse`: read invitations and tables, and show what was read."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.app import COMMANDS, OPTIONS, app
from tourkarte.errors import NoAppointmentsError, TourkarteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.invitation import Reading

STANDARD_INPUT: Final = "-"


class Format(StrEnum):
    """How people want to see a reading."""

    TEXT = "text"
    TABLE = "table"


@app.command(rich_help_panel=COMMANDS)
def parse(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="DATEI",
            help="Einladungen als Text, Markdown, HTML, E-Mail, PDF oder Word; Tabellen als CSV, Excel, ICS, GeoJSON "
            "oder JSON; „-“ liest die Standardeingabe.",
            rich_help_panel="Eingabe",
        ),
    ],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="Nur JSON ausgeben, für Programme.", rich_help_panel=OPTIONS)
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="Liste mit Fundstellen oder Tabelle.", rich_help_panel=OPTIONS)
    ] = Format.TEXT,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FELD=SPALTE",
            help="Welche Spalte einer Tabelle welches Feld ist, etwa datum=Wann.",
            rich_help_panel=OPTIONS,
        ),
    ] = None,
) -> None:
    """Lies die Termine aus Einladungen und zeige sie mit ihren Fundstellen."""
    from tourkarte.intake import listing  # noqa: PLC0415

    readings: list[tuple[str, Reading]] = []
    failed = False
    for number, name in enumerate(files, 1):
        if len(files) > 1:
            typer.echo(f"[{number}/{len(files)}] {name}", err=True)
        try:
            readings.append((name, _read(name, columns or [])))
        except TourkarteError as error:
            typer.echo(f"{name}: {error}", err=True)
            failed = True
    if as_json and readings:
        typer.echo(json.dumps(listing.as_json(readings), ensure_ascii=False, indent=2))
    elif readings:
        show = listing.as_table if form is Format.TABLE else listing.as_text
        typer.echo("\n\n".join(_mapping(reading) + show(name, reading) for name, reading in readings))
    if failed:
        raise typer.Exit(1)


def _mapping(reading: Reading) -> str:
    """Return which column of a table was read as which field, to stand above what was read from it."""
    from tourkarte.intake.tables import TableReading  # noqa: PLC0415
    from tourkarte.intake.tables.listing import mapping_as_table  # noqa: PLC0415

    return f"{mapping_as_table(reading.mapping)}\n\n" if isinstance(reading, TableReading) else ""


def _read(name: str, columns: Sequence[str]) -> Reading:
    from tourkarte.intake.documents import MAX_BYTES, read_document  # noqa: PLC0415
    from tourkarte.intake.documents.files import contents  # noqa: PLC0415
    from tourkarte.intake.invitation import read  # noqa: PLC0415
    from tourkarte.intake.tables import is_table, read_table  # noqa: PLC0415
    from tourkarte.intake.tables.listing import read_columns  # noqa: PLC0415
    from tourkarte.places.gazetteer import gazetteer  # noqa: PLC0415

    data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == STANDARD_INPUT else contents(Path(name))
    file = Path(name).name
    reading: Reading
    if columns or is_table(data, file):
        reading = read_table(data, file, columns=read_columns(columns))
    else:
        document = read_document(data, file)
        reading = read(document.text, gazetteer(), written=document.date_hint)
        reading = replace(reading, warnings=(*document.notes, *reading.warnings))
    if not reading.drafts:
        hint = f" {reading.warnings[0]}" if reading.warnings else ""
        raise NoAppointmentsError(
            "In diesem Text steht kein Termin, der sich lesen lässt; erwartet werden Datum, Uhrzeit und Ort." + hint
        )
    return reading
