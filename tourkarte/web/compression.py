"""Compression of Streamlit's own scripts, which it sends as they are: a first visit is 5 MB instead of 1.5 MB.

The files never change while the server runs, so each is compressed once and kept; other names are not kept, and two
spellings of one path are one, so that nobody can fill the memory.
"""

from __future__ import annotations

import gzip
import hashlib
import posixpath
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PREFIXES: Final = ("/static/", "/component/streamlit_folium.")
_SUFFIXES: Final = (".js", ".css", ".wasm", ".svg", ".json")
_LEVEL: Final = 6


class CompressedScripts:
    """ASGI middleware that answers with gzip where the browser takes it and the file is worth it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, tuple[Message, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if not _wanted(scope):
            await self.app(scope, receive, send)
            return
        path = posixpath.normpath(scope["path"])
        if path not in self._kept:
            start, body = await self._fetch({**scope, "path": path, "raw_path": path.encode()}, receive)
            if not _is_script(start):
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            self._kept[path] = await run_in_threadpool(_compress, start, body)
        start, body = self._kept[path]
        if Headers(scope=scope).get("if-none-match") == Headers(raw=start["headers"])["etag"]:
            start, body = _unchanged(start), b""
        await send(start)
        await send({"type": "http.response.body", "body": body})

    async def _fetch(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Return the whole response of the application to a plain request for the file."""
        start: dict[str, Any] = {}
        parts: list[bytes] = []

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))

        plain = [(name, value) for name, value in scope["headers"] if name in (b"host", b"cookie")]
        await self.app({**scope, "headers": plain}, receive, keep)
        return start, b"".join(parts)


def _wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path: str = scope["path"]
    if not (path.startswith(_PREFIXES) and path.endswith(_SUFFIXES)):
        return False
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


def _is_script(start: Message) -> bool:
    """Return whether the answer is one of Streamlit's files: for any other name it sends the dashboard's page."""
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return bool(start["status"] == HTTPStatus.OK and not kind.startswith("text/html"))


def _compress(start: Message, body: bytes) -> tuple[Message, bytes]:
    compressed = gzip.compress(body, _LEVEL, mtime=0)
    headers = MutableHeaders(raw=list(start["headers"]))
    headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(compressed))
    headers["ETag"] = f'"{hashlib.sha256(compressed).hexdigest()[:32]}"'
    headers.add_vary_header("Accept-Encoding")
    del headers["accept-ranges"]
    del headers["last-modified"]
    return {**start, "headers": headers.raw}, compressed


def _unchanged(start: Message) -> Message:
    headers = MutableHeaders(raw=list(start["headers"]))
    del headers["content-length"]
    del headers["content-encoding"]
    return {**start, "status": 304, "headers": headers.raw}
