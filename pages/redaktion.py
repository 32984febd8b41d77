import streamlit as st

from tourkarte.ui.desk import intake, session

session.enter("Redaktion")
session.signature()
left, right = st.columns([7, 5], gap="large")
with left:
    st.subheader("Einlesen")
    if chosen := intake.tour():
        intake.drop_zone(chosen)
    intake.failures()
with right:
    intake.on_the_desk()
