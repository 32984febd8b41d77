"""`tourkarte check`: check the data folder."""

from __future__ import annotations

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand
from tourkarte.errors import TourkarteError


@app.command(cls=GermanCommand)
def check() -> None:
    """Prüfe die Dateien im Datenordner und nenne jeden Fehler."""
    from tourkarte import dataset  # noqa: PLC0415
    from tourkarte.settings import settings  # noqa: PLC0415

    try:
        data_dir = settings().data_dir
        problems = dataset.check(data_dir)
    except TourkarteError as error:
        fail(str(error))
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        fail(f"{len(problems)} Fehler in {data_dir}.")
    typer.echo(f"Die Daten in {data_dir} sind in Ordnung.")
