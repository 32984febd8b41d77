"""Measure the store: publishing, reading, editing; how it stands crashes and races; on SQLite and on PostgreSQL.

    python bench/store.py [--appointments N] [--drafts N] [--kills N] [--changes N]

Each time stands beside what the bare driver needs for the same rows without checks, conflicts or log, in the same run.
The database of each kind is a new one; PostgreSQL's server is one of its own with fsync off, SQLite's file is synced.

Reported:
  publish  plan and publish a document with N drafts, into a tour of 500
  frame    read all appointments into the frame that every view reads
  stamp    ask which state of the store is current, as every visitor's page does
  edit     change one field of one appointment: at the desk with all checks, and in the store alone
  kills    publishers of 50 drafts that are killed at a random moment: how many left nothing, how many all
  race     eight editors, one change after the other on the same 50 appointments; none may be lost
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import folders
from tests.databases import opened
from tests.store import crash, samples
from tests.store.cluster import cluster
from tests.store.processes import ROOT
from tourkarte.desk.editing import edit_appointment
from tourkarte.desk.history import undo
from tourkarte.store import published
from tourkarte.store.records import AppointmentRecord, TourRecord
from tourkarte.store.rows import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tourkarte.store.store import Store

_PER_TOUR: Final = 500
_ROUNDS: Final = 200
_FIRST: Final = dt.date(2010, 1, 1)


def _appointments(count: int, tour: str) -> list[AppointmentRecord]:
    return [
        AppointmentRecord(
            id=f"{tour}-besuch-{number}",
            tour=tour,
            date=_FIRST + dt.timedelta(days=number % 3000),
            start=dt.time(8 + number % 12),
            title=f"Besuch der Einrichtung {number}",
            venue=f"Haus {number}",
            street=f"Musterstraße {number}",
            postal_code=f"{45000 + number % 999}",
            city="Musterstadt",
        )
        for number in range(count)
    ]


def fill(store: Store, count: int) -> None:
    """Put appointments into tours of 500, each with an edit behind it."""
    with store.write("Anna", "add", "Bestand") as change:
        for number in range(0, count, _PER_TOUR):
            tour = f"{samples.TOUR}-{number}" if number else samples.TOUR
            change.add(TourRecord(id=tour, title=tour))
            for record in _appointments(min(_PER_TOUR, count - number), tour):
                change.add(record)
    with store.write("Bernd", "edit", "Hinweise") as change:
        for record in change.all(AppointmentRecord):
            change.put(replace(record, note="Eingang hinten"))


@contextmanager
def _plain(url: str) -> Iterator[Callable[..., list[Any]]]:
    """Connect with the bare driver, configured as the store is; yield what runs one statement on it."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        file.execute("PRAGMA synchronous=FULL")
        yield lambda text, values=(): file.execute(text, values).fetchall()
        file.close()
        return
    with psycopg.connect(url, autocommit=True) as server:

        def run(text: str, values: tuple[Any, ...] = ()) -> list[Any]:
            cursor = server.execute(text.replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []

        yield run


def _took(work: Callable[..., object], *arguments: object) -> float:
    """Return how many milliseconds some work takes."""
    start = time.perf_counter()
    work(*arguments)
    return 1000 * (time.perf_counter() - start)


def _line(name: str, took: list[float], plain: list[float]) -> None:
    p50, base = statistics.median(took), statistics.median(plain)
    p95 = sorted(took)[int(0.95 * len(took))]
    print(
        f"  {name:34} p50 {p50:8.2f} ms  p95 {p95:8.2f} ms  bare driver {base:8.3f} ms  {p50 / base:6.1f} x", flush=True
    )


def _insert(run: Callable[..., list[Any]], rows: list[AppointmentRecord]) -> None:
    """Insert rows in one transaction, as a program without a log would."""
    run("BEGIN")
    for record in rows:
        row = to_row(record)
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        values = (str(value) if isinstance(value, dt.date | dt.time) else value for value in row.values())
        run(f"INSERT INTO appointment ({names}) VALUES ({marks})", tuple(values))  # noqa: S608 -- our own names
    run("COMMIT")


def publishing(store: Store, url: str, drafts: int) -> None:
    """Measure planning and publishing a document."""
    crash.lay(store, drafts)
    crash.publish_all(store)  # the first one of a process loads what checking needs
    _take_back(store)
    took, plain = [], []
    with _plain(url) as run:
        for turn in range(5):
            took.append(_took(crash.publish_all, store))
            _take_back(store)
            rows = _appointments(drafts, samples.TOUR)
            unseen = [replace(each, id=f"plain-{turn}-{each.id}", deleted=True) for each in rows]
            plain.append(_took(_insert, run, unseen))
    _line(f"publish {drafts} drafts", took, plain)


def _take_back(store: Store) -> None:
    with store.read() as reader:
        number = reader.changes(limit=1)[0].id
    undo(store, number, author="Bernd")


def reading(store: Store, url: str) -> None:
    """Measure the frame and the stamp."""

    def load() -> None:
        with store.read() as reader:
            published.load(reader, folders.OWN)

    load()
    with _plain(url) as run:
        frames = [_took(load) for _ in range(5)]
        rows = [_took(run, "SELECT * FROM appointment WHERE NOT deleted ORDER BY id") for _ in range(5)]
        _line("frame of all appointments", frames, rows)
        stamps = [_took(store.stamp) for _ in range(_ROUNDS)]
        plain = [_took(run, "SELECT identity, (SELECT max(id) FROM change) FROM store") for _ in range(_ROUNDS)]
        _line("stamp", stamps, plain)


def editing(store: Store, url: str) -> None:
    """Measure one edit after the other."""
    with store.read() as reader:
        records = reader.all(AppointmentRecord, tour=samples.TOUR)[:_ROUNDS]

    def at_the_desk(record: AppointmentRecord) -> None:
        edit_appointment(store, record.id, record.revision, author="Bernd", note="am Tisch")

    def alone(record: AppointmentRecord) -> None:
        with store.write("Bernd", "edit", "geändert") as change:
            change.edit(AppointmentRecord, record.id, record.revision + 1, note="im Speicher")

    desk, store_alone = ([_took(edit, record) for record in records] for edit in (at_the_desk, alone))
    with _plain(url) as run:
        plain = [_took(run, "UPDATE appointment SET note = ? WHERE id = ?", ("bar", each.id)) for each in records]
    _line("edit at the desk", desk, plain)
    _line("edit in the store", store_alone, plain)


def _run(module: str, url: str, size: int) -> list[str]:
    seed = random.SystemRandom().randrange(10**6)
    print(f"  {module}, {size}, seed {seed}: ", end="", flush=True)
    command = (sys.executable, "-m", f"tests.store.{module}", url, str(size), str(seed))
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()


def hardships(urls: list[str], kills: int, changes: int) -> None:
    """Kill publishers and let editors race, each on a database of its own."""
    killed, nothing, everything = _run("crash", urls[0], kills)
    print(f"{killed} killed at it; afterwards nothing {nothing} times, all {everything} times, broken never")
    conflicts, seconds = _run("race", urls[1], changes)
    rate = changes / float(seconds)
    print(f"none lost, {conflicts} conflicts merged, {seconds} s, {rate:.0f} changes/s")


def main() -> None:
    """Measure both databases and print the figures."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--appointments", type=int, default=10_000)
    cli.add_argument("--drafts", type=int, default=200)
    cli.add_argument("--kills", type=int, default=100)
    cli.add_argument("--changes", type=int, default=1000)
    args = cli.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(cluster())
        urls = {
            "SQLite": [f"sqlite:///{folder}/{name}.sqlite" for name in range(3)],
            "PostgreSQL": [server.url(stack.enter_context(server.database())) for _ in range(3)],
        }
        for kind, (url, *others) in urls.items():
            print(f"{kind}, {args.appointments} appointments with history", flush=True)
            with opened(url) as store:
                fill(store, args.appointments)
                publishing(store, url, args.drafts)
                reading(store, url)
                editing(store, url)
            hardships(others, args.kills, args.changes)


if __name__ == "__main__":
    main()
