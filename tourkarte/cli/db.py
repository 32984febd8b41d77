"""`tourkarte db`: upgrade, back up, restore and check the database."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from functools import partial
from pathlib import Path  # noqa: TC003 -- typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand, GermanGroup
from tourkarte.errors import TourkarteError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from tourkarte.store.backup_file import Header

_STOPPED: Final = "Abgebrochen; die Datenbank ist, wie sie vorher war."
_MEGABYTE: Final = 1_000_000
_TABLES: Final = {
    "appointment": ("Termin", "Termine"),
    "document": ("Dokument", "Dokumente"),
    "draft": ("Entwurf", "Entwürfe"),
    "change": ("Änderung", "Änderungen"),
}

db = typer.Typer(cls=GermanGroup, rich_markup_mode=None)
app.add_typer(db, name="db")


@db.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Die Datenbank: erneuern, sichern, einspielen und prüfen."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@db.command(cls=GermanCommand)
def upgrade() -> None:
    """Bringe die Datenbank auf das Schema dieser Version; eine neue wird angelegt und mit der ersten Tour gefüllt."""
    from tourkarte.store.installed import store  # noqa: PLC0415

    with _told():
        before, after = store().prepare()
        typer.echo(_upgraded(store().name, before, after))


@db.command(cls=GermanCommand)
def backup(
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DATEI", help="Die Sicherung; sonst eine neue im Zustandsordner."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Ersetze die Datei, wenn es sie schon gibt.")] = False,
) -> None:
    """Sichere einen Stand der Datenbank in eine Datei, während alle weiterarbeiten.

    Sie passt zu SQLite und PostgreSQL. In ihr steht alles, auch was noch nicht veröffentlicht ist; nur ihr Besitzer
    kann sie lesen.
    """
    from tourkarte.clock import now  # noqa: PLC0415
    from tourkarte.store.backup import backup as write  # noqa: PLC0415
    from tourkarte.store.installed import store  # noqa: PLC0415

    with _told():
        _require_database()
        target = output or _in_backups(now(), "tourkarte")
        header = write(store().engine, target, now=now(), force=force)
        typer.echo(f"{target}: {_content(header)}, {_size(target)}.")


@db.command(cls=GermanCommand)
def restore(
    source: Annotated[Path, typer.Argument(metavar="DATEI", help="Was „tourkarte db backup“ geschrieben hat.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Ersetze, was in der Datenbank ist; vorher wird es gesichert.")
    ] = False,
) -> None:
    """Spiele eine Sicherung in eine leere Datenbank ein: ganz oder gar nicht."""
    from tourkarte.clock import now  # noqa: PLC0415
    from tourkarte.store.installed import store  # noqa: PLC0415
    from tourkarte.store.restore import restore as read  # noqa: PLC0415

    with _told():
        store().make_folder()
        aside = partial(_in_backups, now(), "vor-dem-einspielen")
        done = read(store().engine, source, aside=aside, now=now(), force=force)
        if done.saved:
            typer.echo(f"Was vorher da war, steht in {done.saved}.")
        typer.echo(f"Eingespielt in {store().name}: {_content(done.header)}, gesichert am {_moment(done.header)}.")
        if done.schema != done.header.schema:
            typer.echo(f"Das Schema {done.header.schema} der Sicherung wurde auf {done.schema} gebracht.")


@db.command(cls=GermanCommand)
def check() -> None:
    """Prüfe die Datenbank und nenne jeden Fehler."""
    from tourkarte.settings import settings  # noqa: PLC0415
    from tourkarte.store.check import check as look  # noqa: PLC0415
    from tourkarte.store.installed import store  # noqa: PLC0415

    with _told():
        _require_database()
        faults = 0
        for faults, fault in enumerate(look(store().engine, settings().data_dir), 1):  # noqa: B007
            typer.echo(fault, err=True)
        if faults:
            fail(f"{faults} Fehler in {store().name}.")
        typer.echo(f"Die Datenbank {store().name} ist in Ordnung.")


@contextmanager
def _told() -> Iterator[None]:
    """Say in one sentence why something was not done, also when somebody stops it."""
    before = signal.signal(signal.SIGTERM, _stop)  # so that nothing is left behind
    try:
        yield
    except TourkarteError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail(_STOPPED)
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _require_database() -> None:
    """Refuse to make an empty file where none is: SQLite would."""
    from tourkarte.store.engines import file_of  # noqa: PLC0415
    from tourkarte.store.installed import store  # noqa: PLC0415

    file = file_of(store().url)
    if file and not file.exists():
        fail(f"Die Datenbank {file} gibt es noch nicht; „tourkarte db upgrade“ legt sie an.")


def _in_backups(moment: dt.datetime, name: str) -> Path:
    """Return a new file's path in the folder for backups, which is made where there is none."""
    from tourkarte.settings import settings, state_folder  # noqa: PLC0415

    folder = state_folder(settings()) / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{name}-{moment:%Y-%m-%d-%H%M%S}.jsonl.gz"


def _upgraded(database: str, before: str | None, after: str) -> str:
    if before is None:
        return f"Die Datenbank {database} wurde mit dem Schema {after} angelegt."
    if before == after:
        return f"Die Datenbank {database} hat schon das Schema {after}; es gibt nichts zu tun."
    return f"Die Datenbank {database} wurde vom Schema {before} auf {after} gebracht."


def _content(header: Header) -> str:
    counts = ((header.counts.get(table, 0), one, many) for table, (one, many) in _TABLES.items())
    return ", ".join(f"{count:,} {one if count == 1 else many}".replace(",", ".") for count, one, many in counts)


def _moment(header: Header) -> str:
    from datetime import datetime  # noqa: PLC0415

    return f"{datetime.fromisoformat(header.created):%d.%m.%Y um %H:%M} Uhr"


def _size(path: Path) -> str:
    size = path.stat().st_size
    number, unit = (size / 1e6, "MB") if size >= _MEGABYTE else (size / 1e3, "kB")
    return f"{number:.1f} {unit}".replace(".", ",")
