import streamlit as st

from tourkarte.ui import downloads, filters, messages
from tourkarte.ui.view import current
from tourkarte.views import html

view = current()
st.html(view.heading())
filters.chips(view)

if view.stops:
    downloads.show(view)
    st.html(html.table(view.stops))
    st.html(html.points(view.stops))
else:
    messages.empty(view)
