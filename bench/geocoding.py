"""Measure `tourkarte geocode`: a table of 10,000 addresses, beside a naive loop over a table of the register.

    python bench/geocoding.py [--houses 400000] [--keep FOLDER]

The register is that of `register_data.py`. The baseline is what a first afternoon brings: each row of the CSV asked
with LIKE; as it takes minutes, some rows are timed and the rest is reckoned. Both run in turns in the same run.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import os
import pickle
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.register import rows_of
from bench.register_data import Address, write
from tourkarte.places.register.build import build

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
_ADDRESSES: Final = 10_000
_TIMED: Final = 60
_PROGRAM: Final = "from tourkarte.cli import app; app()"
_QUERY: Final = "SELECT ost, nord FROM gebref WHERE gmd LIKE ? AND ? LIKE str || ' ' || hnr || adz"


def _table(path: Path, addresses: Sequence[Address]) -> None:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Kunde", "Straße", "Hausnr.", "Ort"])
        for number, each in enumerate(addresses, 1):
            writer.writerow([f"Kunde {number}", each.street, f"{each.number}{each.suffix}", each.city])


def _geocode(folder: Path) -> tuple[float, str]:
    out = folder / "out.csv"
    out.unlink(missing_ok=True)
    environment = os.environ | {"TOURKARTE_REGISTER_FILE": str(folder / "register.sqlite")}
    command = [sys.executable, "-c", _PROGRAM, "geocode", str(folder / "in.csv"), "-o", str(out)]
    begin = time.perf_counter()
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - begin, run.stdout


def _naive(folder: Path) -> float:
    """Return the seconds that all rows would take."""
    with (
        closing(sqlite3.connect(folder / "naive.sqlite")) as file,
        (folder / "in.csv").open(encoding="cp1252") as table,
    ):
        rows = list(csv.DictReader(table, delimiter=";"))[:_TIMED]
        begin = time.perf_counter()
        for row in rows:
            file.execute(_QUERY, (row["Ort"], f"{row['Straße']} {row['Hausnr.']}")).fetchall()
        return (time.perf_counter() - begin) * _ADDRESSES / len(rows)


def _measure(folder: Path, houses: int) -> None:
    source, sample = folder / "gebref.zip", folder / "addresses.pickle"
    if not sample.exists():
        sample.write_bytes(pickle.dumps(write(ROOT / "data", source, houses=houses, sample=12_000)))
        build(source, folder / "register.sqlite", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        with closing(sqlite3.connect(folder / "naive.sqlite")) as file:
            file.execute("CREATE TABLE gebref (gmd, str, hnr, adz, ost, nord)")
            file.executemany("INSERT INTO gebref VALUES (?, ?, ?, ?, ?, ?)", rows_of(source))
            file.commit()
    addresses: list[Address] = pickle.loads(sample.read_bytes())[:_ADDRESSES]  # noqa: S301 -- written above
    _table(folder / "in.csv", addresses)
    summary = ""
    for number in range(1, 4):
        (ours, summary), naive = _geocode(folder), _naive(folder)
        print(f"round {number}: {ours:.1f} s for {_ADDRESSES} addresses; naive {naive:.0f} s, {naive / ours:.0f} times")
    print(summary)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--houses", type=int, default=400_000)
    options.add_argument("--keep", type=Path, help="folder for register and tables")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep: Path = given.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        _measure(keep, given.houses)


if __name__ == "__main__":
    main()
