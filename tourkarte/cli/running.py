"""`tourkarte cancel`, `move`, `edit` and `remove`: what happens to an appointment after it was published."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from tourkarte.cli.app import app
from tourkarte.cli.german import GermanCommand
from tourkarte.cli.lookup import Id, appointment
from tourkarte.cli.session import Author, author_name, change_behind, done, working
from tourkarte.cli.values import clock, day, read_fields

if TYPE_CHECKING:
    from tourkarte.store.records import AppointmentRecord

Revision = Annotated[
    int | None,
    typer.Option(
        "--revision",
        metavar="FASSUNG",
        min=1,
        help="Nur, wenn der Termin noch in dieser Fassung ist, wie „appointments --json“ sie nennt.",
    ),
]


@app.command(cls=GermanCommand)
def cancel(
    key: Id,
    *,
    note: Annotated[str | None, typer.Option("--note", metavar="HINWEIS", help="Was Besucher dazu lesen.")] = None,
    revision: Revision = None,
    author: Author = None,
) -> None:
    """Sage einen Termin ab; er bleibt sichtbar und sagt es."""
    from tourkarte.desk import editing  # noqa: PLC0415

    with working() as store:
        seen = appointment(store, key)
        base = revision or seen.revision
        record = editing.cancel(store, key, base, author=author_name(author), note=note)
        change = change_behind(store, record) if record.revision > base else None
    done(f"Termin „{record.title}“ am {record.date:%d.%m.%Y}", "abgesagt", change)


@app.command(cls=GermanCommand)
def move(
    key: Id,
    *,
    date: Annotated[str, typer.Option("--date", metavar="TAG", help="Der neue Tag, etwa 2017-08-04 oder 4.8.2017.")],
    start: Annotated[
        str | None, typer.Option("--start", metavar="UHRZEIT", help="Der neue Beginn; ohne Angabe der alte.")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--end", metavar="UHRZEIT", help="Das neue Ende; ohne Angabe bleibt die Dauer.")
    ] = None,
    revision: Revision = None,
    author: Author = None,
) -> None:
    """Verschiebe einen Termin; er bleibt mit seiner alten Zeit stehen und zeigt auf den neuen."""
    from tourkarte.desk import editing  # noqa: PLC0415

    to = day(date)
    begin, finish = (clock(text) if text else None for text in (start, end))
    with working() as store:
        seen = appointment(store, key)
        if start is None:
            begin = seen.start
        if end is None:
            finish = _shifted_end(seen, begin)
        old, new = editing.move(
            store, key, revision or seen.revision, author=author_name(author), date=to, start=begin, end=finish
        )
        change = change_behind(store, new)
    done(f"Termin „{old.title}“", f"vom {_when(old)} auf den {_when(new)} verschoben, jetzt {new.id}", change)


def _shifted_end(seen: AppointmentRecord, start: dt.time | None) -> dt.time | None:
    """Return the end that lets an appointment take as long as before; None if that is not known or after midnight."""
    if seen.start is None or seen.end is None or start == seen.start:
        return seen.end
    if start is None:
        return None
    begin = dt.datetime.combine(seen.date, start)
    end = begin + (dt.datetime.combine(seen.date, seen.end) - dt.datetime.combine(seen.date, seen.start))
    return end.time() if end.date() == begin.date() and seen.end > seen.start else None


def _when(record: AppointmentRecord) -> str:
    times = [f"{time:%H:%M}" for time in (record.start, record.end) if time]
    return f"{record.date:%d.%m.%Y}" + (f", {' bis '.join(times)} Uhr," if times else "")


@app.command(cls=GermanCommand)
def edit(
    key: Id,
    fields: Annotated[
        list[str],
        typer.Argument(
            metavar="FELD=WERT", help="Was sich ändert, etwa beginn=11:00 oder raum=; ein leerer Wert löscht das Feld."
        ),
    ],
    *,
    revision: Revision = None,
    author: Author = None,
) -> None:
    """Ändere Felder eines Termins; eine andere Anschrift wird neu auf der Karte gesucht."""
    from tourkarte.desk import editing, hints  # noqa: PLC0415
    from tourkarte.desk.fields import differences  # noqa: PLC0415
    from tourkarte.desk.words import label, shown  # noqa: PLC0415

    values = read_fields(fields)
    with working() as store:
        seen = appointment(store, key)
        base = revision or seen.revision
        record = editing.edit_appointment(store, key, base, author=author_name(author), **values)
        change = change_behind(store, record) if record.revision > base else None
    told = [
        f"{label(each.field)} {shown(each.field, each.before)} → {shown(each.field, each.after)}"
        for each in differences(seen, record)
    ]
    done(f"Termin „{seen.title}“", f"geändert: {'; '.join(told)}", change)
    for doubt in hints.of_centre(record) if hints.of_centre(record) != hints.of_centre(seen) else ():
        typer.echo(f"Bitte prüfen: {doubt.reason}")


@app.command(cls=GermanCommand)
def remove(key: Id, *, revision: Revision = None, author: Author = None) -> None:
    """Lösche einen Termin, der nie hätte erscheinen sollen; einen abgesagten sage mit „cancel“ ab."""
    from tourkarte.desk import editing  # noqa: PLC0415
    from tourkarte.store.records import AppointmentRecord  # noqa: PLC0415

    with working() as store:
        seen = appointment(store, key)
        editing.remove(store, key, revision or seen.revision, author=author_name(author))
        with store.read() as reader:
            gone = reader.get(AppointmentRecord, key, deleted=True)
        change = change_behind(store, gone)
    done(f"Termin „{gone.title}“ am {gone.date:%d.%m.%Y}", "gelöscht", change)
