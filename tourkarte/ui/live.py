"""An open page follows the store: what somebody publishes appears within seconds, where the visitor is looking.

The browser asks for the store's state and runs the page again when it is another; a page that nobody sees asks nothing.
Streamlit's own way, a fragment that runs every few seconds, would cost a run per visitor and look, changed or not.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.web import state

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

    from tourkarte.store.queries import Stamp

_NAME: Final = "tourkarte_live"
_EVERY_MS: Final = 2500


@cache
def _component() -> ComponentRenderer:
    # Declared when a page runs: a component that is declared outside of a run is registered nowhere.
    module = (files("tourkarte.ui") / "live.js").read_text(encoding="utf-8")
    return st.components.v2.component(_NAME, html="<i></i>", js=module)


def follow(stamp: Stamp | None, *, desk: bool = False) -> None:
    """Run the page again as soon as it shows what is no longer so.

    Parameters
    ----------
    stamp
        Which state of the store it shows; None if the store could not be asked.
    desk
        Whether it shows what is worked on, and not only what is published.
    """
    address, shown = (state.DESK, state.whole(stamp)) if desk else (state.VISITORS, state.visible(stamp))
    with st.container(key="live"):
        _component()(
            key="live-state",
            data={"address": address, "state": shown, "every": _EVERY_MS},
            height=1,
            on_state_change=lambda: None,
        )
