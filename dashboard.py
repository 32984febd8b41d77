"""The server: the dashboard in `pages/`, the assets of the map, security headers, and everything prepared at start.

Start it with `make run`, or with `streamlit run dashboard.py`.
"""

from __future__ import annotations

import logging
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from tourkarte.errors import SettingsError
from tourkarte.language import _
from tourkarte.store.errors import StoreUnavailableError, StoreVersionError
from tourkarte.store.installed import store
from tourkarte.ui.callbacks import let_callbacks_finish
from tourkarte.ui.start import prepare
from tourkarte.web import assets, calendar_entry, catalogue, embed, feeds, openapi, permanent, sitemap, state
from tourkarte.web.compression import CompressedScripts
from tourkarte.web.headers import SecurityHeaders
from tourkarte.web.page import SpokenPage
from tourkarte.web.published import Published
from tourkarte.web.sign_in.desk import desk, open_door
from tourkarte.web.sign_in.gate import gate
from tourkarte.web.sign_in.routes import SIGN_IN, SIGN_OUT
from tourkarte.web.sockets import send_at_once

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

try:
    door = gate()
    store().prepare()
except (SettingsError, StoreVersionError) as error:  # before anything starts: a sentence is all the operator needs
    sys.exit(str(error))
except StoreUnavailableError as error:  # it may be back in a minute, and the pages say so until then
    logging.getLogger("tourkarte").warning("%s", error)
let_callbacks_finish()
parts = desk(door)
if parts.cookie_secret:  # Streamlit signs the first of its cookies before it reads its secrets
    config.set_option("server.cookieSecret", parts.cookie_secret)


PAGES: Final = ("", "termine", "fortschritt", "hinweise", "barrierefreiheit")
DESK_PAGES: Final = ("redaktion", "redaktion-pruefen", "redaktion-termine", "redaktion-touren", "redaktion-verlauf")
"""The addresses that pages/app.py knows; all others are answered with a plain 404."""


PUBLISHED: Final = [
    *feeds.ROUTES,
    *calendar_entry.ROUTES,
    *permanent.ROUTES,
    *embed.ROUTES,
    *sitemap.ROUTES,
    *openapi.ROUTES,
    *catalogue.ROUTES,
]
"""In this order: permanent pages take every address below theirs that nothing else has taken."""


@asynccontextmanager
async def _start(_app: st.App) -> AsyncIterator[None]:
    prepare()
    send_at_once()
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    open_door(door, f"{scheme}://localhost:{st.get_option('server.port')}")
    yield


def _say(error: Exception) -> bool:
    """Tell the operator what broke, and the visitor that something did."""
    logging.getLogger("tourkarte").error("A page failed", exc_info=error)
    st.error(
        _("Auf dieser Seite ist ein Fehler aufgetreten. Bitte laden Sie sie neu; bleibt er, melden Sie ihn bitte."),
        icon=":material/error:",
    )
    return True


app = st.App(
    "pages/app.py",
    secrets=parts.secrets,
    routes=[*assets.ROUTES, *state.ROUTES, *PUBLISHED, *parts.routes],
    middleware=[
        Middleware(Published, routes=PUBLISHED),
        Middleware(SecurityHeaders),
        *parts.middleware,
        Middleware(CompressedScripts),
        Middleware(SpokenPage, pages=PAGES, desk=DESK_PAGES, own=(SIGN_IN, SIGN_OUT)),
    ],
    lifespan=_start,
    on_script_error=_say,
)
