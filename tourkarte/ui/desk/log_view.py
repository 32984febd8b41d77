"""The log on a page: who did what and when, what it changed, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.desk.history import STAYS
from tourkarte.store.installed import store
from tourkarte.store.records import Kind
from tourkarte.ui.desk import differences, session
from tourkarte.ui.desk.values import moment_text
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.store.log import Change
    from tourkarte.store.records import AppointmentRecord

PAGE: Final = 50
_MOST_RECORDS: Final = 20
_MOST_REVISIONS: Final = 30


def entries(changes: Sequence[Change]) -> None:
    """Draw changes, each with its details behind it; they are read when somebody opens them."""
    for change in changes:
        _entry(change)


def _entry(change: Change) -> None:
    taken_back = " · zurückgenommen" if change.undone_by else ""
    title = f"{moment_text(change.at)} · **{plain(change.author)}** · {plain(change.summary)}{taken_back}"
    box = st.expander(title, key=f"change-{change.id}", on_change="rerun")
    if not box.open:
        return
    with box:
        with store().read() as reader:
            touched = reader.revisions_of(change.id, limit=_MOST_RECORDS)
            more = reader.touched(change.id) - len(touched)
        st.html(differences.html(touched, more=more))
        way_back(change, where="log")


def way_back(change: Change, *, where: str) -> None:
    """Draw what takes a change back, where it can be."""
    if change.action == STAYS or change.undone_by:
        return
    st.button(
        "Wiederholen" if change.again else "Rückgängig",
        key=f"{where}-undo-{change.id}",
        icon=":material/redo:" if change.again else ":material/undo:",
        on_click=session.undo,
        args=(change.id,),
    )


def history(record: AppointmentRecord) -> None:
    """Draw what became of an appointment, the last change first."""
    with store().read() as reader:
        revisions = differences.of_entity(reader.history(Kind.APPOINTMENT, record.id))
        changes = reader.changes(limit=_MOST_REVISIONS, entity=(Kind.APPOINTMENT, record.id))
    st.subheader("Verlauf dieses Termins", anchor=False)
    for change in changes:
        with st.container(border=True, key=f"history-{change.id}"):
            taken_back = " (zurückgenommen)" if change.undone_by else ""
            st.markdown(f"{moment_text(change.at)} · **{plain(change.author)}** · {plain(change.summary)}{taken_back}")
            if any(revision.before for revision in revisions.get(change.id, [])):
                st.html(differences.html(revisions[change.id], named=False))
            way_back(change, where="history")
    if len(revisions) > len(changes):
        st.caption(f"Gezeigt werden die letzten {_MOST_REVISIONS} Änderungen; ältere stehen im Verlauf.")
