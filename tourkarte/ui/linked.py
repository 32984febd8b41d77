"""What a page shows of an appointment is linked: choosing it in cards or table puts it into focus everywhere.

The cards, the table and the days of the timeline stay plain HTML of the page, so they are there before any script is.
One component without a face listens to their clicks and marks what is in focus: choosing draws nothing anew.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from zlib import crc32

import streamlit as st

from tourkarte import language
from tourkarte.language import _
from tourkarte.ui import filters
from tourkarte.ui.choice import choose

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.ui.view import View

_NAME: Final = "tourkarte_linked"
_KEY: Final = "linked"


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "linked.js").read_text(encoding="utf-8")
    return st.components.v2.component(_NAME, html="<i></i>", js=module)


def link(view: View, *shown: str) -> None:
    """Link the parts of a page; `shown` is their HTML, of which the browser is told that it changed."""
    with st.container(key="links"):
        _component()(
            key=_KEY,
            data={
                "chosen": view.viewing.chosen,
                "shown": crc32("".join(shown).encode()),
                "locale": language.locale().replace("_", "-"),
                "words": {"in": _("in {duration}"), "now": _("jetzt")},
            },
            height=1,
            on_choose_change=_choose,
            on_days_change=_filter,
            on_begun_change=lambda: None,  # the next run shows what comes after it
        )


def _choose() -> None:
    if key := st.session_state[_KEY].get("choose"):
        choose(str(key))


def _filter() -> None:
    """Filter by the days from the one to the other; by those that are shown already, or by none, no longer."""
    wanted = str(st.session_state[_KEY].get("days") or "/").split("/")
    if len(wanted) != 2 or not all(wanted):  # noqa: PLR2004 (a first and a last day)
        filters.show_days(None, None)
        return
    first, last = map(dt.date.fromisoformat, wanted)
    shown = (st.session_state.get("von"), st.session_state.get("bis"))
    filters.show_days(*((None, None) if shown == (first, last) else (first, last)))
