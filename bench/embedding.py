"""From request to a drawn map in Chromium for the embed, cold and warm, beside the dashboard: time, requests and bytes.

    python bench/embedding.py [--rounds N] [--slow]

Bytes are those that went over the wire, as the browser counts them, without those of the dashboard's live connection.
--slow is over 1.6 Mbit/s and 150 ms.
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

from bench.servers import DASHBOARD, serving
from tests.browser.chromium import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_TRAIN = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
_DRAWN = {"embed": ".folium-map[data-drawn][data-stops]", "dashboard": "#map_div[data-drawn][data-stops]"}
_PATH = {"embed": "/embed", "dashboard": "/"}


class Visit(NamedTuple):
    """Seconds until the map was drawn, requests, and bytes received."""

    drawn: float
    requests: int
    size: int


def _visit(context: BrowserContext, address: str, name: str, *, slow: bool) -> Visit:
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    if slow:
        wire.send("Network.emulateNetworkConditions", _TRAIN)
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    start = time.perf_counter()
    page.goto(address + _PATH[name], wait_until="commit")
    frame = page.frame_locator("iframe[src*=streamlit_folium]") if name == "dashboard" else page
    frame.locator(_DRAWN[name]).wait_for(timeout=120_000)
    drawn = time.perf_counter() - start
    page.wait_for_load_state("networkidle")
    page.close()
    return Visit(drawn, len(sizes), sum(sizes))


def _round(browser: Browser, address: str, name: str, *, slow: bool) -> tuple[Visit, Visit]:
    context = browser.new_context()
    cold, warm = (_visit(context, address, name, slow=slow) for _ in range(2))
    context.close()
    return cold, warm


def main() -> None:
    """Measure in turns and print the medians."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--slow", action="store_true")
    args = cli.parse_args()
    found: dict[str, list[tuple[Visit, Visit]]] = {}
    with (
        serving(DASHBOARD) as address,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find(), args=_FLAGS) as browser,
    ):
        for name in _PATH:
            _round(browser, address, name, slow=False)  # the server's first visitor is not the one to measure
        for _ in range(args.rounds):
            for name in _PATH:
                found.setdefault(name, []).append(_round(browser, address, name, slow=args.slow))
    where = "1.6 Mbit/s, 150 ms" if args.slow else "the same machine"
    print(f"Chromium on {where}, median of {args.rounds} rounds in turns")
    for name, rounds in found.items():
        for when, visits in zip(("cold", "warm"), zip(*rounds, strict=True), strict=True):
            drawn, requests, size = (statistics.median(visit[at] for visit in visits) for at in range(3))
            print(f"{name:10} {when:5} drawn {drawn:5.2f} s  {requests:3.0f} requests  {size / 1000:7.1f} kB")


if __name__ == "__main__":
    main()
