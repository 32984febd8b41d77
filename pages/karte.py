import streamlit as st

from tourkarte.language import _
from tourkarte.ui import filters, linked, map_view, messages, timeline_view
from tourkarte.ui.view import current

view = current()
st.html(view.heading())
figures = view.figures()
st.html(figures)
filters.chips(view)

with st.container():  # always there: a map that is moved by what comes above it is made anew
    if view.frame.empty:
        messages.empty(view)

left, right = st.columns([7, 5], gap="medium")
with left:
    map_view.show(view)
with right, st.container(key="beside"):
    days = timeline_view.days(view)
    with st.container(key="timeline"):
        timeline_view.show(view)
    cards = view.cards()
    st.html(cards)
    st.page_link("termine.py", label=_("Als Tabelle ansehen und herunterladen"), icon=":material/table:")
linked.link(view, figures, days, cards)
