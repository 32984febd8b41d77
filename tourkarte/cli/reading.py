"""What commands that read files have in common: where the bytes come from, and which column is which."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.german import WrongCallError
from tourkarte.errors import TourkarteError

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDARD_INPUT: Final = "-"
FILES_HELP: Final = (
    "Einladungen als Text, Markdown, HTML, E-Mail, PDF oder Word; Tabellen als CSV, Excel, ICS, GeoJSON "
    "oder JSON; „-“ liest die Standardeingabe."
)


def by_field(columns: Sequence[str]) -> dict[str, str]:
    """Return what a person says of a table's columns, by field."""
    from tourkarte.intake.tables.listing import read_columns  # noqa: PLC0415

    return read_columns(columns)


def contents_of(name: str) -> bytes:
    """Return what is in a file, or on standard input.

    Raises
    ------
    DocumentError
        If there is no such file, it is none, or it is too large.
    """
    from tourkarte.intake.documents import MAX_BYTES  # noqa: PLC0415
    from tourkarte.intake.documents.files import contents  # noqa: PLC0415

    return sys.stdin.buffer.read(MAX_BYTES + 1) if name == STANDARD_INPUT else contents(Path(name))


def _checked(columns: list[str] | None) -> list[str] | None:
    """Refuse columns of fields that there are not, before any file is read."""
    if columns:
        try:
            by_field(columns)
        except TourkarteError as error:
            raise WrongCallError(str(error)) from error
    return columns


Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FELD=SPALTE",
        help="Welche Spalte einer Tabelle welches Feld ist, etwa datum=Wann.",
        callback=_checked,
    ),
]
