"""`tourkarte parse`: read invitations and tables, and show what was read."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand, WrongCallError
from tourkarte.cli.progress import announced
from tourkarte.errors import TourkarteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.intake.invitation import Reading

STANDARD_INPUT: Final = "-"


class Format(StrEnum):
    """How people want to see a reading."""

    TEXT = "text"
    TABLE = "table"


def _checked(columns: list[str] | None) -> list[str] | None:
    """Refuse columns of fields that there are not, before any file is read."""
    if columns:
        try:
            _by_field(columns)
        except TourkarteError as error:
            raise WrongCallError(str(error)) from error
    return columns


@app.command(cls=GermanCommand)
def parse(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="DATEI",
            help="Einladungen als Text, Markdown, HTML, E-Mail, PDF oder Word; Tabellen als CSV, Excel, ICS, GeoJSON "
            "oder JSON; „-“ liest die Standardeingabe.",
        ),
    ],
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
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column",
            metavar="FELD=SPALTE",
            help="Welche Spalte einer Tabelle welches Feld ist, etwa datum=Wann.",
            callback=_checked,
        ),
    ] = None,
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
    from tourkarte.intake.documents import MAX_BYTES  # noqa: PLC0415
    from tourkarte.intake.documents.files import contents  # noqa: PLC0415
    from tourkarte.intake.read import read_any  # noqa: PLC0415

    data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == STANDARD_INPUT else contents(Path(name))
    return read_any(data, name, columns=_by_field(columns))


def _by_field(columns: Sequence[str]) -> dict[str, str]:
    from tourkarte.intake.tables.listing import read_columns  # noqa: PLC0415

    return read_columns(columns)
