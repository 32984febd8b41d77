"""Answers that many readers ask for: built once for each state of the store, kept, and sent as they are.

A reader who has the answer already is told so without a body. Few are built at a time, so that the dashboard goes on
while a program asks for thousands of different ones.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
import time
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import Response

from tourkarte.language import N_, _, speaking
from tourkarte.settings import settings
from tourkarte.web.asking import QueryError, spoken
from tourkarte.web.headers import headers, headers_for
from tourkarte.web.hosts import address_of
from tourkarte.web.kept import KEPT, BusyError, once
from tourkarte.web.loaded import loaded
from tourkarte.web.rendition import rendered
from tourkarte.web.replies import Content, refused, without_content

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from starlette.types import Receive, Scope, Send

    from tourkarte.web.loaded import Loaded
    from tourkarte.web.rendition import Kept

__all__ = ["Answering", "Content", "answering", "forget", "public_address", "refused"]

_LOGGER: Final = logging.getLogger(__name__)
_RETRY_AFTER: Final = "5"  # seconds
_LOOK_S: Final = 0.5  # seconds for which the store's state is not asked for again


def _plainly(_request: Request, reason: str, status: int) -> Response:
    return refused(reason, status)


def _nothing(_held: Loaded) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Answering:
    """The ASGI application that answers GET, HEAD and OPTIONS for one resource; see `answering`."""

    build: Callable[[Request, Loaded], Content]
    refuse: Callable[[Request, str, int], Response]
    also: Callable[[Loaded], Hashable]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method = scope["method"]
        try:
            answer = await self._answer(scope) if method in {"GET", "HEAD"} else without_content(scope)
        except Exception as error:  # noqa: BLE001 (whatever it is: the next request may go well)
            answer = self._broken(scope, error)
        if isinstance(answer, Response):
            await _guarded(answer, scope)(scope, receive, send)
            return
        status, told, body = answer.for_reader(scope["headers"])
        await send({"type": "http.response.start", "status": status, "headers": list(told)})
        await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})

    async def _answer(self, scope: Scope) -> Kept | Response:
        state, held = await _current()
        key = (self, scope["path"], scope["query_string"], address_of(scope), state, self.also(held))
        if (kept := KEPT.get(key)) is not None:
            return kept
        request = Request(scope)
        if held.lost:
            return self._later(request, N_("Die Datenbank antwortet nicht. Bitte später noch einmal versuchen."))
        try:
            return await once(key, partial(_keep, self.build, request, held))
        except QueryError as error:
            return self.refuse(request, str(error), HTTPStatus.BAD_REQUEST)
        except BusyError:
            return self._later(
                request, N_("Gerade wird zu viel auf einmal gefragt. Bitte später noch einmal versuchen.")
            )

    def _later(self, request: Request, reason: str) -> Response:
        with speaking(spoken(request.scope["query_string"])):
            answer = self.refuse(request, _(reason), HTTPStatus.SERVICE_UNAVAILABLE)
        answer.headers["Retry-After"] = _RETRY_AFTER
        return answer

    def _broken(self, scope: Scope, error: Exception) -> Response:
        """Tell the operator what broke, and the reader that something did."""
        _LOGGER.error("An answer failed: %r", scope["path"], exc_info=error)
        with speaking(spoken(scope["query_string"])):
            told = _("Hier ist ein Fehler aufgetreten. Bitte später noch einmal versuchen.")
        return refused(told, HTTPStatus.INTERNAL_SERVER_ERROR)


def answering(
    build: Callable[[Request, Loaded], Content],
    *,
    refuse: Callable[[Request, str, int], Response] = _plainly,
    also: Callable[[Loaded], Hashable] = _nothing,
) -> Answering:
    """Return the endpoint that answers with what `build` makes of a request and of what is published.

    Parameters
    ----------
    build
        The content must follow from path, query, host, the state of the store and `also` alone: it is kept for others.
    refuse
        Answers what cannot be answered, as a `QueryError` and a store that is gone, given the reason and the status.
    also
        What else the content follows from, such as the time.
    """
    return Answering(build, refuse, also)


def public_address(request: Request) -> str:
    """Return where this installation is reached: as the operator says, else as the reader has called it."""
    return address_of(request.scope)


def _guarded(response: Response, scope: Scope) -> Response:
    response.headers.update(_security(scope["path"]))
    return response


def _security(path: str) -> dict[str, str]:
    return headers_for(path, headers(settings().street_map))


def _keep(build: Callable[[Request, Loaded], Content], request: Request, held: Loaded) -> Kept:
    with speaking(spoken(request.scope["query_string"])):
        content = build(request, held)
    return rendered(content, _security(request.scope["path"]))


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    state: int
    held: Loaded


_STATES: Final = itertools.count()
_LOOKED: Final[list[_Look]] = []
_LOOKING: Final = threading.Lock()


async def _current() -> tuple[int, Loaded]:
    """Return what is published, with a number that is another one when that is; nobody waits while the store is asked.

    It is asked twice a second at most.
    """
    last = _LOOKED[0] if _LOOKED else None
    if last is None or (time.monotonic() - last.at >= _LOOK_S and not _LOOKING.locked()):
        last = await asyncio.get_running_loop().run_in_executor(None, _look)
    return last.state, last.held


def _look() -> _Look:
    with _LOOKING:
        held, last = loaded(), _LOOKED[0] if _LOOKED else None
        state = next(_STATES) if last is None or last.held.data is not held.data else last.state
        _LOOKED[:] = [_Look(time.monotonic(), state, held)]
        return _LOOKED[0]


def forget() -> None:
    """Ask anew, and build anew."""
    _LOOKED.clear()
    KEPT.clear()
