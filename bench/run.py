"""Run all measurements one after the other: `make bench`. What was seen stands in RESULTS.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEASUREMENTS = (
    ["reading.py"],
    ["serving.py"],
    ["visit.py"],
    ["visit.py", "--slow", "--rounds", "3"],
    ["filtering.py"],
    ["setup.py"],
    ["matching.py"],
    ["store.py"],
    ["desk.py"],
)

for script, *arguments in MEASUREMENTS:
    print(f"\n$ python bench/{' '.join([script, *arguments])}", flush=True)
    subprocess.run([sys.executable, str(HERE / script), *arguments], check=True)
