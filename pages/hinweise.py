import streamlit as st

from tourkarte.language import _
from tourkarte.ui import citation, document

st.title(_("Hinweise"))
document.show("notes", citation=citation.line())
