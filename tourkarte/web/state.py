"""Which state of the store is current, for pages that are open; asked every few seconds, so it costs next to nothing.

A page that learns of another state than its own is drawn anew by Streamlit; nothing else is transmitted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tourkarte.store.errors import StoreError
from tourkarte.store.installed import watch

if TYPE_CHECKING:
    from starlette.requests import Request

ADDRESS: Final = "/state"
GONE: Final = "gone"
"""The state of a store that cannot be asked."""


def current() -> str:
    """Return the state of the store as a word that is another after every change."""
    try:
        return str(watch().stamp())
    except StoreError:
        return GONE


def _answer(_: Request) -> PlainTextResponse:
    return PlainTextResponse(current(), headers={"Cache-Control": "no-store"})


ROUTES: Final = [Route(ADDRESS, _answer, methods=["GET", "HEAD"])]
