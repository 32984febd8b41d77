import streamlit as st

from tourkarte.ui import filters, linked, messages, table_view
from tourkarte.ui.view import current

view = current()
st.html(view.heading())
filters.chips(view)

if view.frame.empty:
    messages.empty(view)
else:
    table = table_view.show(view)
    linked.link(view, table)
