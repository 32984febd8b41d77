"""The server of `pin_page.py`, with the assets and the headers of the dashboard."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from tourkarte.web.assets import ROUTES
from tourkarte.web.headers import SecurityHeaders

app = st.App(Path(__file__).with_name("pin_page.py"), routes=ROUTES, middleware=[Middleware(SecurityHeaders)])
