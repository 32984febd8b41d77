"""The timeline on a page: what is marked in it becomes the filter by date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from tourkarte.ui import filters
from tourkarte.ui.view import theme
from tourkarte.views.timeline import BRUSH, DAY, range_of, timeline

if TYPE_CHECKING:
    from tourkarte.ui.view import View


def show(view: View) -> None:
    """Draw the timeline."""
    # A new chart for each range of days: the old one would keep its mark, and marking the same again would do nothing.
    key = f"zeitleiste-{view.selection.since}-{view.selection.until}"
    st.vega_lite_chart(
        timeline(view.without_days(), selected={stop.id for stop in view.stops}, theme=theme()),
        key=key,
        on_select=partial(_filter, key),
        selection_mode=[BRUSH, DAY],
        theme=None,
        width="stretch",
    )
    st.caption("Auf einen Tag klicken oder einen Zeitraum aufziehen, um nach Datum zu filtern.")


def _filter(key: str) -> None:
    """Filter by what is marked; marking what is shown once more shows all days again."""
    marked = range_of(st.session_state[key].selection)
    shown = (st.session_state.get("von"), st.session_state.get("bis"))
    if marked:
        filters.show_days(*(marked if marked != shown else (None, None)))
