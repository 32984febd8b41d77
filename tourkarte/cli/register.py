"""`tourkarte register`: build the index of the address register, and say what is in service."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand, GermanGroup
from tourkarte.errors import NoRegisterError, TourkarteError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tourkarte.places.register.build import Built
    from tourkarte.places.register.entries import Info

_SOURCE: Final = (
    "Das Adressregister (Gebäudereferenzen, GEBREF) gibt es kostenlos bei OpenGeodata.NRW als "
    "gebref_EPSG25832_ASCII.zip, Datenlizenz Deutschland – Zero (dl-de/zero-2-0). Gebaut wird der Index mit\n"
    "    tourkarte register build gebref_EPSG25832_ASCII.zip"
)
_TENTH: Final = 0.1

register = typer.Typer(cls=GermanGroup, rich_markup_mode=None)
app.add_typer(register, name="register")

_Index = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="INDEX", help="Der Index; sonst der im Zustandsordner."),
]


@register.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Das amtliche Adressregister: Index bauen und zeigen, was in Gebrauch ist."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@register.command(cls=GermanCommand)
def build(
    source: Annotated[Path, typer.Argument(metavar="DATEI", help="gebref_….zip oder gebref.txt.")],
    *,
    output: _Index = None,
    force: Annotated[
        bool, typer.Option("--force", help="Baue auch aus einer Lieferung, die schlechter ist als erwartet.")
    ] = False,
) -> None:
    """Baue den Index aus einer Lieferung.

    Der alte bleibt in Gebrauch, bis der neue fertig ist; auch dann, wenn mehr als 5 % der Zeilen fehlerhaft sind oder
    der neue weniger als halb so viele Häuser hätte.
    """
    from tourkarte.clock import now  # noqa: PLC0415
    from tourkarte.places.gazetteer import gazetteer  # noqa: PLC0415
    from tourkarte.places.register.build import build as build_index  # noqa: PLC0415

    before = signal.signal(signal.SIGTERM, _stop)  # so that nothing is left behind
    try:
        target = output or _default()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = gazetteer().municipality_names()
        with_progress: Callable[..., Built] = _with_bar if sys.stderr.isatty() else _with_lines
        built = with_progress(
            lambda tell: build_index(source, target, now=now(), names=names, force=force, progress=tell)
        )
    except TourkarteError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("Abgebrochen; ein früherer Index bleibt in Gebrauch.")
    finally:
        signal.signal(signal.SIGTERM, before)
    typer.echo(_report(built, target))


@register.command(cls=GermanCommand)
def info(*, output: _Index = None) -> None:
    """Zeige, welches Adressregister in Gebrauch ist."""
    from tourkarte.places.register.index import Register  # noqa: PLC0415

    try:
        path = output or _default()
        typer.echo(_described(path, Register.open(path).current().info()))
    except NoRegisterError as error:
        fail(f"{error}\n{_SOURCE}")
    except TourkarteError as error:
        fail(str(error))


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _default() -> Path:
    from tourkarte.settings import register_path, settings  # noqa: PLC0415

    return register_path(settings())


def _with_bar(run: Callable[[Callable[[float], object]], Any]) -> Any:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("Index bauen"), BarColumn(), TaskProgressColumn(), TextColumn("noch"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        return run(lambda share: bar.update(task, completed=share))


def _with_lines(run: Callable[[Callable[[float], object]], Any]) -> Any:
    told = 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share >= told + _TENTH:
            told = share
            typer.echo(f"Index bauen: {share:.0%}", err=True)

    return run(tell)


def _report(built: Built, target: Path) -> str:
    faults = sum(count for reason, count in built.skipped.items() if reason.is_fault)
    read, kept, left_out = (_number(each) for each in (built.read, built.houses, sum(built.skipped.values())))
    lines = [
        f"{read} Zeilen gelesen, {kept} Häuser behalten, {left_out} ausgelassen, davon {_number(faults)} fehlerhaft.",
        *(f"  {reason}: {_number(count)}" for reason, count in built.skipped.items()),
        *(f"  nicht gelesen: {name}" for name in built.other_files),
        f"{_number(built.municipalities)} Gemeinden, {_number(built.streets)} Straßen, {kept} Häuser.",
        f"{target}: {_megabytes(built.size)}, gebaut in {built.seconds:.0f} s.",
    ]
    return "\n".join(lines)


def _described(path: Path, facts: Info) -> str:
    counts = (facts.municipalities, facts.streets, facts.houses, facts.read)
    municipalities, streets, houses, read = (_number(each) for each in counts)
    lines = [
        f"In Gebrauch: {path} ({_megabytes(facts.size)})",
        f"Quelle: {facts.source} vom {_day(facts.source_date)}, EPSG {facts.epsg}",
        f"Neueste Zeile: {_day(facts.newest) if facts.newest else 'ohne Datum'}",
        f"Gebaut: {_day(facts.built)}, {facts.built[11:16]} Uhr",
        f"{municipalities} Gemeinden, {streets} Straßen, {houses} Häuser aus {read} Zeilen",
        "Lizenz: Datenlizenz Deutschland – Zero (dl-de/zero-2-0), Land NRW",
    ]
    return "\n".join(lines)


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB".replace(".", ",")


def _day(iso: str) -> str:
    year, month, day = iso[:10].split("-")
    return f"{day}.{month}.{year}"
