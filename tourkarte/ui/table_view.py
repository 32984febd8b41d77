"""The table on a page, so many rows at a time; the appointment in focus is on the leaf that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from tourkarte.language import _
from tourkarte.views import html

if TYPE_CHECKING:
    from tourkarte.selection import Selection
    from tourkarte.ui.view import View

MOST_ROWS: Final = 200
_HELD: Final = "leaf"


def show(view: View) -> str:
    """Draw the table and return it."""
    leaves = -(-len(view.frame) // MOST_ROWS)
    leaf = _leaf(view, leaves)
    rows = view.frame.iloc[leaf * MOST_ROWS : (leaf + 1) * MOST_ROWS]
    shown = view.words(rows)
    if leaves > 1:
        _turn(view, leaf, leaves)
    text = html.table(shown)
    st.html(text)
    st.html(html.points(shown))
    return text


def _leaf(view: View, leaves: int) -> int:
    """Return which leaf is shown: the one turned to, as long as selection and focus are the same, else the focus's."""
    about = (view.selection, view.viewing.chosen)
    held, leaf = st.session_state.get(_HELD, ((None, None), 0))
    if held != about:
        chosen = np.flatnonzero((view.frame["id"] == view.viewing.chosen).to_numpy())
        if len(chosen):
            leaf = int(chosen[0]) // MOST_ROWS
        elif held[0] != view.selection:
            leaf = 0
        st.session_state[_HELD] = (about, leaf)
    return int(min(max(leaf, 0), leaves - 1))


def _turn(view: View, leaf: int, leaves: int) -> None:
    """Draw what turns to another leaf."""
    with st.container(horizontal=True, key="leaves", vertical_alignment="center"):
        for words, other, icon in (
            (_("Frühere Termine"), leaf - 1, "arrow_back"),
            (_("Spätere Termine"), leaf + 1, "arrow_forward"),
        ):
            st.button(
                words,
                key=f"leaf-{icon}",
                icon=f":material/{icon}:",
                disabled=not 0 <= other < leaves,
                on_click=_turn_to,
                args=((view.selection, view.viewing.chosen), other),
            )
        st.html(html.rows_shown(leaf * MOST_ROWS + 1, min((leaf + 1) * MOST_ROWS, len(view.frame)), len(view.frame)))


def _turn_to(about: tuple[Selection, str | None], leaf: int) -> None:
    st.session_state[_HELD] = (about, leaf)
