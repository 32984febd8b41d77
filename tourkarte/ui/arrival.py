"""The address that a visitor comes with, and what of it goes along from page to page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.selection import Selection
from tourkarte.ui import asked, facets
from tourkarte.viewing import PARAMETERS, Viewing

if TYPE_CHECKING:
    from collections.abc import Collection

    from tourkarte.errors import Problem
    from tourkarte.selection import Known

_SAID: Final = "said"


def tidy_address(known: Known, ids: Collection[str]) -> None:
    """Bring the address that a visitor comes with into its canonical form, and remember what it asked for in vain.

    Before Streamlit's widgets see it: they drop what they do not know without a word, and know less than `Selection`.
    `ids` are those of the appointments that can be chosen.
    """
    if _SAID in st.session_state:
        return
    address = asked.address()
    selection, refused = Selection.from_query(address, known)
    seen, not_seen = Viewing.from_query(address, ids)
    st.session_state[_SAID] = (address, frozenset(ids), selection) if refused or not_seen else None
    tidy = (*selection.pairs(), *seen.pairs())
    if sorted(address) != sorted(tidy):
        st.query_params.from_dict({name: [value for other, value in tidy if other == name] for name, _value in tidy})
        st.rerun()


def said_of_address(shown: Selection, known: Known) -> tuple[Problem, ...]:
    """Return what the address asked for in vain, as long as the selection that it gave is the one `shown`."""
    if st.session_state[_SAID] is None:
        return ()
    address, ids, about = st.session_state[_SAID]
    if shown != about:
        return ()
    return (*Selection.from_query(address, known)[1], *Viewing.from_query(address, ids)[1])


def keep_linked(page: str) -> None:
    """Carry what has no field along when the visitor goes to another page."""
    facets.write()
    if st.session_state.get("page", page) != page:
        for name in PARAMETERS:
            if name not in st.query_params and (held := st.session_state.get(f"linked_{name}")):
                st.query_params[name] = held
    st.session_state["page"] = page
    for name in PARAMETERS:
        st.session_state[f"linked_{name}"] = st.query_params.get_all(name)


def leave(page: str) -> None:
    """Remember that the visitor is on a page without filters, so that the next one carries the linked ones on."""
    st.session_state["page"] = page
