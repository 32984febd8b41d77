"""Requests as a server hands them on, byte for byte: what the client libraries would not send, or would mend."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable

    from starlette.types import ASGIApp, Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return the value of a header that may be there once."""
        found = [value for each, value in self.headers if each == name]
        assert len(found) < 2, f"{name} twice"
        return found[0] if found else None

    @property
    def text(self) -> str:
        return self.body.decode()


def scope(
    path: str, query: bytes = b"", *, method: str = "GET", headers: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """Return the scope of a request; a later `host` does not replace the usual one, it comes after it."""
    named = [*headers] if any(name == "host" for name, _value in headers) else [("host", "tour.example"), *headers]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query,
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in named],
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 1),
    }


async def asking(app: ASGIApp, asked: dict[str, Any]) -> Answered:
    """Ask, and wait for the whole answer."""
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    await app(asked, receive, send)
    start, *parts = sent
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in start["headers"])
    return Answered(start["status"], headers, b"".join(part.get("body", b"") for part in parts))


def run(asked: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine comes to, in a loop of its own: the browser's tests leave one behind in their thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()


def ask(app: ASGIApp, path: str, query: bytes = b"", **about: Any) -> Answered:
    """Ask once, from outside of any loop."""
    return run(asking(app, scope(path, query, **about)))
