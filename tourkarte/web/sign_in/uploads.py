"""Files are taken from editors only: Streamlit takes them from everybody who has its page open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

from tourkarte import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from starlette.types import ASGIApp, Receive, Scope, Send

_UPLOADS: Final = "/_stcore/upload_file"
_FREE: Final = {"GET", "HEAD", "OPTIONS"}


class Gate(Protocol):
    """Knows editors by their cookies."""

    def editor(self, cookies: Mapping[str, str], now: datetime) -> str | None:
        """Return who it is, None where it is nobody."""


class OnlyEditorsUpload:
    """ASGI middleware that refuses files of people who are not signed in, before anything of them is read."""

    def __init__(self, app: ASGIApp, gate: Gate, now: Callable[[], datetime] = clock.now) -> None:
        self.app = app
        self._gate = gate
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if _is_upload(scope) and self._gate.editor(HTTPConnection(scope).cookies, self._now()) is None:
            refusal = PlainTextResponse("Dateien nimmt dieser Server nur von der Redaktion an.", 403)
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_upload(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] not in _FREE and _UPLOADS in str(scope["path"])
