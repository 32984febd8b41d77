"""What a page says when something is missing or wrong, each with its next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.language import _
from tourkarte.ui import filters
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tourkarte.errors import Problem
    from tourkarte.ui.view import View

_MOST: Final = 5


def problems(found: Iterable[Problem], *, lead: str) -> None:
    """Say what is wrong, each thing once, the first few in full."""
    lines = list(dict.fromkeys(str(problem) if problem.file else problem.message for problem in found))
    if not lines:
        return
    rest = [_("… und {count} weitere.").format(count=len(lines) - _MOST)] if len(lines) > _MOST else []
    text = "\n".join([lead, "", *(f"- {plain(line)}" for line in [*lines[:_MOST], *rest])])
    st.warning(text, icon=":material/info:")


def empty(view: View) -> None:
    """Say that nothing is there to show, why, and what to do."""
    if view.data.appointments.empty:
        st.info(_("Es sind noch keine Termine veröffentlicht."), icon=":material/event_busy:")
        return
    wanted = ", ".join(label for _parameter, _value, label in view.selection.active(view.known))
    told = _("Keine Termine für diese Auswahl ({wanted}).").format(wanted=plain(wanted))
    st.info(told, icon=":material/event_busy:")
    st.button(_("Filter zurücksetzen"), key="empty-reset", on_click=filters.clear, type="primary")
