"""Building the index from a delivery.

The index is written beside its place and put there when it is complete, so that whoever reads goes on with the old
one until then, and keeps it if anything goes wrong. One build at a time: the second is refused.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from tourkarte.errors import RegisterError
from tourkarte.places.names import key as town_key
from tourkarte.places.register import schema
from tourkarte.places.register.delivery import batches, no_register, open_delivery
from tourkarte.places.register.houses import Extents, Houses, arrange, extents
from tourkarte.places.register.index import Index
from tourkarte.places.register.projection import inside
from tourkarte.places.register.replacing import check_target, place_beside, put
from tourkarte.places.register.rows import Rows, Skipped, Street, find_layout, names_for
from tourkarte.places.register.streets import long_key, split_name, street_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from typing import IO

    from tourkarte.places.register.delivery import Delivery
    from tourkarte.places.register.layout import Layout

_READING: Final = 0.75  # the share of the time that reading takes
_ARRANGING: Final = 0.05
_BATCH: Final = 100_000
_FIRST_LINES: Final = 1000
_MOST_FAULTS: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made of a delivery.

    Attributes
    ----------
    read
        Number of rows.
    skipped
        How many of them were left out, by the reason.
    size
        Bytes of the index.
    seconds
        Time that the build took.
    """

    read: int
    skipped: Mapping[Skipped, int]
    municipalities: int
    streets: int
    houses: int
    size: int
    seconds: float
    other_files: tuple[str, ...] = field(default=())


def build(
    source: Path,
    target: Path,
    *,
    now: dt.datetime,
    names: Mapping[str, str] | None = None,
    force: bool = False,
    progress: Callable[[float], object] = lambda _: None,
) -> Built:
    """Build the index of the register in `source` and put it at `target`.

    Parameters
    ----------
    now
        What the index says about when it was built.
    names
        Names of municipalities by AGS, for deliveries without.
    force
        Whether to take a delivery with many faults, or with far fewer houses than the index in service.
    progress
        Is told the share that is done, from 0 to 1.

    Raises
    ------
    RegisterError
        If the file is no register or a bad one, something else lies at `target`, or the index cannot be written.
        What was at `target` is still there then.
    """
    begin = time.perf_counter()
    check_target(target)
    delivery = open_delivery(source)
    with place_beside(target) as new:
        rows, other_files = _read(delivery, lambda share: progress(share * _READING))
        known = {**(names or {}), **delivery.municipality_names()}
        counts = _write(new, rows, known, _facts(delivery, rows, now), progress)
        if not force:
            _check_faults(delivery.name, rows)
            _check_number(delivery.name, counts[2], target)
        size = new.stat().st_size
        put(new, target)
    progress(1.0)
    return Built(
        read=rows.read,
        skipped={reason: rows.skipped[reason] for reason in Skipped if rows.skipped[reason]},
        municipalities=counts[0],
        streets=counts[1],
        houses=counts[2],
        size=size,
        seconds=time.perf_counter() - begin,
        other_files=other_files,
    )


def _read(delivery: Delivery, progress: Callable[[float], object]) -> tuple[Rows, tuple[str, ...]]:
    """Return the rows of a delivery, and which of its files are something else."""
    rows = Rows()
    others: list[str] = []
    done = 0
    with delivery.streams() as streams:
        for stream in streams:
            with closing(stream):
                is_register = False
                for size in _read_file(stream, delivery.name, rows):
                    is_register = True
                    done += size
                    progress(min(done / max(delivery.size, 1), 1.0))
                if not is_register:
                    others.append(stream.name)
    if not len(rows.street):
        raise no_register(delivery.name, "Keine Zeile nennt ein Haus mit Straße, Nummer und Lage.")
    return rows, tuple(others)


def _read_file(stream: IO[bytes], name: str, rows: Rows) -> Iterator[int]:
    """Read the rows of one file, and yield the bytes read again and again; nothing if it is no register."""
    pieces = batches(stream, name)
    lines, size = next(pieces, ([], 0))
    layout, start = find_layout(lines[:_FIRST_LINES])
    if layout is None:
        return
    _check_first(lines[start : start + _FIRST_LINES], Rows(), layout, name)
    for batch, batch_size in chain([(lines[start:], size)], pieces):
        rows.add(batch, layout)
        yield batch_size


