"""The frame of every page: title, navigation, style, shared filters, and what of all that does not go."""

import streamlit as st

from tourkarte.ui import filters, live, messages, style
from tourkarte.ui.caches import loaded
from tourkarte.web.assets import asset_url

pages = [
    st.Page("karte.py", title="Karte", icon=":material/map:", default=True),
    st.Page("termine.py", title="Tabelle und Export", icon=":material/table:", url_path="termine"),
    st.Page("hinweise.py", title="Hinweise", icon=":material/info:", url_path="hinweise"),
    st.Page("redaktion.py", title="Redaktion", icon=":material/edit_note:", url_path="redaktion"),
    st.Page("redaktion_pruefen.py", title="Prüfen", url_path="redaktion-pruefen", visibility="hidden"),
]
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} – Tourkarte", page_icon=asset_url("icon.svg"), layout="wide")

held = loaded()
if page.url_path.startswith("redaktion"):  # the desk is not filtered, and has parameters of its own
    style.apply(active=None)
else:
    filters.tidy_address(held.known)
    filters.keep_linked(page.url_path)
    filters.sidebar(held.known)
    selection, problems = filters.selection(held.known)
    style.apply(active=len(selection.pairs()))
    messages.problems(
        problems or filters.said_of_address(selection), lead="Nicht alles davon geht; das wurde nicht beachtet:"
    )
messages.problems(held.problems, lead="Ein Teil der Daten konnte nicht gelesen werden; der Rest ist da:")
page.run()
live.follow(held.stamp)
