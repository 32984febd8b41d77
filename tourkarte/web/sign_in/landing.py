"""What Streamlit answers around signing in at a provider, as editors need it.

It sends everybody to the start page afterwards, and says in English that a provider does not answer.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders

from tourkarte.web.sign_in import page
from tourkarte.web.sign_in.provider import CALLBACK
from tourkarte.web.sign_in.routes import DESK

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOGIN: Final = "/auth/login"
_SILENT: Final = "Der Anmeldedienst antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal."


class Landing:
    """ASGI middleware that leads to the desk who comes back from the provider, whether it worked or not."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == CALLBACK and _comes_from_sign_in(scope):
            await self.app(scope, receive, _to_desk(send))
        elif scope["type"] == "http" and scope["path"] == _LOGIN:
            await self._login(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _login(self, scope: Scope, receive: Receive, send: Send) -> None:
        failed = False

        async def watched(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start":
                failed = message["status"] >= HTTPStatus.BAD_REQUEST
            if not failed:
                await send(message)

        await self.app(scope, receive, watched)
        if failed:
            await page.note("Anmeldung nicht möglich", _SILENT, status=502)(scope, receive, send)


def _comes_from_sign_in(scope: Scope) -> bool:
    """Return whether this is the end of signing in: after signing out, some providers come back here too."""
    return not {"state", "error"}.isdisjoint(parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True))


def _to_desk(send: Send) -> Send:
    async def led(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("location") == "/":
                headers["location"] = DESK
        await send(message)

    return led
