"""Which part of the log is shown: by author, by words, and page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.selection import MAX_WORDS
from tourkarte.store.installed import store
from tourkarte.ui.desk.log_view import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.store.log import Change

_AUTHOR, _WORDS = "log-author", "log-words"
_BEFORE: Final = "vor"
"""The parameter of the address that names the change before which a page begins."""


def chosen() -> tuple[list[Change], bool]:
    """Draw the filters; return a page of the log, and whether there are older changes."""
    with store().read() as reader:
        authors = reader.authors()
    with st.container(horizontal=True, vertical_alignment="bottom", key="log-filters"):
        author = st.selectbox("Wer", authors, index=None, key=_AUTHOR, placeholder="alle", on_change=newest)
        words = st.text_input("Suche", key=_WORDS, max_chars=MAX_WORDS, placeholder="Titel, Name oder was getan wurde",
                              on_change=newest)  # fmt: skip
    with store().read() as reader:
        found = reader.changes(limit=PAGE + 1, before=_before(), author=author, words=words or "")
    return found[:PAGE], len(found) > PAGE


def _before() -> int | None:
    text = st.query_params.get(_BEFORE, "")
    return int(text) if text.isdecimal() and len(text) < 16 else None  # noqa: PLR2004 -- what a database can count to


def pages(changes: Sequence[Change], *, has_older: bool) -> None:
    """Draw the ways to the other pages."""
    with st.container(horizontal=True):
        if _before() is not None:
            st.button("Neueste", key="log-newest", icon=":material/first_page:", on_click=newest)
        if has_older:
            st.button(
                "Ältere", key="log-older", icon=":material/arrow_forward:", on_click=_older, args=(changes[-1].id,)
            )


def newest() -> None:
    """Go to the first page; for callbacks."""
    st.query_params.pop(_BEFORE, None)


def _older(last: int) -> None:
    st.query_params[_BEFORE] = str(last)


def nothing() -> None:
    """Say that no change fits, and what to do."""
    st.info("Keine Änderung passt zu dieser Auswahl.", icon=":material/search_off:")
    st.button("Alles zeigen", key="log-all", on_click=_all)


def _all() -> None:
    st.session_state.update({_AUTHOR: None, _WORDS: ""})
    newest()
