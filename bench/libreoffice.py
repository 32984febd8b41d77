"""What LibreOffice makes of the files for spreadsheets, opened as a German does with a double click.

    python bench/libreoffice.py [--program soffice]

It opens the CSV for Excel and the XLSX without a window, in a German locale, and saves what it sees as an XLSX; that
one is read with openpyxl and compared cell by cell with the appointments: umlauts, leading zeros, days, times, decimal
commas, and that no text became a formula. It ends with 1 where a cell came back as something else.

One loss a CSV cannot help: a program that guesses types takes a text of digits for a number, and drops its leading
zero. Those cells are counted apart; in the XLSX there must be none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests import frames
from tourkarte.export import csv_excel, xlsx
from tourkarte.export.csv_excel import HEADINGS
from tourkarte.export.edition import PLAIN
from tourkarte.export.formulas import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAMES: Final[dict[str, Callable[[], pd.DataFrame]]] = {
    "sample": frames.sample,
    "precisions": frames.precisions,
    "facts": frames.facts,
    "hostile": frames.hostile,
    "synthetic": lambda: frames.synthetic(300),
}
_WRITERS: Final = {"csv": csv_excel.write, "xlsx": xlsx.write}
_PATIENCE: Final = 180  # seconds
_SEMICOLON, _QUOTE, _UTF_8, _GERMAN, _GUESS = 59, 34, 76, 1031, "true"
_AS_CSV: Final = f"CSV:{_SEMICOLON},{_QUOTE},{_UTF_8},1,,{_GERMAN},false,{_GUESS},false"
"""Separator, quote, encoding, first line, no columns named, language, quoted is no text, numbers are guessed."""
_DAYS: Final = ("date", "end_date")
_TIMES: Final = ("start", "end")
_NUMBERS: Final = ("lat", "lon", "radius_m")
_IN_WORDS: Final = ("status", "precision", "media")


def main() -> None:
    """Open every file and say what came back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="soffice", help="LibreOffice's own command")
    program = parser.parse_args().program
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for suffix in _WRITERS:
            for name, make in _FRAMES.items():
                wrong += _check(program, Path(folder), name, make(), suffix)
    sys.exit(1 if wrong else 0)


def _check(program: str, folder: Path, name: str, frame: pd.DataFrame, suffix: str) -> int:
    file = folder / f"{name}.{suffix}"
    file.write_bytes(_WRITERS[suffix](frame, PLAIN))
    heading, *rows = openpyxl.load_workbook(_opened(program, file)).worksheets[0].iter_rows()
    guessed, zeros, wrong = 0, 0, []
    if [cell.value for cell in heading] != list(HEADINGS.values()) or len(rows) != len(frame):
        wrong.append(f"{len(heading)} columns, {len(rows)} rows")
    for cells, row in zip(rows, frame.to_dict("records"), strict=False):
        for column, cell in zip(HEADINGS, cells, strict=False):
            if _is(cell, column, row[column]):
                continue
            if suffix == "csv" and _is_guessed(cell, row[column]):
                guessed += 1
                zeros += str(row[column]).startswith("0")
            else:
                wrong.append(f"{cell.coordinate} {column}: {row[column]!r} became {cell.data_type} {cell.value!r}")
    print(f"{suffix:5}{name:11}{len(rows):4} rows, {len(wrong)} cells wrong, ", end="")
    print(f"{guessed} texts of digits taken for numbers, {zeros} of them without their leading zero now", flush=True)
    print("".join(f"     {each}\n" for each in wrong[:10]), end="")
    return len(wrong)


def _opened(program: str, file: Path) -> Path:
    """Return the file as LibreOffice saves it again, with a profile of its own and German settings."""
    profile, done = file.parent / "profile", file.parent / "opened"
    how = [f"--infilter={_AS_CSV}"] if file.suffix == ".csv" else []
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--language=de", *how]
    subprocess.run(
        [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(done), str(file)],
        check=True,
        capture_output=True,
        env=os.environ | {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
        timeout=_PATIENCE,
    )
    return done / f"{file.stem}.xlsx"


def _is(cell: Any, column: str, value: Any) -> bool:
    """Return whether a cell is what the appointment says."""
    if cell.data_type == "f":
        return False
    found = cell.value
    if pd.isna(value):
        return found is None
    if column in _DAYS:
        return bool(found == value.to_pydatetime())
    if column in _TIMES:
        return bool(found == dt.time.fromisoformat(value))
    if column in _NUMBERS:
        return isinstance(found, int | float) and math.isclose(found, value, rel_tol=1e-12)
    return isinstance(found, str) and found.replace("\r\n", "\n") == harmless(_word(column, value))


def _is_guessed(cell: Any, value: Any) -> bool:
    """Return whether a text that reads like a number in German became that number."""
    try:
        return cell.data_type == "n" and bool(float(str(value).replace(",", ".")) == cell.value)
    except ValueError:
        return False


def _word(column: str, value: str) -> str:
    """Return what the files for spreadsheets say for a value."""
    if column not in _IN_WORDS:
        return value
    words = csv_excel.in_words(pd.DataFrame({name: [value] for name in _IN_WORDS}))
    return str(words.loc[0, column])


if __name__ == "__main__":
    main()
