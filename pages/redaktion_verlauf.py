import streamlit as st

from tourkarte.ui.desk import log_filters, log_view, session

session.enter("Verlauf")
st.caption(
    "Alles, was an Terminen, Entwürfen und Touren geändert wurde, das Letzte zuerst. Nichts davon geht verloren."
)
changes, has_older = log_filters.chosen()
if changes:
    log_view.entries(changes)
    log_filters.pages(changes, has_older=has_older)
else:
    log_filters.nothing()
