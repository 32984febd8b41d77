import streamlit as st

from tourkarte.ui.desk import draft_table, drafting, place, publish, review, session
from tourkarte.ui.markdown import plain

session.enter("Prüfen")
held = review.opened()
if held is None:
    st.info("Dieses Dokument gibt es nicht oder nicht mehr.", icon=":material/info:")
    st.page_link("redaktion.py", label="Zu den Dokumenten", icon=":material/arrow_back:")
    st.stop()

st.caption(plain(held.document.name))
publish.bar(held)
with st.container():  # always there, so that what is below stays in its place
    if held.is_open and len(held.drafts) > 1:
        with st.expander("Alle Entwürfe als Tabelle", icon=":material/table_edit:", key="all-drafts"):
            draft_table.show(held)
left, right = st.columns([6, 7], gap="large")
with right:
    chosen = review.choose(held)
    if chosen and held.is_open:
        drafting.actions(held, chosen)
        drafting.edit(chosen, held.steps.get(chosen.id))
with left:
    review.paper(held, chosen)
    if chosen and held.is_open:
        place.editor(chosen, drafting.pin_of(chosen), chosen.candidates)
