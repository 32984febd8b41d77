"""The timeline on a page: what is marked in it becomes the filter by date, and the point that is clicked the focus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.language import _
from tourkarte.ui import filters
from tourkarte.ui.choice import choose
from tourkarte.ui.view import theme
from tourkarte.views import html
from tourkarte.views.periods import UNITS, counts, periods
from tourkarte.views.timeline import MOST_POINTS, clicked_stop, range_of, selected_stops, timeline
from tourkarte.views.timeline_chart import BRUSH, DAY, STOP
from tourkarte.views.timeline_sums import timeline_sums

if TYPE_CHECKING:
    from tourkarte.ui.view import View

_MOST_BUTTONS: Final = 14
_CLICKED: Final = "clicked"


def days(view: View) -> str:
    """Draw the buttons that filter by day, week or month, and return them: the chart in words, and for the keyboard.

    Once a week or a month is chosen its days can be.
    """
    outer, inner = (periods(frame, most=_MOST_BUTTONS) for frame in (view.undated, view.frame))
    finer = bool(inner) and UNITS.index(inner[0].unit) < UNITS.index(outer[0].unit)
    found, frame = (inner, view.frame) if finer else (outer, view.undated)
    shown = (view.selection.since, view.selection.until)
    text = html.days(list(zip(found, counts(frame, found), strict=True)), shown)
    st.html(text)
    return text


def show(view: View) -> None:
    """Draw the chart."""
    if view.undated.empty:
        return
    summed = len(view.undated) > MOST_POINTS
    # A new chart for each range of days: the old one would keep its mark, and marking the same again would do nothing.
    key = f"zeitleiste-{view.selection.since}-{view.selection.until}{'-summen' if summed else ''}"
    if key not in st.session_state:  # nothing is clicked in a new chart
        st.session_state[_CLICKED] = {}
    st.vega_lite_chart(
        _sums(view) if summed else _points(view),
        key=key,
        on_select=partial(_marked, key),
        selection_mode=[BRUSH, DAY] if summed else [BRUSH, DAY, STOP],
        theme=None,
        width="stretch",
    )
    if summed:
        st.caption(_("Auf einen Balken klicken oder einen Zeitraum aufziehen, um nach Datum zu filtern."))
    else:
        st.caption(_("Auf einen Punkt klicken, um ihn überall zu zeigen; einen Zeitraum aufziehen, um zu filtern."))


def _sums(view: View) -> dict[str, Any]:
    return timeline_sums(view.undated, view.order, selected=(view.selection.since, view.selection.until), theme=theme())


def _points(view: View) -> dict[str, Any]:
    return timeline(view.words(view.undated), selected=set(view.frame["id"]), chosen=view.viewing.chosen, theme=theme())


def _marked(key: str) -> None:
    """Filter by what is marked, the same once more shows all days again; or put the clicked point into focus."""
    selection = st.session_state[key].selection
    before = st.session_state[_CLICKED].get(key, [])
    st.session_state[_CLICKED] = {key: selected_stops(selection)}
    shown = (st.session_state.get("von"), st.session_state.get("bis"))
    if marked := range_of(selection):
        filters.show_days(*(marked if marked != shown else (None, None)))
    elif stop := clicked_stop(selection, before):
        choose(stop)
