"""The floor: what Streamlit costs a visitor before anything is on the page."""

import streamlit as st

st.write("leer")
