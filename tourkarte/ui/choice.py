"""The one appointment that map, timeline, table and cards show in focus; it stands in the address."""

from __future__ import annotations

import streamlit as st

from tourkarte.viewing import CHOSEN


def chosen() -> str | None:
    """Return the id of the appointment in focus, as the address has it."""
    return st.query_params.get(CHOSEN) or None


def choose(key: str | None) -> None:
    """Put an appointment into focus, in all views at once; choosing it again, or None, lets it go."""
    if key is None or key == chosen():
        st.query_params.pop(CHOSEN, None)
    else:
        st.query_params[CHOSEN] = key
