"""Measure the address register: build, size, look-ups, cold start and noise, beside a naive table in the same run.

    python bench/register.py [--houses 4300000] [--keep FOLDER]

The rows are written by `register_data.py`. The baseline is what a first afternoon brings: the rows in a table, asked
with LIKE. With `--keep`, rows and index stay in the folder and are used again.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.register_data import Address, write
from bench.register_noise import elsewhere, judge, plainly, written
from tourkarte.model import Venue
from tourkarte.places.gazetteer import Gazetteer
from tourkarte.places.register.index import Register
from tourkarte.places.register.matching import match

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
DATA: Final = ROOT / "data"
_SAMPLE: Final = 12_000
_NOISE: Final = 2_000
_MANY: Final = 10_000
_BASELINE: Final = 20
_HOSTILE: Final = (
    *("", "online", "N.N.", "Postfach 10 20 30", "x" * 10_000, "1" * 10_000, "a 1-" * 50, "\x00\x1b[31m", "((((" * 40),
    *("'; DROP TABLE house; --", "<script>alert(1)</script>", "%", "Straße 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"),
)
_BUILD: Final = """
import datetime as dt, json, resource, sys
from pathlib import Path
from tourkarte.places.register.build import build
built = build(Path(sys.argv[1]), Path(sys.argv[2]), now=dt.datetime(2026, 1, 1))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([built.seconds, peak, built.size, built.houses, built.streets]))
"""
_COLD: Final = """
import json, sys, time
from pathlib import Path
from tourkarte.model import Venue
from tourkarte.places.gazetteer import Gazetteer
gazetteer = Gazetteer.load(Path(sys.argv[3]))
begin = time.perf_counter()
from tourkarte.places.register.index import Register
from tourkarte.places.register.matching import match
imported = time.perf_counter()
match(Register.open(Path(sys.argv[1])), gazetteer, Venue(street=sys.argv[2], city="Köln"))
heavy = [name for name in ("pyproj", "numpy", "pandas", "shapely", "geopy") if name in sys.modules]
print(json.dumps([imported - begin, time.perf_counter() - imported, heavy]))
"""


def _child(program: str, *arguments: object) -> list[object]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    found: list[object] = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)
    return found


def _milliseconds(register: Register, gazetteer: Gazetteer, venues: Sequence[Venue]) -> list[float]:
    found = []
    for venue in venues:
        begin = time.perf_counter()
        match(register, gazetteer, venue)
        found.append(1000 * (time.perf_counter() - begin))
    return sorted(found)


def _told(milliseconds: Sequence[float]) -> str:
    share = len(milliseconds) / 100
    p50, p99 = milliseconds[int(50 * share)], milliseconds[int(99 * share)]
    return f"p50 {p50:.2f} ms, p99 {p99:.2f} ms, worst {milliseconds[-1]:.2f} ms"


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    """Return town, street, number, suffix, east and north of each house of a delivery."""
    with zipfile.ZipFile(path) as archive, archive.open("gebref.txt") as file:
        for line in io.TextIOWrapper(file, encoding="utf-8"):
            fields = line.split(";")
            yield fields[10], fields[14], fields[15], fields[16], fields[18], fields[19]


def _baseline(
    path: Path, table: Path, addresses: Sequence[Address], venues: Sequence[Venue]
) -> tuple[float, int, float]:
    """Return the seconds to fill the naive table, how many of the written addresses it finds, and the time for each."""
    with closing(sqlite3.connect(table)) as file:
        begin = time.perf_counter()
        file.execute("CREATE TABLE gebref (gmd, str, hnr, adz, ost, nord)")
        file.executemany("INSERT INTO gebref VALUES (?, ?, ?, ?, ?, ?)", rows_of(path))
        file.commit()
        filled = time.perf_counter() - begin
        query = "SELECT str, hnr, adz FROM gebref WHERE gmd LIKE ? AND ? LIKE str || ' ' || hnr || adz"
        right, spent = 0, []
        for address, venue in zip(addresses, venues, strict=True):
            begin = time.perf_counter()
            rows = file.execute(query, (venue.city, venue.street)).fetchall()
            spent.append(time.perf_counter() - begin)
            right += len(rows) == 1 and rows[0] == (address.street, str(address.number), address.suffix)
    return filled, right, statistics.median(spent)


def _measure(folder: Path, houses: int) -> None:
    source, index, sample = folder / "gebref.zip", folder / "register.sqlite", folder / "sample.pickle"
    if not sample.exists():
        begin = time.perf_counter()
        sample.write_bytes(pickle.dumps(write(DATA, source, houses=houses, sample=_SAMPLE)))
        print(f"rows written in {time.perf_counter() - begin:.0f} s: {source.stat().st_size / 1e6:.0f} MB as a zip")
    addresses: list[Address] = pickle.loads(sample.read_bytes())  # noqa: S301 -- written above
    seconds, peak, size, kept, streets = (float(str(each)) for each in _child(_BUILD, source, index))
    print(f"build    {seconds:.1f} s, peak {peak / 1e9:.2f} GB; {kept:.0f} houses, {streets:.0f} streets")
    print(f"index    {size / 1e6:.0f} MB")
    imports, cold, heavy = _child(_COLD, index, f"{addresses[0].street} 1", DATA)
    print(
        f"cold     {1000 * float(str(cold)):.1f} ms (imports {1000 * float(str(imports)):.0f} ms; heavy ones: {heavy})"
    )
    gazetteer, register = Gazetteer.load(DATA), Register.open(index)
    plain = [plainly(each, None) for each in addresses]
    _milliseconds(register, gazetteer, plain[:2000])
    print(f"look-up  {_told(_milliseconds(register, gazetteer, plain[:_MANY]))}")
    begin = time.perf_counter()
    for venue in plain[:_MANY]:
        match(register, gazetteer, venue)
    print(f"{_MANY} addresses in {time.perf_counter() - begin:.1f} s")
    lines = written(addresses[:_NOISE], gazetteer)
    counts, _ = judge(register, gazetteer, lines)
    right = counts["right house"] + counts["right street"]
    claimed = counts["wrong, claimed exact"] + counts["wrong, claimed exact, doubted"]
    print(f"noise    {right / _NOISE:.2%} right, {claimed / _NOISE:.2%} wrong and claimed exact")
    print(f"         {dict(sorted(counts.items()))}")
    print(f"no such street in the town: {dict(elsewhere(register, gazetteer, addresses))}")
    noisy = _milliseconds(register, gazetteer, [line.venue for line in lines])
    print(f"noise    {_told(noisy)}")
    hostile = [Venue(street=text, city=city) for text in _HOSTILE for city in ("Köln", text)]
    print(f"hostile  worst {_milliseconds(register, gazetteer, hostile)[-1]:.2f} ms")
    some = lines[:_BASELINE]
    (folder / "naive.sqlite").unlink(missing_ok=True)
    naive = _baseline(source, folder / "naive.sqlite", [each.truth for each in some], [each.venue for each in some])
    ours, _ = judge(register, gazetteer, some)
    ratio = 1000 * naive[2] / statistics.median(noisy)
    size = (folder / "naive.sqlite").stat().st_size
    found = ours["right house"] + ours["right street"]
    print(f"baseline LIKE on a table: filled in {naive[0]:.0f} s, {size / 1e6:.0f} MB")
    print(f"         {1000 * naive[2]:.0f} ms each, {ratio:.0f} times as long")
    print(f"         finds {naive[1]} of {_BASELINE} written addresses; the register {found}")


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--houses", type=int, default=4_330_000)
    options.add_argument("--keep", type=Path, help="folder for rows and index")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep: Path = given.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        _measure(keep, given.houses)


if __name__ == "__main__":
    main()
