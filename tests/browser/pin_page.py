"""A page with nothing but the map of the pin, to try it before and beside the pages that use it."""

import streamlit as st

from tourkarte.model import Point
from tourkarte.ui.pin_map import pin_map

HERNE = Point(lat=51.5402, lon=7.2203)
CANDIDATES = [("Hauptstraße 5, 44651 Herne", Point(lat=51.52, lon=7.15)), ("<b>Bochum</b>", Point(lat=51.48, lon=7.22))]

st.set_page_config(page_title="Stecknadel")
state = st.session_state
state.setdefault("point", HERNE if "herne" in st.query_params else None)
state.setdefault("radius", 900.0 if "herne" in st.query_params else 0.0)
state.setdefault("runs", 0)
state.runs += 1
candidates = CANDIDATES if "vorschlag" in st.query_params else []


def put(found: Point) -> None:
    state.point, state.radius = found, 0.0


pin_map(state.point, state.radius, candidates, key="pin", on_set=put)
if st.button("Zurück"):
    state.point, state.radius = HERNE, 900.0
    st.rerun()
st.button("Noch einmal")
where = f"{state.point.lat:.6f} {state.point.lon:.6f}" if state.point else "nirgends"
st.text(f"Stelle: {where}\nLäufe: {state.runs}")  # in one, so that a run is seen whole or not at all
st.html('<div style="height: 900px"></div>')  # so that the page could scroll
