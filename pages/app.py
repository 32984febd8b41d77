"""The frame of every page: title, navigation, style, shared filters, and what the address asks for in vain."""

import streamlit as st

from tourkarte.ui import filters, messages, style
from tourkarte.ui.caches import loaded
from tourkarte.web.assets import asset_url

st.set_page_config(page_title="Tourkarte", page_icon=asset_url("icon.svg"), layout="wide")
style.apply()

pages = [
    st.Page("karte.py", title="Karte", icon=":material/map:", default=True),
    st.Page("termine.py", title="Tabelle und Export", icon=":material/table:", url_path="termine"),
    st.Page("hinweise.py", title="Hinweise", icon=":material/info:", url_path="hinweise"),
]
page = st.navigation(pages, position="top")

held = loaded()
filters.keep_linked(page.url_path)
messages.problems(
    filters.problems_of_address(held.known),
    lead="Einiges in der Adresse dieser Seite gibt es nicht; es wurde nicht beachtet:",
)
messages.problems(held.problems, lead="Ein Teil der Daten konnte nicht gelesen werden; der Rest ist da:")
filters.sidebar(held.known)
page.run()
