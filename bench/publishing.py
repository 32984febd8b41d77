"""What is published, asked for without pause: warm feeds and pages beside bare routes, and the first build of each.

    python bench/publishing.py [--stops N ...] [--seconds N] [--rounds N] [--connections N]

The dashboard's server and the bare one are a process each, and the readers a third; connections are kept. A bare
Starlette route returns as many bytes as travel for the feed, compressed as browsers ask for it. Each is measured in
turns with its bare route. Then the load that both may meet on one day: visitors of the dashboard alone, and while
readers of the embed and the feeds come back every few seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.readers import Answer, Rate, Reader, fetch, open_reader, rate, request_for
from bench.servers import DASHBOARD, ROOT, await_answer, free_port, serving
from bench.serving import visit
from tests import folders, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATHS: Final = (
    "/feeds/termine.json",
    "/feeds/termine.ics",
    "/feeds/termine.xlsx",
    "/feeds/termine.geojson",
    "/embed",
    "/termine/",
    "/termine/{id}",
)
_MEASURED: Final = ("/feeds/termine.json", "/feeds/termine.ics", "/embed", "/termine/{id}")
_OK: Final = 200
_OURS: Final = "access-control-allow-origin"
"""A header that Streamlit's own page does not have, which it sends for many addresses."""


@contextmanager
def _bare() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, str(ROOT / "bench" / "bare_routes.py"), str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ)) as server:
        try:
            await_answer(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


async def _ask(address: str, **headers: str) -> tuple[bytes, Answer]:
    request = request_for(address, Accept_Encoding="gzip", **headers)
    return request, await fetch(address, request)


async def _cold(address: str) -> float | None:
    """Return the milliseconds of a build: of all appointments, under addresses that nobody has asked for yet."""
    took = []
    for day in range(1, 4):
        start = time.perf_counter()
        _, answer = await _ask(f"{address}?von=2000-01-{day:02}")
        took.append(time.perf_counter() - start)
        if answer.status != _OK:
            return None
    return 1000 * statistics.median(took)


async def _beside(ours: tuple[str, bytes], bare: str, args: argparse.Namespace) -> tuple[Rate, Rate]:
    """Return the rate of ours and of a bare route: each the median of rounds in turns."""
    both = [ours, (bare, request_for(bare, Accept_Encoding="gzip"))]
    found: list[list[Rate]] = [[], []]
    for _ in range(args.rounds):
        for (address, request), rates in zip(both, found, strict=True):
            rates.append(await rate(address, request, connections=args.connections, seconds=args.seconds))
    first, second = (Rate(*map(statistics.median, zip(*rates, strict=True))) for rates in found)
    return first, second


def _tell(what: str, ours: Rate, bare: Rate) -> None:
    told = "  ".join(
        f"{name} {found.per_second:7.0f}/s p50 {found.median:6.1f} ms p99 {found.p99:6.1f} ms"
        for name, found in (("ours", ours), ("bare", bare))
    )
    print(f"{what:44} {told}  {ours.per_second / bare.per_second:5.2f} x bare", flush=True)


async def _feeds(server: str, bare: str, appointment: str, args: argparse.Namespace) -> None:
    for path in _PATHS:
        named = path.format(id=appointment)
        request, answer = await _ask(server + named)
        if answer.status != _OK or _OURS not in answer.headers:
            print(f"{named:44} is not there ({answer.status})")
            continue
        if (cold := await _cold(server + named)) is not None:
            print(f"{named:44} cold build {cold:7.1f} ms, {answer.body} bytes travel", flush=True)
        if path not in _MEASURED:
            continue
        _tell(named, *await _beside((server + named, request), f"{bare}/bytes/{answer.body}", args))
        known, _ = await _ask(server + named, If_None_Match=answer.headers["etag"])
        _tell(f"{named} (304)", *await _beside((server + named, known), f"{bare}/nothing", args))


async def _come_back(readers: list[Reader], every: float) -> None:
    async def read(number: int, reader: Reader) -> None:
        await asyncio.sleep(every * number / len(readers))
        while True:
            await asyncio.gather(reader.ask(), asyncio.sleep(every))

    await asyncio.gather(*itertools.starmap(read, enumerate(readers)))


async def _p95(server: str, args: argparse.Namespace) -> float:
    live = server.replace("http:", "ws:") + "/_stcore/stream"
    queries = ["", "suche=kommunales"]
    seen = await asyncio.gather(*(visit(live, queries, args.reruns, pause=args.pause) for _ in range(args.visitors)))
    took = sorted(seconds for one in seen for seconds in one)
    return 1000 * took[int(len(took) * 0.95)]


async def _together(server: str, appointment: str, args: argparse.Namespace) -> None:
    await visit(server.replace("http:", "ws:") + "/_stcore/stream", [""], 2)
    there = []
    for path in _MEASURED:
        request, answer = await _ask(server + path.format(id=appointment))
        if answer.status == _OK and _OURS in answer.headers:
            there.append((server + path, request, answer.size))
    readers = [await open_reader(*each) for each in itertools.islice(itertools.cycle(there), args.readers)]
    alone, together = [], []
    for _ in range(args.rounds):
        alone.append(await _p95(server, args))
        reading = asyncio.ensure_future(_come_back(readers, args.every))
        together.append(await _p95(server, args))
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await asyncio.sleep(1)
    first, second = statistics.median(alone), statistics.median(together)
    took = sorted(each for reader in readers for each in reader.took)
    slowest = 1000 * took[int(len(took) * 0.99)]
    print(
        f"{args.visitors} visitors, p95: alone {first:.0f} ms, beside {args.readers} readers that ask every "
        f"{args.every:g} s {second:.0f} ms: {second / first:.2f} x; readers' own p99 {slowest:.0f} ms"
    )
    for reader in readers:
        reader.close()


def main() -> None:
    """Measure and print."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--stops", type=int, nargs="+", default=[60, 10_000])
    cli.add_argument("--seconds", type=float, default=2)
    cli.add_argument("--rounds", type=int, default=5)
    cli.add_argument("--connections", type=int, default=8)
    cli.add_argument("--readers", type=int, default=200)
    cli.add_argument("--every", type=float, default=5, help="seconds after which a reader comes back")
    cli.add_argument("--visitors", type=int, default=10)
    cli.add_argument("--reruns", type=int, default=10)
    cli.add_argument("--pause", type=float, default=1, help="seconds that a visitor looks before the next click")
    args = cli.parse_args()
    for stops in args.stops:
        with tempfile.TemporaryDirectory() as folder:
            rows = frames.synthetic(stops).assign(tour=frames.TOUR)
            data = folders.with_appointments(Path(folder), rows)
            with serving(DASHBOARD, data) as server, _bare() as bare:
                print(
                    f"\n{stops} appointments, {args.connections} connections, median of {args.rounds} rounds in turns"
                )
                appointment = str(rows["id"].iloc[0])
                asyncio.run(_feeds(server, bare, appointment, args))
                if stops == min(args.stops):
                    asyncio.run(_together(server, appointment, args))


if __name__ == "__main__":
    main()
