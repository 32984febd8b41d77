import streamlit as st

from tourkarte.ui import sign_in
from tourkarte.ui.markdown import plain

st.title("Redaktion")
who = sign_in.editor()
if who is None:
    sign_in.ask()
    st.stop()

with st.container(horizontal=True, vertical_alignment="center"):
    st.caption(f"Angemeldet als {plain(who.name)}. Der Name steht neben jeder Änderung.", width="stretch")
    st.button("Abmelden", key="sign-out", on_click=who.sign_out)
