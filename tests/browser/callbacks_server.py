"""The server of `callbacks_page.py`, set up as the dashboard is."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from tourkarte.ui.callbacks import let_callbacks_finish

let_callbacks_finish()
app = st.App(Path(__file__).with_name("callbacks_page.py"))
