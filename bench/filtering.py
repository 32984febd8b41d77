"""From the key that sets a filter to the updated count, cards, timeline and map, in Chromium.

    python bench/filtering.py [--rounds N]

With 6, 60, 2,000 and 20,000 appointments, beside the tutorial's way with 60 in the same run. Its map cannot be drawn
without foreign servers, so that only its figure is waited for, which is in its favour.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import DASHBOARD, NAIVE, serving
from tests import folders, frames
from tests.browser.chromium import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SIZES = (6, 60, 2_000, 20_000)
_CITIES = ("Herne", "Köln", "Wesel", "Bielefeld", "Aachen")

# What shows the choice: the line with the count (or the tutorial's figure), and how often the map was drawn.
_OURS = """() => [document.querySelector('[role=status]')?.innerText,
    document.querySelector('iframe[src*=streamlit_folium]')?.contentDocument?.querySelector('#map_div')?.dataset.draws]"""
_TUTORIAL = "() => [document.querySelector('[data-testid=stMetricValue]')?.innerText, null]"


def _seconds(page: Page, look: str, act: Callable[[], None]) -> float:
    """Return how long it takes until everything is another than before."""
    before = page.evaluate(look)
    start = time.perf_counter()
    act()
    page.wait_for_function(
        f"(before) => ({look})().every((each, at) => each === null || each !== before[at])",
        arg=before,
        polling=10,
        timeout=60_000,
    )
    return time.perf_counter() - start


def _visit(browser: Browser, address: str, look: str, cities: list[str], rounds: int) -> list[float]:
    page = browser.new_page()
    page.goto(address)
    field = page.get_by_role("combobox", name="Stadt")
    field.wait_for(timeout=60_000)
    page.wait_for_function(f"() => ({look})().every((each) => each !== undefined)", timeout=60_000)
    page.wait_for_timeout(1_000)
    took = []
    for turn in range(rounds):
        field.click()
        field.fill(cities[turn % len(cities)])
        page.get_by_role("option").first.wait_for()
        took.append(_seconds(page, look, lambda: page.keyboard.press("Enter")))
        page.keyboard.press("Escape")
        field.click()
        took.append(_seconds(page, look, lambda: page.keyboard.press("Backspace")))
        page.keyboard.press("Escape")
    page.close()
    return took[2:]  # the first ones load what is left


def main() -> None:
    """Measure each size, and the tutorial's way."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=20)
    args = cli.parse_args()
    apps = [(DASHBOARD, size, _OURS) for size in _SIZES] + [(NAIVE, 60, _TUTORIAL)]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        for app, size, look in apps:
            rows = frames.synthetic(size).assign(tour=frames.TOUR)
            data = folders.with_appointments(Path(folder) / f"{app.stem}-{size}", rows)
            cities = [city for city in _CITIES if (rows["city"] == city).any()] or sorted(rows["city"].unique())[:3]
            with serving(app, data) as address:
                took = sorted(_visit(browser, address, look, cities, args.rounds))
            p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
            print(
                f"{app.stem:10} {size:6} appointments: p50 {p50 * 1000:5.0f} ms  p95 {p95 * 1000:5.0f} ms", flush=True
            )


if __name__ == "__main__":
    main()
