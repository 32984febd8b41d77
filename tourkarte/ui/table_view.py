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
    held = st.session_state.get(_HELD)
    if held is None or held[0] != about:
        chosen = np.flatnonzero((view.frame["id"] == view.viewing.chosen).to_numpy())
        same = held is not None and held[0][0] == view.selection
        leaf = int(chosen[0]) // MOST_ROWS if len(chosen) else held[1] if same else 0
        st.session_state[_HELD] = held = (about, leaf)
    return min(max(held[1], 0), leaves - 1)


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
