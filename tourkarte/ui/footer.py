"""The foot of every page for visitors: what the law wants to be one step away from everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import N_, _
from tourkarte.ui.address import address
from tourkarte.views import html

if TYPE_CHECKING:
    from tourkarte.selection import Selection
    from tourkarte.viewing import Viewing

_LINKS: Final = (("hinweise", N_("Hinweise")), ("barrierefreiheit", N_("Barrierefreiheit")))


def show(page: str, selection: Selection, viewing: Viewing) -> None:
    """Draw the foot; its links keep the selection for the way back."""
    links = [
        {"address": address(path, selection, viewing), "title": _(title), "here": path == page}
        for path, title in _LINKS
    ]
    st.html(html.render("footer.html", label=_("Über diese Seiten"), links=links))
