import streamlit as st

from tourkarte.ui import filters, map_view, messages, timeline_view
from tourkarte.ui.view import current
from tourkarte.views import html

view = current()
st.html(view.heading())
st.html(view.figures())
filters.chips(view)

with st.container():  # always there: a map that is moved by what comes above it is made anew
    if not view.stops:
        messages.empty(view)

left, right = st.columns([7, 5], gap="medium")
with left:
    map_view.show(view)
with right:
    st.html(html.cards(view.stops))
    timeline_view.show(view)
    st.page_link("termine.py", label="Als Tabelle ansehen und herunterladen", icon=":material/table:")
