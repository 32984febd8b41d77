"""The downloads of the selected rows, one button per registered format."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from tourkarte.export import filename, formats
from tourkarte.export.edition import edition_of
from tourkarte.language import _

if TYPE_CHECKING:
    from tourkarte.ui.view import View


def show(view: View) -> None:
    """Draw the buttons. A file is built when it is asked for, and asking does not run the page again."""
    with st.container(horizontal=True, key="downloads"):
        for name, format_ in formats().items():
            st.download_button(
                _(format_.label),
                partial(format_.write, view.frame, edition_of(view.data, view.selection, view.known)),
                file_name=filename(format_, view.selection),
                mime=format_.media_type,
                key=f"download-{name}",
                icon=":material/download:",
                on_click="ignore",
            )
