"""Which state of the store is current, for pages that are open; asked every few seconds, so it costs next to nothing.

A page that learns of another state than its own is drawn anew by Streamlit; nothing else is transmitted here. Visitors
are told of what is published, and only the desk of what is worked on there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tourkarte import clock
from tourkarte.store.errors import StoreError
from tourkarte.store.installed import watch
from tourkarte.web.sign_in.gate import gate

if TYPE_CHECKING:
    from starlette.requests import Request

    from tourkarte.store.queries import Stamp

VISITORS: Final = "/state"
DESK: Final = "/state/desk"
GONE: Final = "gone"
"""The state of a store that cannot be asked."""


def visible(stamp: Stamp | None) -> str:
    """Return the state that visitors see, as a word; None is a store that cannot be asked."""
    return stamp.visible if stamp else GONE


def whole(stamp: Stamp | None) -> str:
    """Return the state that the desk sees, as a word; None is a store that cannot be asked."""
    return str(stamp) if stamp else GONE


def _current() -> Stamp | None:
    try:
        return watch().stamp()
    except StoreError:
        return None


def _for_visitors(_: Request) -> PlainTextResponse:
    return _answer(visible(_current()))


def _for_the_desk(request: Request) -> PlainTextResponse:
    if gate().editor(request.cookies, clock.now()) is None:
        return PlainTextResponse("Das ist nur für die Redaktion.", 403)
    return _answer(whole(_current()))


def _answer(state: str) -> PlainTextResponse:
    return PlainTextResponse(state, headers={"Cache-Control": "no-store"})


ROUTES: Final = [
    Route(VISITORS, _for_visitors, methods=["GET", "HEAD"]),
    Route(DESK, _for_the_desk, methods=["GET", "HEAD"]),
]
