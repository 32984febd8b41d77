"""Readers of what a server publishes, as fast as it answers or with pauses: what is measured is the server.

A reader's own work is little: all answers to one request are equally long, so that bytes are counted and not parsed.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import NamedTuple
from urllib.parse import urlsplit


class Answer(NamedTuple):
    """What came: status, headers by name in small letters, and how many bytes the body and all of it have."""

    status: int
    headers: dict[str, str]
    body: int
    size: int


class Rate(NamedTuple):
    """Answers per second, and milliseconds that one in two, and all but one in a hundred, took at most."""

    per_second: float
    median: float
    p99: float


class Reader(asyncio.Protocol):
    """A connection that asks for the same thing again and again."""

    def __init__(self, request: bytes, size: int) -> None:
        self._request, self._size, self._got = request, size, 0
        self._answered: asyncio.Future[None] | None = None
        self.took: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write to."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Count."""
        self._got += len(data)
        if self._got >= self._size and self._answered and not self._answered.done():
            self._answered.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Say so to whoever waits."""
        if self._answered and not self._answered.done():
            self._answered.set_exception(exc or ConnectionResetError("The server has hung up."))

    async def ask(self) -> None:
        """Ask once."""
        self._answered = asyncio.get_running_loop().create_future()
        self._got = 0
        start = time.perf_counter()
        self._transport.write(self._request)
        await self._answered
        self.took.append(time.perf_counter() - start)

    def close(self) -> None:
        """Hang up."""
        self._transport.close()


def request_for(address: str, **headers: str) -> bytes:
    """Return the bytes that ask for an address; `_` in a header's name is a hyphen."""
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    named = {"Host": parts.netloc, **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in named.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def fetch(address: str, request: bytes) -> Answer:
    """Ask once, on a connection of its own."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname or "", parts.port or 80)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    writer.close()
    return Answer(int(first.split()[1]), headers, len(body), len(head) + len(body))


async def open_reader(address: str, request: bytes, size: int) -> Reader:
    """Connect."""
    parts = urlsplit(address)
    loop = asyncio.get_running_loop()
    _, reader = await loop.create_connection(lambda: Reader(request, size), parts.hostname or "", parts.port or 80)
    return reader


async def rate(address: str, request: bytes, *, connections: int, seconds: float) -> Rate:
    """Return how fast a server answers some connections that ask without pause."""
    size = (await fetch(address, request)).size
    readers = [await open_reader(address, request, size) for _ in range(connections)]
    end = time.perf_counter() + seconds

    async def read(reader: Reader) -> None:
        while time.perf_counter() < end:
            await reader.ask()

    start = time.perf_counter()
    await asyncio.gather(*map(read, readers))
    took = sorted(each for reader in readers for each in reader.took)
    per_second = len(took) / (time.perf_counter() - start)
    for reader in readers:
        reader.close()
    return Rate(per_second, 1000 * statistics.median(took), 1000 * took[int(len(took) * 0.99)])
