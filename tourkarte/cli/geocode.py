"""`tourkarte geocode`: put a point behind each address of a table."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 -- typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand
from tourkarte.cli.progress import counting_bar
from tourkarte.errors import NoRegisterError, TourkarteError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from tourkarte.cli.progress import Tell
    from tourkarte.geocoding import Source
    from tourkarte.geocoding.results import Kind

_TENTH: Final = 10
_TOTAL_S: Final = 60.0
_PATIENCE_S: Final = 30.0


@app.command(cls=GermanCommand)
def geocode(
    source: Annotated[Path, typer.Argument(metavar="DATEI", help="Die Tabelle mit den Anschriften als CSV oder TSV.")],
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="AUSGABE",
            help="Dieselbe Tabelle mit den Punkten; gibt es sie schon, geht es hinter ihrer letzten Zeile weiter.",
        ),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--column", metavar="FELD=SPALTE", help="Welche Spalte welches Feld ist, etwa anschrift=Lieferadresse."
        ),
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Zeilen noch einmal versuchen, die gescheitert sind.")
    ] = False,
) -> None:
    """Setze hinter jede Anschrift einer Tabelle ihren Punkt.

    Abgebrochen macht derselbe Aufruf dort weiter, wo er war.
    """
    try:
        with _stoppable():
            counts = _run(source, output, columns or [], retry_failed=retry_failed)
    except TourkarteError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail(f"Abgebrochen; was fertig ist, steht in {output}. Derselbe Aufruf macht dort weiter.")
    typer.echo(_summary(counts, output))


def _run(path: Path, output: Path, columns: Sequence[str], *, retry_failed: bool) -> Counter[Kind]:
    from tourkarte import geocoding  # noqa: PLC0415
    from tourkarte.intake.tables.listing import read_columns  # noqa: PLC0415
    from tourkarte.places.gazetteer import gazetteer  # noqa: PLC0415
    from tourkarte.places.geocoders import chain  # noqa: PLC0415
    from tourkarte.places.online.client import Limits  # noqa: PLC0415
    from tourkarte.settings import settings  # noqa: PLC0415

    places = gazetteer()
    source = geocoding.open_source(path, read_columns(columns), places)
    _describe(source)
    geocoder = chain(settings(), limits=Limits(total_s=_TOTAL_S, patience_s=_PATIENCE_S))
    if retry_failed and output.exists():
        with _progress("Noch einmal") as tell:
            geocoding.retry(source, output, geocoder, places, tell=tell)
    with _progress("Anschriften") as tell:
        return geocoding.geocode(source, output, geocoder, places, tell=tell)


def _describe(source: Source) -> None:
    """Say what is worth knowing before it takes long."""
    from tourkarte.geocoding.results import ADDED  # noqa: PLC0415
    from tourkarte.places.register.index import Register  # noqa: PLC0415
    from tourkarte.settings import register_path, settings  # noqa: PLC0415

    chosen = ", ".join(f"{choice.label}: „{choice.column}“" for choice in source.columns.mapping.choices)
    typer.echo(f"Gelesen wird {chosen}.", err=True)
    renamed = [(old, new) for old, new in zip(ADDED, source.names, strict=True) if old != new]
    for old, new in renamed:
        typer.echo(f"Eine Spalte „{old}“ gibt es schon; die neue heißt „{new}“.", err=True)
    try:
        Register(register_path(settings())).current()
    except NoRegisterError:
        typer.echo(
            "Ohne Adressregister sind nur wenige Häuser bekannt; „tourkarte register info“ sagt, woher es kommt.",
            err=True,
        )


@contextmanager
def _stoppable() -> Iterator[None]:
    """Treat a request to end as what a person means by Ctrl-C."""
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@contextmanager
def _progress(title: str) -> Iterator[Tell]:
    if not sys.stderr.isatty():
        yield _lines(title)
        return
    with counting_bar(title) as tell:
        yield tell


def _lines(title: str) -> Tell:
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        tenths = _TENTH * done // total if total else _TENTH
        if tenths > told:
            told = tenths
            typer.echo(f"{title}: {_number(done)} von {_number(total)}", err=True)

    return tell


def _summary(counts: Counter[Kind], output: Path) -> str:
    from tourkarte.geocoding.results import Kind  # noqa: PLC0415

    words = {
        Kind.EXACT: "auf das Haus genau",
        Kind.STREET: "auf die Straße genau",
        Kind.POSTAL_CODE: "auf die Postleitzahl genau",
        Kind.MUNICIPALITY: "auf die Gemeinde genau",
        Kind.AMBIGUOUS: "mehrdeutig",
        Kind.NOT_FOUND: "nicht gefunden",
        Kind.FAILED: "gescheitert",
    }
    numbers = {kind: _number(counts[kind]) for kind in words}
    widest = max(map(len, numbers.values()))
    lines = [f"{output}: {_number(counts.total())} Zeilen"]
    lines += [f"  {numbers[kind].rjust(widest)} {word}" for kind, word in words.items()]
    if counts[Kind.FAILED]:
        lines.append(
            f"{numbers[Kind.FAILED]} Zeilen sind gescheitert, weil ein Dienst oder das Register nicht zu fragen war; "
            "derselbe Aufruf mit „--retry-failed“ versucht sie noch einmal."
        )
    return "\n".join(lines)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
