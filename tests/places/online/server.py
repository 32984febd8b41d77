"""A server on this machine that speaks Nominatim's and Photon's protocols, and misbehaves on demand.

A test says what comes next with `plan`: each request takes one behaviour, and when there are none left the server is
well again. `requests` holds what arrived, and when.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qs, urlsplit

from tests.places.online.answers import FEATURES, PLACES

if TYPE_CHECKING:
    from collections.abc import Callable

STRUCTURED: Final = {"street", "city", "county", "state", "country", "postalcode"}


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    at: float
    path: str
    query: dict[str, str]
    agent: str


@dataclass
class GeoServer:
    """The server, to be used in a `with`."""

    places: list[dict[str, Any]] = field(default_factory=lambda: list(PLACES))
    features: list[dict[str, Any]] = field(default_factory=lambda: list(FEATURES))
    requests: list[Asked] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._planned: list[Callable[[Handler], None]] = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"world": self}))
        self._http.daemon_threads = False
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def plan(self, *behaviours: Callable[[Handler], None]) -> None:
        self._planned.extend(behaviours)

    def next(self) -> Callable[[Handler], None]:
        with self._lock:
            return self._planned.pop(0) if self._planned else well

    def note(self, asked: Asked) -> None:
        with self._lock:
            self.requests.append(asked)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class Handler(BaseHTTPRequestHandler):
    world: GeoServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.world.note(Asked(time.monotonic(), parts.path, query, self.headers.get("user-agent", "")))
        try:
            self.world.next()(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client had enough

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def reply(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": "application/json; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def reply_json(self, value: Any, code: int = 200) -> None:
        self.reply(code, json.dumps(value).encode())


def well(handler: Handler) -> None:
    """Answer as Nominatim and Photon do."""
    parts = urlsplit(handler.path)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    match parts.path:
        case "/search":
            _nominatim(handler, query)
        case "/api":
            _photon(handler, query)
        case _:
            handler.reply_json({"error": "not found"}, 404)


def _nominatim(handler: Handler, query: dict[str, str]) -> None:
    asked = {name: query[name].casefold() for name in STRUCTURED & set(query)}
    if bool(asked) == ("q" in query) or query.get("format") != "json":
        handler.reply_json({"error": {"code": 400, "message": "Structured query parameters … cannot be used"}}, 400)
        return
    known = [
        place
        for place in handler.world.places
        if place["address"]["country_code"] in query.get("countrycodes", "").split(",")
        and asked.get("city", "") in place["display_name"].casefold()
        and asked.get("street", "").split(" ")[0] in place["display_name"].casefold()
    ]
    handler.reply_json(known[: int(query.get("limit", 10))])


def _photon(handler: Handler, query: dict[str, str]) -> None:
    if "q" not in query:
        handler.reply_json({"message": "missing search term 'q': /?q=berlin"}, 400)
        return
    first = query["q"].casefold().split(" ")[0]
    known = [item for item in handler.world.features if first in json.dumps(item, ensure_ascii=False).casefold()]
    handler.reply_json({"type": "FeatureCollection", "features": known[: int(query.get("limit", 15))]})


def status(code: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(code, b'{"error": "no"}', **headers)


def body(content: bytes, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.reply(200, content, **headers)


def json_body(value: Any) -> Callable[[Handler], None]:
    return lambda handler: handler.reply_json(value)


def silent(handler: Handler) -> None:
    """Say nothing at all."""
    handler.world.stopping.wait()


def drip(handler: Handler) -> None:
    """Send a byte of the body now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.world.stopping.wait(0.02):
        handler.wfile.write(b" ")


def drip_headers(handler: Handler) -> None:
    """Send a byte of the headers now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.world.stopping.wait(0.02):
        handler.wfile.write(b"x")


def reset(handler: Handler) -> None:
    """Cut the connection as a crashing server does."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.shutdown(socket.SHUT_RD)
    handler.rfile.close()
    handler.connection.close()
    handler.close_connection = True


def cut_short(handler: Handler) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'[{"lat": ')


def endless(handler: Handler) -> None:
    """Send more than anybody wants."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.world.stopping.is_set():
        handler.wfile.write(b" " * 65_536)


def no_http(handler: Handler) -> None:
    """Speak another protocol."""
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")
