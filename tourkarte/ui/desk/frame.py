"""What is around each page of the desk. Visitors' appointments are not loaded for it: it asks the store itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.store.errors import StoreError
from tourkarte.store.installed import watch
from tourkarte.ui import sign_in
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from tourkarte.store.queries import Stamp

_LOGGER: Final = logging.getLogger(__name__)
_GONE: Final = "Die Datenbank antwortet gerade nicht. Bitte versuchen Sie es in ein paar Minuten noch einmal."


def run(page: StreamlitPage) -> Stamp | None:
    """Run a page of the desk; return which state of the store it shows, None where the store cannot be asked."""
    stamp = _stamp()
    try:
        page.run()
    except StoreError as error:
        _say(error)
    return stamp


def _say(error: StoreError) -> None:
    """Say that the store does not do its part; where it is and why is for editors only."""
    _LOGGER.error("%s", error)
    st.error(plain(str(error)) if sign_in.editor() else _GONE, icon=":material/database_off:")


def _stamp() -> Stamp | None:
    try:
        return watch().stamp()
    except StoreError:
        return None  # the page says so itself: one on which somebody has typed something must be drawn nevertheless
