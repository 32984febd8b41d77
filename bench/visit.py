"""From request to a drawn map in Chromium: first and second visit, time and bytes, beside an empty Streamlit app.

    python bench/visit.py [--rounds N]

The empty app tells what share is Streamlit's own. Bytes are those that went over the wire, as the browser counts them,
without those of the live connection. --slow adds a visit over 1.6 Mbit/s and 150 ms.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import DASHBOARD, EMPTY, serving
from tests.browser.chromium import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_TRAIN = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}


class Visit(NamedTuple):
    """Seconds until the page's own part was there, seconds until the map was drawn, and bytes received."""

    page: float
    drawn: float
    size: int


def _visit(context: BrowserContext, address: str, *, slow: bool) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", _TRAIN)
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    seen = _await(page)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    page.close()
    return Visit(seen - start, drawn, sum(sizes))


def _await(page: Page) -> float:
    """Return when the page's own part was there, after waiting for the map too if there is one."""
    page.locator(".tk-figures, [data-testid=stMarkdown]").first.wait_for(timeout=60_000)
    seen = time.perf_counter()
    if page.locator(".tk-figures").count():
        frame = page.frame_locator("iframe[src*=streamlit_folium]")
        frame.locator("#map_div[data-drawn][data-stops]").wait_for(timeout=60_000)
    return seen


def _round(browser: Browser, address: str, *, slow: bool) -> tuple[Visit, Visit]:
    context = browser.new_context()
    first, second = (_visit(context, address, slow=slow) for _ in range(2))
    context.close()
    return first, second


def main() -> None:
    """Measure in turns and print the medians."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--slow", action="store_true")
    args = cli.parse_args()
    found: dict[str, list[tuple[Visit, Visit]]] = {}
    with (
        serving(DASHBOARD) as dashboard,
        serving(EMPTY) as empty,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
    ):
        for address in (dashboard, empty):
            _round(browser, address, slow=False)  # the servers' first visitor is not the one to measure
        for _ in range(args.rounds):
            found.setdefault("dashboard", []).append(_round(browser, dashboard, slow=args.slow))
            found.setdefault("empty_app", []).append(_round(browser, empty, slow=args.slow))
    where = "1.6 Mbit/s, 150 ms" if args.slow else "the same machine"
    print(f"Chromium on {where}, median of {args.rounds} rounds in turns")
    for name, rounds in found.items():
        for when, visits in zip(("first", "second"), zip(*rounds, strict=True), strict=True):
            page, drawn, size = (statistics.median(visit[at] for visit in visits) for at in range(3))
            print(f"{name:10} {when:6} visit: page {page:5.2f} s  drawn {drawn:5.2f} s  {size / 1000:6.0f} kB")


if __name__ == "__main__":
    main()
