"""A page of somebody else, on another port, that frames what it is told to."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = """<!DOCTYPE html><html lang="de"><title>Fremd</title><body style="margin:2rem"><h1>Eine fremde Seite</h1>
<iframe src="{}" title="Karte" style="width:600px;max-width:100%;height:500px;border:0" allowfullscreen></iframe>
</body></html>"""


class _Foreign(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        framed = parse_qs(urlsplit(self.path).query).get("framed", [""])[0]
        body = _PAGE.format(escape(framed)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        pass


@contextmanager
def framing() -> Iterator[str]:
    """Serve such a page under another name of this machine; yield what comes before the framed address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Foreign) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/?framed="
        server.shutdown()


def framed(before: str, address: str) -> str:
    """Return the address of the page that frames an address."""
    return before + quote(address, safe="")
