"""The page's own style on top of Streamlit's theme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import _
from tourkarte.ui.view import theme
from tourkarte.views.packaged import packaged
from tourkarte.views.palette import PALETTES

if TYPE_CHECKING:
    from tourkarte.views.palette import ThemeName

_SHEETS: Final = ("style.css", "filters.css", "publish.css", "progress.css", "desk.css", "frame.css", "print.css")
_INVERTED: Final = (  # pictures know one theme only, and paper is light
    'iframe[src*="streamlit_folium"],[data-testid="stVegaLiteChart"]{filter:invert(1) hue-rotate(180deg)}'
)


def apply(active: int | None) -> None:
    """Put the style sheet on the page, in the colours of the visitor's theme.

    On a phone the button that opens the sidebar says how many filters are `active`; None where there are none to set.
    """
    said = _("Menü") if active is None else _("Menü und Filter")
    said += f" ({active})" if active else ""
    words = {"filters": said, "day": _("TT"), "month": _("MM"), "year": _("JJJJ")}
    st.html("<style>:root{" + "".join(f"--{name}:'{word}';" for name, word in words.items()) + "}</style>")
    st.html(_sheet(theme()))


@cache
def _sheet(name: ThemeName) -> str:
    colours, on_paper = _colours(name), _colours("light")
    sheets = (files("tourkarte.ui") / name for name in _SHEETS)
    rules = "\n".join([packaged()["signs.css"].decode(), *(sheet.read_text(encoding="utf-8") for sheet in sheets)])
    inverted = _INVERTED if name == "dark" else ""
    return f"<style>:root{{{colours}}}\n{rules}\n@media print{{:root{{{on_paper}}}{inverted}}}</style>"


def _colours(name: ThemeName) -> str:
    return "".join(f"--{role}:{colour};" for role, colour in PALETTES[name].custom_properties().items())
