"""Which language a visitor is spoken to in, and the link to the other one.

It is a plain link that loads the page anew: the language of the document and the script that translates Streamlit's
widgets come with the page itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import DEFAULT, LANGUAGES
from tourkarte.ui.address import address
from tourkarte.viewing import LANGUAGE
from tourkarte.views import html

if TYPE_CHECKING:
    from tourkarte.selection import Selection
    from tourkarte.viewing import Viewing

_HELD: Final = "language"


def spoken() -> str:
    """Return the language of this run: what the address asks for, else what this visit began in.

    By the navigation, or by the browser's way back, a visitor gets to addresses without it; the document remains.
    """
    asked = st.query_params.get(LANGUAGE, st.session_state.get(_HELD, DEFAULT)).strip()
    language: str = asked if asked in LANGUAGES else DEFAULT
    st.session_state[_HELD] = language
    return language


def keep() -> None:
    """Put the language of this visit into the address, where it has got lost."""
    held = st.session_state[_HELD]
    if held != DEFAULT and LANGUAGE not in st.query_params:
        st.query_params[LANGUAGE] = held


def show(page: str, selection: Selection, viewing: Viewing) -> None:
    """Draw the links to this page in the other languages."""
    others = [
        {"code": code, "name": name, "address": address(page, selection, replace(viewing, language=code))}
        for code, name in LANGUAGES.items()
        if code != viewing.language
    ]
    st.html(html.render("languages.html", others=others))
