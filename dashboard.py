"""The server: the dashboard in `pages/`, the assets of the map, security headers, and everything imported at start.

Start it with `make run`, or with `streamlit run dashboard.py`.
"""

from __future__ import annotations

import gc
import logging
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.middleware import Middleware

from tourkarte.web.assets import ROUTES, assets
from tourkarte.web.compression import CompressedScripts
from tourkarte.web.headers import SecurityHeaders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

# All but streamlit_folium: a component that is imported outside of a page's run is registered nowhere.
_NEEDED: Final = (
    "folium.plugins",
    "pyarrow",
    "tourkarte.ui.downloads",
    "tourkarte.ui.map_view",
    "tourkarte.ui.table",
    "tourkarte.ui.timeline_view",
)


@asynccontextmanager
async def _start(_: st.App) -> AsyncIterator[None]:
    """Import and load everything before the first visitor comes, and take it out of the garbage collector's rounds.

    Every run of a page ends in a full collection; with pandas, folium and pyarrow in its rounds that costs more than
    the page itself.
    """
    for module in _NEEDED:
        import_module(module)
    import_module("tourkarte.ui.caches").loaded()
    assets()
    gc.collect()
    gc.freeze()
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
    middleware=[Middleware(SecurityHeaders), Middleware(CompressedScripts)],
    lifespan=_start,
    on_script_error=_say,
)
