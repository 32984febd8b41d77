"""Answers that many readers ask for: built once for each state of the store, kept, and sent as they are.

What is kept is bounded in number and bytes, so thousands of different queries cost time but no memory. A reader who
has the answer already is told so without a body.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from email.utils import format_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from tourkarte.language import _, speaking
from tourkarte.settings import settings
from tourkarte.web.asking import QueryError, spoken
from tourkarte.web.loaded import loaded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Hashable, Mapping

    from starlette.requests import Request

    from tourkarte.web.loaded import Loaded

_GONE: Final = HTTPStatus.SERVICE_UNAVAILABLE
_MOST: Final = 512
_MOST_BYTES: Final = 64 * 1024 * 1024
_LOOK_S: Final = 0.5  # seconds for which the store's state is not asked for again
_WORTH_IT: Final = 500  # bytes from which on compression makes an answer shorter
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-fA-F:]{2,45}\](?::[0-9]{1,5})?")
CACHED: Final = "public, max-age=60"
"""A reader may take an answer of the last minute for current."""
READABLE: Final = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Last-Modified"}
"""Headers of what scripts of other hosts may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sent.

    Attributes
    ----------
    filename
        The name of the file that it is saved as; `is_page` says whether a browser may show it instead.
    at
        When it last changed, UTC.
    """

    body: bytes
    media_type: str
    filename: str | None = None
    is_page: bool = True
    at: dt.datetime | None = None
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A content with all that is sent with it, plain and compressed."""

    status: int
    plain: tuple[bytes, dict[str, str]]
    packed: tuple[bytes, dict[str, str]]

    @property
    def size(self) -> int:
        return len(self.plain[0]) + len(self.packed[0])


def _plainly(_request: Request, reason: str, status: int) -> Response:
    return refused(reason, status)


def answering(
    build: Callable[[Request, Loaded], Content],
    *,
    refuse: Callable[[Request, str, int], Response] = _plainly,
    also: Callable[[Loaded], Hashable] = lambda _held: None,
) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that answers GET and HEAD with what `build` makes of a request and of what is published.

    Parameters
    ----------
    build
        The content must follow from path, query, host, the state of the store and `also` alone: it is kept for others.
    refuse
        Answers what cannot be answered, as a `QueryError` and a store that is gone, given the reason and the status.
    also
        What else the content follows from, such as the time.
    """

    async def answer(request: Request) -> Response:
        held = await _current()
        scope = request.scope
        key = (build, scope["path"], scope["query_string"], public_address(request), held.at, also(held))
        kept = _KEPT.get(key)
        if kept is None:
            if held.lost:
                with speaking(spoken(scope["query_string"])):
                    told = _("Die Datenbank antwortet nicht. Bitte später noch einmal versuchen.")
                return refuse(request, told, _GONE)
            try:
                kept = await run_in_threadpool(_KEPT.make, key, lambda: _keep(build, request, held))
            except QueryError as error:
                return refuse(request, str(error), HTTPStatus.BAD_REQUEST)
        return _send(request, kept)

    return answer


def refused(reason: str, status: int = HTTPStatus.BAD_REQUEST) -> PlainTextResponse:
    """Return the answer to what cannot be answered: a plain reason."""
    return PlainTextResponse(f"{reason}\n", status, headers={**READABLE, "Cache-Control": "no-store"})


def public_address(request: Request) -> str:
    """Return where this installation is reached: as the operator says, else as the reader has called it."""
    if address := settings().public_url:
        return address
    host = request.headers.get("x-forwarded-host") or request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _keep(build: Callable[[Request, Loaded], Content], request: Request, held: Loaded) -> _Kept:
    with speaking(spoken(request.scope["query_string"])):
        content = build(request, held)
    headers = {"Content-Type": content.media_type, "Cache-Control": CACHED, **READABLE, **content.headers}
    if content.status != HTTPStatus.OK:
        headers["Cache-Control"] = "no-store"
    if content.filename:
        how = "inline" if content.is_page else "attachment"
        headers["Content-Disposition"] = f'{how}; filename="{content.filename}"'
    if content.at:
        headers["Last-Modified"] = format_datetime(content.at, usegmt=True)
    headers["Vary"] = "Accept-Encoding"
    packed = gzip.compress(content.body, 6, mtime=0) if len(content.body) > _WORTH_IT else content.body
    if len(packed) >= len(content.body):
        plain = _with_tag(content.body, headers)
        return _Kept(content.status, plain, plain)
    return _Kept(
        content.status,
        _with_tag(content.body, headers),
        _with_tag(packed, headers | {"Content-Encoding": "gzip"}),
    )


def _with_tag(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    tag = hashlib.sha256(body + repr(sorted(headers.items())).encode()).hexdigest()[:32]
    return body, {**headers, "ETag": f'"{tag}"'}


def _send(request: Request, kept: _Kept) -> Response:
    accepts = request.headers.get("accept-encoding", "")
    body, headers = kept.packed if "gzip" in accepts else kept.plain
    if kept.status == HTTPStatus.OK and _has(request, headers):
        left = {name: value for name, value in headers.items() if name not in {"Content-Type", "Content-Encoding"}}
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=left)
    return Response(body, kept.status, headers=headers)


def _has(request: Request, headers: Mapping[str, str]) -> bool:
    """Return whether a reader has the content: the same tag; else, where none is named, the same date to the second.

    An older date than the reader's is no reason to believe it: after a restore the store is of an earlier time.
    """
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or headers["ETag"] in known
    return "Last-Modified" in headers and request.headers.get("if-modified-since") == headers["Last-Modified"]


class _Keeper:
    """Keeps the contents that were asked for last."""

    def __init__(self, *, most: int = _MOST, most_bytes: int = _MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._held: OrderedDict[object, _Kept] = OrderedDict()
        self._size = 0
        self._changing = threading.Lock()
        self._making: dict[object, threading.Lock] = {}

    def get(self, key: object) -> _Kept | None:
        with self._changing:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def make(self, key: object, build: Callable[[], _Kept]) -> _Kept:
        """Return what is kept, or build it; whoever comes second waits for it instead of building it again."""
        with self._changing:
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            try:
                if found := self.get(key):
                    return found
                made = build()
                self._put(key, made)
                return made
            finally:
                with self._changing:
                    self._making.pop(key, None)

    def clear(self) -> None:
        with self._changing:
            self._held.clear()
            self._size = 0

    def _put(self, key: object, made: _Kept) -> None:
        with self._changing:
            self._held[key] = made
            self._size += made.size
            while len(self._held) > self._most or (self._size > self._most_bytes and len(self._held) > 1):
                self._size -= self._held.popitem(last=False)[1].size


_KEPT: Final = _Keeper()
_LOOKED: Final[list[tuple[float, Loaded]]] = []
_LOOKING: Final = threading.Lock()


async def _current() -> Loaded:
    """Return what is published; the store is asked twice a second at most, and nobody waits while it is."""
    if _LOOKED and (time.monotonic() - _LOOKED[0][0] < _LOOK_S or _LOOKING.locked()):
        return _LOOKED[0][1]
    return await run_in_threadpool(_look)


def _look() -> Loaded:
    with _LOOKING:
        _LOOKED[:] = [(time.monotonic(), loaded())]
        return _LOOKED[0][1]


def forget() -> None:
    """Ask anew, and build anew."""
    _LOOKED.clear()
    _KEPT.clear()
