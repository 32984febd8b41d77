"""Security headers on every response, and no live connection for pages of other hosts.

What is published for others may be read, and embedded, by pages of other hosts; the dashboard may not.

The Content-Security-Policy makes "no third party" a rule that the browser enforces: nothing may be loaded from,
sent to or embedded from another host. One exception is an operator's choice: the tiles of a street map.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from tourkarte.settings import settings
from tourkarte.web import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY: Final = {
    "default-src": "'self'",
    # streamlit-folium evaluates the map's script in its frame, and Vega compiles its expressions.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
    "base-uri": "'self'",
    "object-src": "'none'",
}

_PLAIN: Final = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
    "base-uri": "'none'",
}
"""What pages need that run nothing; their style stands in them."""


def _policy(images: str = "") -> str:
    """Return the policy, with one more host for images where there is one."""
    policy = _POLICY | ({"img-src": f"{_POLICY['img-src']} {images}"} if images else {})
    return _written(policy)


def _written(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


HEADERS: Final = {
    "Content-Security-Policy": _policy(),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers(street_map: str | None) -> dict[str, str]:
    """Return the headers of an installation; images may come from the server of its street map, if it has one."""
    if street_map is None:
        return HEADERS
    parts = urlsplit(street_map)
    return HEADERS | {"Content-Security-Policy": _policy(f"{parts.scheme}://{parts.netloc}")}


def headers_for(path: str, own: dict[str, str]) -> dict[str, str]:
    """Return the headers of an address, given those of the installation."""
    if not addresses.is_public(path):
        return own
    public = own | {"Cross-Origin-Resource-Policy": "cross-origin"}
    if addresses.is_plain(path):
        return public | {"Content-Security-Policy": _written(_PLAIN)}
    if not addresses.is_framed(path):
        return public
    policy = own["Content-Security-Policy"].replace("frame-ancestors 'self'", "frame-ancestors *")
    return {name: value for name, value in public.items() if name != "X-Frame-Options"} | {
        "Content-Security-Policy": policy
    }


_POLICY_VIOLATION: Final = 1008
_LOGGER: Final = logging.getLogger(__name__)


class SecurityHeaders:
    """ASGI middleware that sets `headers`, and refuses live connections that a page of another host opens.

    Streamlit would refuse them too, but only after asking a foreign server for this machine's address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = headers(settings().street_map)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket" and not _same_origin(Headers(scope=scope)):
            _LOGGER.warning(
                "Refused a live connection: its Origin is not this Host. Proxies must pass Host or X-Forwarded-Host."
            )
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers_for(scope["path"], self.headers))
            await send(message)

        await self.app(scope, receive, send_guarded)


def _same_origin(headers: Headers) -> bool:
    """Return whether this server's own page opened the connection, under the name that a proxy passed on."""
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc in {headers.get("host"), headers.get("x-forwarded-host")}


def is_own_form(headers: Headers) -> bool:
    """Return whether a form of this server's own page was sent: browsers name the origin of every form."""
    return "origin" in headers and _same_origin(headers)
