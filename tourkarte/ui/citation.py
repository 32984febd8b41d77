"""How these pages are named as a source."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import streamlit as st
from babel.dates import format_date

from tourkarte import clock
from tourkarte.language import _, locale
from tourkarte.ui.address import address
from tourkarte.ui.markdown import plain
from tourkarte.ui.view import current as shown

if TYPE_CHECKING:
    from tourkarte.ui.view import View


def line() -> str:
    """Return the line that cites the map with what is selected, in Markdown."""
    view: View = shown()
    titles = ", ".join(tour.title for tour in view.tours) or _("Termine")
    link = urljoin(st.context.url or "", address("", view.selection, view.viewing))
    today = format_date(clock.now(), format="long", locale=locale())
    return _("{titles}: Karte und Termine. {link}, abgerufen am {date}.").format(
        titles=plain(titles), link=f"<{link}>", date=today
    )
