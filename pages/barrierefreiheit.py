import streamlit as st

from tourkarte.language import _
from tourkarte.ui import accessibility, document

st.title(_("Erklärung zur Barrierefreiheit"))
document.show("accessibility", contact=accessibility.contact(), date=accessibility.date())
