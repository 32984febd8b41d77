"""What is around each page of the desk. Visitors' appointments are not loaded for it: it asks the store itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from tourkarte.store.errors import StoreError
from tourkarte.store.installed import watch
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from tourkarte.store.queries import Stamp


def run(page: StreamlitPage) -> Stamp | None:
    """Run a page of the desk; return which state of the store it shows, None where the store cannot be asked."""
    try:
        stamp = watch().stamp()
        page.run()
    except StoreError as error:
        st.error(plain(str(error)), icon=":material/database_off:")
        return None
    return stamp
