"""The page that Streamlit's frontend lives in, in the language of its address, and a plain answer where there is none.

Streamlit sends the same English page for every address: its own title and icon, which is what link previews show, and
a dialogue in English where the address is wrong.

The language is what the address says, else German. What the browser prefers (`Accept-Language`) is not asked: one
address shows one view, to whoever it is sent.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from jinja2 import Template
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse

from tourkarte.language import DEFAULT, LANGUAGES, _, speaking
from tourkarte.viewing import LANGUAGE
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NO_PAGES: Final = ("/static/", "/component/", "/media/", "/assets/", "/_stcore/")
_CLOSED: Final = "/_stcore/metrics"  # how many people are here, and what their pages cost, is not everybody's business
_UNWANTED: Final = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
_MAP_ASSETS: Final = ("leaflet/leaflet.js", "leaflet/leaflet.css", "map.js", "map.css", "boundaries.json")
_NO_SCRIPT: Final = '<noscript><p>{text} <a href="termine/{query}">{link}</a></p></noscript>'
_NOT_FOUND: Final = Template(
    """<!DOCTYPE html>
<html lang="{{ language }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }} – Tourkarte</title>
<style>:root{color-scheme:light dark}
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}</style>
</head><body><main><h1>{{ heading }}</h1>
<p>{{ text }} <a href="/{{ query }}">{{ link }}</a></p></main></body></html>""",
    autoescape=True,
)


class SpokenPage:
    """ASGI middleware that says Streamlit's page in our languages, and refuses addresses that are none of `pages`.

    Parameters
    ----------
    app
        What answers.
    pages
        Addresses of pages for visitors, in all languages.
    desk
        Addresses of pages in German only.
    own
        Addresses that this server answers itself.
    """

    def __init__(
        self, app: ASGIApp, pages: Collection[str], *, desk: Collection[str] = (), own: Collection[str] = ()
    ) -> None:
        self.app = app
        self._desk = frozenset(desk)
        self._pages = frozenset(pages) | self._desk
        self._own = frozenset(own)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith(_CLOSED):
            await _not_found(self._language(scope))(scope, receive, send)
            return
        if scope["type"] != "http" or scope["path"].startswith(_NO_PAGES) or scope["path"] in self._own:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def send_spoken(message: Message) -> None:
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
        await self.app({**scope, "headers": plain}, receive, send_spoken)

    async def _send_page(self, scope: Scope, receive: Receive, send: Send, start: Message, body: bytes) -> None:
        language = self._language(scope)
        if scope["path"].strip("/") not in self._pages:
            await _not_found(language)(scope, receive, send)
            return
        # Nothing where only the head was asked for.
        spoken = _translate(body.decode(), language).encode() if body else b""
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        if spoken:
            headers["Content-Length"] = str(len(spoken))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": spoken})

    def _language(self, scope: Scope) -> str:
        """Return the language of an address; of the same one in its query twice, the first counts, as on the pages."""
        if scope["path"].strip("/") in self._desk:
            return DEFAULT
        asked = reversed(parse_qsl(scope["query_string"].decode("latin-1")))
        language = dict(asked).get(LANGUAGE, "").strip()
        return language if language in LANGUAGES else DEFAULT


def _is_page(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _not_found(language: str) -> HTMLResponse:
    with speaking(language):
        page = _NOT_FOUND.render(
            language=language,
            title=_("Seite nicht gefunden"),
            heading=_("Diese Seite gibt es nicht."),
            text=_("Vielleicht ist die Adresse unvollständig."),
            link=_("Zur Karte der Termine"),
            query="" if language == DEFAULT else f"?{LANGUAGE}={language}",
        )
    return HTMLResponse(page, HTTPStatus.NOT_FOUND)


def _translate(page: str, language: str) -> str:
    """Return Streamlit's page with our language, title and icon.

    A German one also gets the script that translates Streamlit's widgets; their own English is right on an English one.
    """
    scripts = ["mend.js", *(["german.js"] if language == "de" else [])]
    head = "".join(
        [
            f'<link rel="icon" type="image/svg+xml" href="{asset_url("icon.svg")}" />',
            *(f'<script src="{asset_url(name)}" defer></script>' for name in scripts),
            *(f'<link rel="prefetch" href="{asset_url(name)}" />' for name in _MAP_ASSETS),
            "<title>Tourkarte</title>",
        ]
    )
    with speaking(language):
        said = _NO_SCRIPT.format(
            text=_("Diese Seite braucht JavaScript. Ohne JavaScript gibt es die Termine als Liste:"),
            query="" if language == DEFAULT else f"?{LANGUAGE}={language}",
            link=_("Alle Termine"),
        )
    for pattern, ours in (
        (r'<html lang="en"', f'<html lang="{language}"'),
        (r'<link rel="shortcut icon"[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<title>.*?</title>", head),
        (r"<noscript>.*?</noscript>", said),
    ):
        page = re.sub(pattern, lambda _found, ours=ours: ours, page, flags=re.DOTALL)  # type: ignore[misc]
    return page.strip()
