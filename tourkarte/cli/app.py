"""The application that each command registers itself with."""

from __future__ import annotations

from typing import NoReturn

import typer

from tourkarte.cli.german import GermanGroup

app = typer.Typer(
    name="tourkarte",
    cls=GermanGroup,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Von der Einladung zur Karte: Termine lesen, prüfen und veröffentlichen."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _visible(line: str) -> str:
    """Return a line without what moves the cursor of a terminal; names of files come into messages too."""
    return "".join(each if each.isprintable() else " " for each in line)


def fail(message: str) -> NoReturn:
    """Say on standard error what went wrong, and end with exit code 1."""
    typer.echo("\n".join(map(_visible, message.splitlines())), err=True)
    raise typer.Exit(1)
