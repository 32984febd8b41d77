import streamlit as st

from tourkarte.ui import coverage_view, filters, replay
from tourkarte.ui.view import current
from tourkarte.views import coverage_html

view = current()
st.html(view.heading())
filters.chips(view)

seen = coverage_view.seen(view)
replay.controls(view)
st.html(seen.figures())
left, right = st.columns([7, 6], gap="large")
with left:
    st.markdown(seen.drawing(), unsafe_allow_html=True)
    seen.download()
with right:
    st.html(coverage_html.bars(seen.regions))
    st.html(coverage_html.note(seen.remarks))
st.html(coverage_html.listing(seen.regions))
