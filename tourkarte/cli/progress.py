"""Say how far a command is that works through many files: on standard error, so that the result stays alone."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Tell = Callable[[int, int], object]
    """Is told how many of how many are done."""


def announced(names: Sequence[str]) -> Iterator[str]:
    """Yield each name when its turn comes; on a terminal beside a bar, elsewhere with a line each, alone silently."""
    if len(names) > 1 and sys.stderr.isatty():
        yield from _with_bar(names)
        return
    for number, name in enumerate(names, 1):
        if len(names) > 1:
            typer.echo(f"[{number}/{len(names)}] {name}", err=True)
        yield name


def _with_bar(names: Sequence[str]) -> Iterator[str]:
    from rich.console import Console  # noqa: PLC0415 - only people need it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=len(names))
        for name in names:
            bar.update(task, description=name)
            yield name
            bar.advance(task)


@contextmanager
def counting(title: str) -> Iterator[Tell | None]:
    """Give what shows on a terminal how many of how many are done; elsewhere there is nobody to tell."""
    if not sys.stderr.isatty():
        yield None
        return
    with counting_bar(title) as tell:
        yield tell


@contextmanager
def counting_bar(title: str) -> Iterator[Tell]:
    """Give what moves a bar, with the time that is left."""
    from rich.console import Console  # noqa: PLC0415 - only people need it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn("noch"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
