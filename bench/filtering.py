"""From the key that sets a filter to the updated count, cards, timeline and map, in Chromium.

    python bench/filtering.py [--rounds N]

With 6, 60, 2,000 and 20,000 appointments, beside the tutorial's way with 60 in the same run. Its map cannot be drawn
without foreign servers, so that only its figure is waited for, which is in its favour.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import DASHBOARD, NAIVE, serving
from tests import folders, frames
from tests.browser.chromium import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SIZES = (6, 60, 2_000, 20_000)
_CITIES = ("Herne", "Köln", "Wesel", "Bielefeld", "Aachen")


def _seconds(page: Page, look: str, act: Callable[[], None]) -> float:
    """Return how long it takes until everything is another than before."""
    before = page.evaluate(look)
    start = time.perf_counter()
    act()
    page.wait_for_function(
        f"(before) => ({look})().every((each, at) => each !== before[at])",
        arg=before,
        polling=10,
        timeout=60_000,
    )
    return time.perf_counter() - start


def _tick(page: Page, city: str) -> Iterator[Callable[[], None]]:
    """Return how a city is chosen and let go again: a box with its name."""
    group = page.get_by_role("group", name="Stadt", exact=True)
    if (field := group.get_by_role("searchbox")).count():
        field.fill(city)
    box = group.get_by_role("checkbox", name=re.compile(rf"^{city} \("))
    box.wait_for()
    yield box.click
    yield box.click


def _choose(page: Page, city: str) -> Iterator[Callable[[], None]]:
    """Return how a city is chosen and let go again in the tutorial's list."""
    field = page.get_by_role("combobox", name="Stadt")
    field.click()
    field.fill(city)
    page.get_by_role("option").first.wait_for()
    yield lambda: page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    field.click()
    yield lambda: page.keyboard.press("Backspace")
    page.keyboard.press("Escape")


class App(NamedTuple):
    """An app that is measured.

    Attributes
    ----------
    look
        What shows the choice: the count, the cards and how often the map was drawn; of the tutorial's its figure.
    tick
        How a city is chosen and let go again.
    """

    script: Path
    look: str
    tick: Callable[[Page, str], Iterator[Callable[[], None]]]


_OURS = App(
    DASHBOARD,
    """() => [document.querySelector('[role=status]')?.innerText, document.querySelectorAll('.tk-card').length,
    document.querySelector('iframe[src*=streamlit_folium]')?.contentDocument?.querySelector('#map_div')?.dataset.draws]""",
    _tick,
)
_TUTORIAL = App(NAIVE, "() => [document.querySelector('[data-testid=stMetricValue]')?.innerText]", _choose)


def _visit(browser: Browser, app: App, address: str, cities: list[str], rounds: int) -> list[float]:
    page = browser.new_page(locale="de-DE", viewport={"width": 1400, "height": 1000})
    page.goto(address)
    page.wait_for_function(f"() => ({app.look})().every((each) => each !== undefined)", timeout=60_000)
    took = []
    for turn in range(rounds):
        city = cities[turn % len(cities)]
        took += [_seconds(page, app.look, act) for act in app.tick(page, city)]
    page.close()
    return took[2:]  # the first ones load what is left


def main() -> None:
    """Measure each size, and the tutorial's way."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=20)
    args = cli.parse_args()
    apps = [(_OURS, size) for size in _SIZES] + [(_TUTORIAL, 60)]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        for app, size in apps:
            rows = frames.synthetic(size).assign(tour=frames.TOUR)
            data = folders.with_appointments(Path(folder) / f"{app.script.stem}-{size}", rows)
            cities = [city for city in _CITIES if (rows["city"] == city).any()] or sorted(rows["city"].unique())[:3]
            with serving(app.script, data) as address:
                took = sorted(_visit(browser, app, address, cities, args.rounds))
            p50, p95 = statistics.median(took), took[int(len(took) * 0.95)]
            print(
                f"{app.script.stem:10} {size:6} appointments: p50 {p50 * 1000:5.0f} ms  p95 {p95 * 1000:5.0f} ms",
                flush=True,
            )


if __name__ == "__main__":
    main()
