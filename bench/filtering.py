"""From the click that sets a filter to the updated views, in Chromium and by its clock: median and 95th percentile.

    python bench/filtering.py [--rounds N] [--sizes N ...]

With 6, 60, 2,000 and 20,000 appointments: a city is ticked and let go again, and a region, which of many leaves many;
on the start page until count, map, timeline and cards say something else and come to rest, on the table's until its
rows do. Beside the tutorial's way with 60 in the same run, until its figure, map and table do. Its map needs foreign
servers: this one answers in their place, at once and with next to nothing, which is in its favour.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import DASHBOARD, NAIVE, serving
from tests import folders, frames
from tests.browser.chromium import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_SIZES = (6, 60, 2_000, 20_000)
_BESIDE = 60
_PATIENCE = 60_000
_UPDATES = (Path(__file__).parent / "updates.js").read_text(encoding="utf-8")
_STAND_INS = {
    "leaflet.js": (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / "leaflet.js").read_text(encoding="utf-8"),
    "jquery-3.7.1.min.js": "$ = (text) => [...new DOMParser().parseFromString(text, 'text/html').body.children];",
    "leaflet.awesome-markers.js": "L.AwesomeMarkers = { icon: (options) => L.divIcon(options) };",
}

_SAID = "[...document.querySelectorAll('[role=status]')].map((each) => each.textContent).join()"
_OURS = f"""{{
    count: {{ at: "[role=status]", says: () => {_SAID} }},
    map: {{ at: "#map_div", says: (find) => find("#map_div")?.dataset.draws }},
    timeline: {{
        at: "[data-testid=stVegaLiteChart]",
        says: (find) => find("[data-testid=stVegaLiteChart] .marks")?.innerHTML,
    }},
    cards: {{ at: ".tk-cards", says: (find) => find(".tk-cards")?.textContent }},
}}"""
_TABLE = f"""{{
    count: {{ at: "[role=status]", says: () => {_SAID} }},
    table: {{ at: ".tk-table", says: (find) => find(".tk-table")?.textContent }},
}}"""
_NAIVE = """{
    count: { at: "[data-testid=stMetricValue]", says: (find) => find("[data-testid=stMetricValue]")?.textContent },
    map: { at: ".leaflet-marker-pane", says: (find) => find(".leaflet-marker-pane")?.children.length || undefined },
    table: {
        at: "[data-testid=stDataFrame]",
        says: (find) => find("[data-testid=stDataFrame] [aria-rowcount]")?.getAttribute("aria-rowcount"),
    },
}"""


class Journey(NamedTuple):
    """What is done on a page.

    Attributes
    ----------
    views
        What is to be updated, for updates.js.
    change
        Yields how a filter is set and let go again.
    """

    app: Path
    page: str
    views: str
    change: Callable[[Page, str], Iterator[Callable[[], None]]]


def _tick(page: Page, value: str, *, group: str) -> Iterator[Callable[[], None]]:
    box = page.get_by_role("group", name=group, exact=True).get_by_role(
        "checkbox", name=re.compile(rf"^{re.escape(value)} \(")
    )
    box.scroll_into_view_if_needed()
    yield box.click
    yield box.click


def _choose(page: Page, value: str) -> Iterator[Callable[[], None]]:
    field = page.get_by_role("combobox", name="Stadt")
    field.click()
    field.fill(value)
    page.get_by_role("option").first.wait_for()
    yield partial(page.keyboard.press, "Enter")
    page.keyboard.press("Escape")
    field.click()
    yield partial(page.keyboard.press, "Backspace")
    page.keyboard.press("Escape")


def _answer(route: Route) -> None:
    """Answer in the place of a foreign server."""
    address = urlsplit(route.request.url)
    if address.hostname == "127.0.0.1":
        route.continue_()
    elif address.path.endswith((".js", ".css")):
        kind = "text/javascript" if address.path.endswith(".js") else "text/css"
        name = address.path.rpartition("/")[2]
        route.fulfill(body=_STAND_INS.get(name, ""), content_type=kind, headers={"Cache-Control": "max-age=3600"})
    else:
        route.abort()


def _measure(
    browser: Browser, journey: Journey, address: str, values: list[str], rounds: int
) -> list[dict[str, float]]:
    """Return the milliseconds until each view was updated, but for the first two changes, which load what is left."""
    page = browser.new_page(locale="de-DE", viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(_PATIENCE)
    if journey.app == NAIVE:
        page.route(re.compile("^https:"), _answer)
    page.goto(f"{address}/{journey.page}")
    page.evaluate(f"({_UPDATES})({journey.views})")
    page.wait_for_function("() => window.benchReady()", timeout=_PATIENCE)
    took = []
    for turn in range(rounds + 1):
        for act in journey.change(page, values[turn % len(values)]):
            page.evaluate("() => window.benchArm()")
            act()
            took.append(page.evaluate("() => window.benchTold"))
    page.close()
    return took[2:]


def _print(name: str, size: int, took: list[dict[str, float]]) -> float:
    """Print the figures and return the median."""
    whole = sorted(max(each.values()) for each in took)
    p50, p95 = statistics.median(whole), whole[int(len(whole) * 0.95)]
    parts = ", ".join(f"{view} {statistics.median(each[view] for each in took):.0f}" for view in took[0])
    print(f"{size:6} {name:24} p50 {p50:5.0f} ms  p95 {p95:5.0f} ms   ({parts})", flush=True)
    return p50


def main() -> None:
    """Measure each size, and the tutorial's way."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=20)
    cli.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    args = cli.parse_args()
    journeys = {
        "start page, city": ("city", Journey(DASHBOARD, "", _OURS, partial(_tick, group="Stadt"))),
        "start page, region": ("region", Journey(DASHBOARD, "", _OURS, partial(_tick, group="Regierungsbezirk"))),
        "table, city": ("city", Journey(DASHBOARD, "termine", _TABLE, partial(_tick, group="Stadt"))),
    }
    naive = {"tutorial's way, city": ("city", Journey(NAIVE, "", _NAIVE, _choose))}
    medians: dict[tuple[int, str], float] = {}
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
        tempfile.TemporaryDirectory() as folder,
    ):
        for size in args.sizes:
            rows = frames.synthetic(size).assign(tour=frames.TOUR)
            data = folders.with_appointments(Path(folder) / str(size), rows)
            for app, done in [(DASHBOARD, journeys), *([(NAIVE, naive)] if size == _BESIDE else [])]:
                with serving(app, data) as address:
                    for name, (column, journey) in done.items():
                        values = sorted(rows[column].unique())[:5]
                        took = _measure(browser, journey, address, values, args.rounds)
                        medians[size, name] = _print(name, size, took)
    for name in journeys if _BESIDE in args.sizes else ():
        ratio = medians[_BESIDE, "tutorial's way, city"] / medians[_BESIDE, name]
        print(f"{_BESIDE} appointments: {name} {ratio:.1f} times as fast as the tutorial's way")


if __name__ == "__main__":
    main()
