"""A button that copies the address of all that is seen: filters, appointment in focus, moment and language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import _
from tourkarte.ui.address import query

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.selection import Selection
    from tourkarte.viewing import Viewing

_NAME: Final = "tourkarte_copy_link"


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "copy_link.js").read_text(encoding="utf-8")
    return st.components.v2.component(_NAME, html='<div class="tk-copy"></div>', js=module, isolate_styles=False)


def show(selection: Selection, viewing: Viewing) -> None:
    """Draw the button. The browser knows by which name the server is reached; the query is ours."""
    _component()(
        key="link",
        data={
            "query": query(selection, viewing),
            "label": _("Link kopieren"),
            "done": _("Link kopiert"),
            "manual": _("Der Link ist markiert und kann kopiert werden."),
        },
        width="content",
    )
