"""The server: the dashboard in `pages/`, the assets of the map, security headers, and everything prepared at start.

Start it with `make run`, or with `streamlit run dashboard.py`.
"""

from __future__ import annotations

import logging
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware

from tourkarte.errors import SettingsError
from tourkarte.settings import settings
from tourkarte.ui.start import prepare
from tourkarte.web.assets import ROUTES
from tourkarte.web.compression import CompressedScripts
from tourkarte.web.headers import SecurityHeaders
from tourkarte.web.page import GermanPage

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

try:
    settings()
except SettingsError as error:  # before anything starts: a sentence is all that the operator needs
    sys.exit(str(error))


@asynccontextmanager
async def _start(_: st.App) -> AsyncIterator[None]:
    prepare()
    yield


def _say(error: Exception) -> bool:
    """Tell the operator what broke, and the visitor that something did."""
    logging.getLogger("tourkarte").error("A page failed", exc_info=error)
    st.error(
        "Auf dieser Seite ist ein Fehler aufgetreten. Bitte laden Sie sie neu; bleibt er, melden Sie ihn bitte.",
        icon=":material/error:",
    )
    return True


app = st.App(
    "pages/app.py",
    routes=ROUTES,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(CompressedScripts),
        Middleware(GermanPage, pages=("", "termine", "hinweise")),
    ],
    lifespan=_start,
    on_script_error=_say,
)
