"""Reruns per second at several visitors without pause, beside the tutorial's way and an empty app, in turns.

    python bench/serving.py [--stops N] [--visitors N] [--reruns N] [--rounds N]

Each visitor opens a live connection as a browser does, waits for the first run, and then asks for one rerun after the
other, all appointments shown.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.servers import DASHBOARD, EMPTY, NAIVE, serving
from tests import folders, frames


class Load(NamedTuple):
    """What one round of visitors saw: reruns per second, and the median and 95th percentile of seconds per rerun."""

    rate: float
    median: float
    p95: float


async def visit(address: str, queries: list[str], reruns: int, *, pause: float = 0) -> list[float]:
    """Return the seconds that each rerun of a visitor took, who looks at each for `pause` seconds."""
    took = []
    async with websockets.connect(address, subprotocols=[websockets.Subprotocol("streamlit")], max_size=None) as live:
        for turn in range(reruns + 1):
            request = BackMsg()
            request.rerun_script.query_string = queries[turn % len(queries)]
            start = time.perf_counter()
            await live.send(request.SerializeToString())
            await _finished(live)
            took.append(time.perf_counter() - start)
            await asyncio.sleep(pause)
    return took[1:]


async def _finished(live: websockets.ClientConnection) -> None:
    answer = ForwardMsg()
    while answer.WhichOneof("type") != "script_finished":
        answer.ParseFromString(await asyncio.wait_for(live.recv(decode=False), 120))


async def _load(address: str, queries: list[str], visitors: int, reruns: int) -> Load:
    live = address.replace("http:", "ws:") + "/_stcore/stream"
    await visit(live, queries, 1)  # the first run of a process imports what is left
    start = time.perf_counter()
    seen = await asyncio.gather(*(visit(live, queries, reruns) for _ in range(visitors)))
    took = sorted(seconds for one in seen for seconds in one)
    return Load(len(took) / (time.perf_counter() - start), statistics.median(took), took[int(len(took) * 0.95)])


def main() -> None:
    """Measure in turns and print the medians and their ratios."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--stops", type=int, default=60)
    cli.add_argument("--visitors", type=int, default=8)
    cli.add_argument("--reruns", type=int, default=25)
    cli.add_argument("--rounds", type=int, default=3)
    args = cli.parse_args()
    rows = frames.synthetic(args.stops).assign(tour=frames.TOUR)
    # A search that all rows meet: another address, and all the work. The tutorial's app does not know it.
    queries = ["", urlencode({"suche": "kommunales"})]
    found: dict[str, list[Load]] = {}
    with tempfile.TemporaryDirectory() as folder:
        data = folders.with_appointments(Path(folder), rows)
        for _ in range(args.rounds):
            for app in (DASHBOARD, NAIVE, EMPTY):
                with serving(app, data) as address:
                    load = asyncio.run(_load(address, queries, args.visitors, args.reruns))
                found.setdefault(app.stem, []).append(load)
    rates = {name: statistics.median(load.rate for load in loads) for name, loads in found.items()}
    print(f"{args.stops} appointments, {args.visitors} visitors without pause, median of {args.rounds} rounds in turns")
    for name, loads in found.items():
        p50, p95 = (1000 * statistics.median(getattr(load, field) for load in loads) for field in ("median", "p95"))
        ratio = rates[name] / rates["naive_app"]
        print(f"{name:10} {rates[name]:6.1f} reruns/s  p50 {p50:5.0f} ms  p95 {p95:5.0f} ms  {ratio:5.1f} x naive_app")


if __name__ == "__main__":
    main()
