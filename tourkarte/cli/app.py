"""The application that each command registers itself with."""

from __future__ import annotations

from typing import Final, NoReturn

import typer

COMMANDS: Final = "Befehle"
OPTIONS: Final = "Optionen"

app = typer.Typer(
    name="tourkarte",
    help="Von der Einladung zur Karte: Termine lesen, prüfen und veröffentlichen.",
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def main() -> None:
    """Von der Einladung zur Karte: Termine lesen, prüfen und veröffentlichen."""


def fail(message: str) -> NoReturn:
    """Say on standard error what went wrong, and end with exit code 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)
