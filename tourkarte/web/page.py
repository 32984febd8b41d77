"""The page that Streamlit's frontend lives in, in German, and a plain answer where there is no page.

Streamlit sends the same English page for every address: its own title and icon, which is what link previews show, and
a dialogue in English where the address is wrong.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse

from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NO_PAGES: Final = ("/static/", "/component/", "/media/", "/assets/", "/_stcore/")
_CLOSED: Final = "/_stcore/metrics"  # how many people are here, and what their pages cost, is not everybody's business
_UNWANTED: Final = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_MAP_ASSETS: Final = ("leaflet/leaflet.js", "leaflet/leaflet.css", "map.js", "map.css", "boundaries.json")
_NO_SCRIPT: Final = (
    """<noscript><p>Diese Seite braucht JavaScript. Bitte schalten Sie es für diese Seite ein.</p></noscript>"""
)
_NOT_FOUND: Final = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Seite nicht gefunden – Tourkarte</title>
<style>:root{color-scheme:light dark}
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}</style>
</head><body><h1>Diese Seite gibt es nicht.</h1>
<p>Vielleicht ist die Adresse unvollständig. <a href="/">Zur Karte der Termine</a></p></body></html>"""


class GermanPage:
    """ASGI middleware that makes Streamlit's page German, and refuses addresses that are none of `pages`.

    `own` are the addresses that this server answers itself.
    """

    def __init__(self, app: ASGIApp, pages: Collection[str], own: Collection[str] = ()) -> None:
        self.app = app
        self._pages = frozenset(pages)
        self._own = frozenset(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith(_CLOSED):
            await HTMLResponse(_NOT_FOUND, HTTPStatus.NOT_FOUND)(scope, receive, send)
            return
        if scope["type"] != "http" or scope["path"].startswith(_NO_PAGES) or scope["path"] in self._own:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def send_german(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                start.update(message)
            elif not start:
                await send(message)
            elif message["type"] == "http.response.body":
                parts.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send_page(scope, receive, send, start, b"".join(parts))

        # Whole and as it is: what is compressed or left out could not be rewritten.
        plain = [(name, value) for name, value in scope["headers"] if name not in _UNWANTED]
        await self.app({**scope, "headers": plain}, receive, send_german)

    async def _send_page(self, scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
        if scope["path"].strip("/") not in self._pages:
            await HTMLResponse(_NOT_FOUND, HTTPStatus.NOT_FOUND)(scope, receive, send)
            return
        german = _translate(body.decode()).encode() if body else b""  # nothing where only the head was asked for
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        if german:
            headers["Content-Length"] = str(len(german))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": german})


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _translate(page: str) -> str:
    """Return Streamlit's page with our language, title and icon, and the script that translates its widgets."""
    head = "".join(
        [
            f'<link rel="icon" type="image/svg+xml" href="{asset_url("icon.svg")}" />',
            f'<script src="{asset_url("german.js")}" defer></script>',
            *(f'<link rel="prefetch" href="{asset_url(name)}" />' for name in _MAP_ASSETS),
            "<title>Tourkarte</title>",
        ]
    )
    for pattern, ours in (
        (r'<html lang="en"', '<html lang="de"'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<title>.*?</title>", head),
        (r"<noscript>.*?</noscript>", _NO_SCRIPT),
    ):
        page = re.sub(pattern, lambda _, ours=ours: ours, page, flags=re.DOTALL)  # type: ignore[misc]
    return page.strip()