def _check_first(lines: list[str], trial: Rows, layout: Layout, name: str) -> None:
    """Refuse a file with the right number of fields and something else in them, before all of it is read."""
    trial.add(lines, layout)
    good = int(inside(np.frombuffer(trial.east), np.frombuffer(trial.north)).sum()) + trial.skipped[Skipped.INTERNAL]
    if good * 2 < trial.read:
        reasons = ", ".join(f"{reason}: {count}" for reason, count in trial.skipped.most_common(2))
        raise no_register(name, f"Von den ersten {trial.read} Zeilen sind nur {good} lesbar ({reasons}).")


def _check_faults(name: str, rows: Rows) -> None:
    """Refuse a delivery of which much cannot be read: it is damaged, or of another kind than it seems."""
    faults = sum(count for reason, count in rows.skipped.items() if reason.is_fault)
    if faults > rows.read * _MOST_FAULTS:
        share, most = f"{100 * faults / rows.read:.1f}".replace(".", ","), 100 * _MOST_FAULTS
        raise _refused(name, f"{share} % der Zeilen sind fehlerhaft, erlaubt sind {most:.0f} %")


def _check_number(name: str, houses: int, target: Path) -> None:
    """Refuse a delivery that has lost half of the houses: it is a part of the register."""
    try:
        before = Index(target).info().houses if target.exists() else 0
    except RegisterError:
        return  # nothing that could be in service
    if houses * 2 < before:
        raise _refused(name, f"{houses} Häuser sind weniger als die Hälfte der {before} des Index, der in Gebrauch ist")


def _refused(name: str, why: str) -> RegisterError:
    return RegisterError(f"{name}: {why}; ein früherer Index bleibt in Gebrauch. Mit --force wird trotzdem gebaut.")


def _facts(delivery: Delivery, rows: Rows, now: dt.datetime) -> dict[str, object]:
    return {
        "source": delivery.name,
        "source_date": delivery.date.isoformat(),
        "epsg": 4647 if rows.zones * 2 > len(rows.street) else 25832,
        "newest": rows.newest,
        "built": now.isoformat(timespec="seconds"),
    }


def _write(
    path: Path, rows: Rows, known: Mapping[str, str], facts: dict[str, object], progress: Callable[[float], object]
) -> tuple[int, int, int]:
    """Write the index, and return how many municipalities, streets and houses are in it."""
    names = names_for(rows, known)
    numbers = {ags: number for number, ags in enumerate(names, 1)}
    streets = sorted((numbers[each.ags], street_key(split_name(each.name)[0]), each) for each in rows.streets)
    rank = np.empty(len(streets), np.int32)
    rank[[rows.streets[each] for *_, each in streets]] = np.arange(len(streets), dtype=np.int32)
    houses = arrange(rows, rank)
    sizes = extents(houses)
    progress(_READING + _ARRANGING)
    facts |= {"read": rows.read, "houses": len(houses.street), "streets": len(sizes.street)}
    facts["municipalities"] = len(names)
    address = f"{path.absolute().as_uri()}?nolock=1"  # the file is ours; macOS would take our own lock for another's
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as file:
        file.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {schema.TABLES} BEGIN;")
        file.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))
        file.executemany(
            "INSERT INTO municipality VALUES (?, ?, ?)", ((numbers[ags], ags, names[ags]) for ags in names)
        )
        file.executemany(schema.ADD_STREET, _street_rows(streets, sizes))
        parts = {(town_key(each.part), number) for number, _, each in streets if each.part}
        file.executemany("INSERT INTO part VALUES (?, ?)", sorted(parts))
        for start in range(0, len(houses.street), _BATCH):
            file.executemany(schema.ADD_HOUSE, _house_rows(houses, start))
            progress(_READING + _ARRANGING + (1 - _READING - _ARRANGING) * start / len(houses.street))
        file.execute("COMMIT")
        file.executescript(schema.INDEXES)
    return len(names), len(sizes.street), len(houses.street)


def _street_rows(streets: list[tuple[int, str, Street]], sizes: Extents) -> Iterator[tuple[object, ...]]:
    columns = (sizes.street, sizes.lat, sizes.lon, sizes.count, sizes.radius)
    for number, *size in zip(*(each.tolist() for each in columns), strict=True):
        municipality, key, street = streets[number]
        yield (
            number,
            municipality,
            street.part,
            street.code,
            street.name,
            key,
            long_key(split_name(street.name)[0]),
            *size,
        )


def _house_rows(houses: Houses, start: int) -> Iterator[tuple[object, ...]]:
    street, number, suffix, lat, lon = (
        each[start : start + _BATCH].tolist()
        for each in (houses.street, houses.number, houses.suffix, houses.lat, houses.lon)
    )
    return zip(street, number, map(houses.suffixes.__getitem__, suffix), lat, lon, strict=True)
