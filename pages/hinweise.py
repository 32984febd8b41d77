from importlib.resources import files

import streamlit as st

st.title("Hinweise")
st.markdown((files("tourkarte.ui") / "notes.md").read_text(encoding="utf-8"))
