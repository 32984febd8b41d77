import streamlit as st

from tourkarte.ui import downloads, filters, messages, table
from tourkarte.ui.view import current

view = current()
messages.problems(view.problems, lead="Diese Auswahl geht so nicht:")
st.html(view.heading())
filters.chips(view)

if view.stops:
    table.show(view)
    downloads.show(view)
else:
    messages.empty(view)
