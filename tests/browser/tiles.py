"""A server of map tiles on this machine, which notes what it is asked for."""

from __future__ import annotations

import base64
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLUE: bytes = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAFgQKA0m0cSwAAAABJRU5ErkJggg=="
)


@dataclass
class Tiles:
    """Where the tiles are, and the paths that were asked for."""

    host: str
    asked: list[str] = field(default_factory=list)

    @property
    def template(self) -> str:
        """The address with the places of a tile's numbers."""
        return f"http://{self.host}/{{z}}/{{y}}/{{x}}.png"


@contextmanager
def tiles() -> Iterator[Tiles]:
    """Serve tiles until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(_BLUE)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Tiles(f"127.0.0.1:{server.server_port}")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()
