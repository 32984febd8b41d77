"""The frame of every page: title, navigation, style, shared filters, and what of all that does not go."""

from typing import Literal

import streamlit as st

from tourkarte.ui import filters, live, messages, sign_in, style
from tourkarte.ui.caches import loaded
from tourkarte.ui.desk import frame
from tourkarte.web.assets import asset_url

known: Literal["visible", "hidden"] = (
    "visible" if sign_in.editor() else "hidden"
)  # whoever has the address is asked to sign in there
pages = {
    "": [
        st.Page("karte.py", title="Karte", icon=":material/map:", default=True),
        st.Page("termine.py", title="Tabelle und Export", icon=":material/table:", url_path="termine"),
        st.Page("hinweise.py", title="Hinweise", icon=":material/info:", url_path="hinweise"),
    ],
    "Redaktion": [
        st.Page(
            "redaktion.py",
            title="Einladungen einlesen",
            icon=":material/upload_file:",
            url_path="redaktion",
            visibility=known,
        ),
        st.Page("redaktion_pruefen.py", title="Prüfen", url_path="redaktion-pruefen", visibility="hidden"),
        st.Page(
            "redaktion_termine.py",
            title="Termine bearbeiten",
            icon=":material/edit_calendar:",
            url_path="redaktion-termine",
            visibility=known,
        ),
        st.Page(
            "redaktion_touren.py",
            title="Touren",
            icon=":material/route:",
            url_path="redaktion-touren",
            visibility=known,
        ),
        st.Page(
            "redaktion_verlauf.py",
            title="Verlauf",
            icon=":material/history:",
            url_path="redaktion-verlauf",
            visibility=known,
        ),
    ],
}
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} – Tourkarte", page_icon=asset_url("icon.svg"), layout="wide")

if page.url_path.startswith("redaktion"):  # the desk is not filtered, and has parameters of its own
    filters.leave(page.url_path)
    style.apply(active=None)
    live.follow(frame.run(page))
else:
    held = loaded()
    filters.tidy_address(held.known)
    filters.keep_linked(page.url_path)
    filters.sidebar(held.known)
    selection, problems = filters.selection(held.known)
    style.apply(active=len(selection.pairs()))
    with st.container():  # always there: a map that is moved by what comes above it is made anew
        messages.problems(
            problems or filters.said_of_address(selection), lead="Nicht alles davon geht; das wurde nicht beachtet:"
        )
        messages.problems(held.problems, lead="Ein Teil der Daten konnte nicht gelesen werden; der Rest ist da:")
    page.run()
    live.follow(held.stamp)
