"""The frame of every page: title, navigation, style, shared filters, and what of all that does not go."""

from typing import Literal

import streamlit as st

from tourkarte import language
from tourkarte.language import DEFAULT, N_, _
from tourkarte.ui import arrival, filters, footer, language_switch, live, messages, replay, sign_in, style
from tourkarte.ui.desk import frame
from tourkarte.web.assets import asset_url
from tourkarte.web.loaded import loaded

language.use(language_switch.spoken())  # before anything is said
# Editors alone find the desk in the menu; whoever has an address of it is asked there to sign in.
shown: Literal["visible", "hidden"] = "visible" if sign_in.editor() else "hidden"
PUBLIC = (
    ("karte.py", N_("Karte"), "map", ""),
    ("termine.py", N_("Tabelle und Export"), "table", "termine"),
    ("fortschritt.py", N_("Fortschritt"), "donut_small", "fortschritt"),
    ("hinweise.py", N_("Hinweise"), "info", "hinweise"),
)
DESK = (
    ("redaktion.py", "Einladungen einlesen", "upload_file", "redaktion"),
    ("redaktion_termine.py", "Termine bearbeiten", "edit_calendar", "redaktion-termine"),
    ("redaktion_touren.py", "Touren", "route", "redaktion-touren"),
    ("redaktion_verlauf.py", "Verlauf", "history", "redaktion-verlauf"),
)
pages = {
    "": [
        *(
            st.Page(file, title=_(title), icon=f":material/{icon}:", url_path=path, default=not path)
            for file, title, icon, path in PUBLIC
        ),
        # Every page's foot leads there.
        st.Page("barrierefreiheit.py", title=_("Barrierefreiheit"), url_path="barrierefreiheit", visibility="hidden"),
    ],
    "Redaktion": [
        *(
            st.Page(file, title=title, icon=f":material/{icon}:", url_path=path, visibility=shown)
            for file, title, icon, path in DESK
        ),
        st.Page("redaktion_pruefen.py", title="Prüfen", url_path="redaktion-pruefen", visibility="hidden"),
    ],
}
page = st.navigation(pages, position="top")
st.set_page_config(page_title=f"{page.title} – Tourkarte", page_icon=asset_url("icon.svg"), layout="wide")

if page.url_path.startswith("redaktion"):  # the desk is not filtered, and has parameters of its own
    language.use(DEFAULT)
    arrival.leave(page.url_path)
    style.apply(active=None)
    live.follow(frame.run(page), desk=True)
else:
    held = loaded()
    language_switch.keep()
    arrival.tidy_address(held.known, held.ids)
    arrival.keep_linked(page.url_path)
    asked = filters.sidebar(held)
    style.apply(active=len(asked.selection.active()))
    language_switch.show(page.url_path, asked.selection, asked.viewing)
    with st.container():  # always there: a map that is moved by what comes above it is made anew
        messages.problems(
            asked.problems or arrival.said_of_address(asked.selection, held.known),
            lead=_("Diese Angaben gehen nicht und wurden nicht beachtet:"),
        )
        messages.problems(held.problems, lead=_("Ein Teil der Daten konnte nicht gelesen werden; der Rest ist da:"))
        replay.banner(page.url_path, asked.viewing.as_of)
    page.run()
    footer.show(page.url_path, asked.selection, asked.viewing)
    live.follow(held.stamp)
