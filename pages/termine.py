import streamlit as st

from tourkarte.ui import downloads, filters, linked, messages, table_view
from tourkarte.ui.view import current

view = current()
st.html(view.heading())
filters.chips(view)

if view.frame.empty:
    messages.empty(view)
else:
    downloads.show(view)
    table = table_view.show(view)
    linked.link(view, table)
