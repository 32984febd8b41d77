"""What is done with an appointment as a whole: cancel, move, take out, take up again. Each asks before it does."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.desk import editing
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.ui.desk import appointment, forms, session
from tourkarte.ui.desk.values import day_text, read_text, read_time, time_text

if TYPE_CHECKING:
    from tourkarte.store.records import AppointmentRecord
    from tourkarte.store.store import Store


def bar(record: AppointmentRecord) -> None:
    """Draw what can be done."""
    with st.container(horizontal=True, key="deeds"):
        if record.status is Status.SCHEDULED:
            if st.button("Absagen", key="cancel", icon=":material/event_busy:", shortcut="Alt+A"):
                _cancel_dialog(record)
        else:
            st.button(
                "Wieder ansetzen", key="restore", icon=":material/event_available:", shortcut="Alt+W",
                on_click=appointment.save, args=(record.id, record.revision, {"status": Status.SCHEDULED}),
            )  # fmt: skip
        if record.status is not Status.MOVED and st.button(
            "Verschieben", key="move", icon=":material/event_repeat:", shortcut="Alt+V"
        ):
            _move_dialog(record)
        if st.button("Löschen", key="remove", icon=":material/delete:", shortcut="Alt+L"):
            _remove_dialog(record)


@st.dialog("Termin absagen")
def _cancel_dialog(record: AppointmentRecord) -> None:
    st.markdown("Der Termin bleibt sichtbar und ist als abgesagt gekennzeichnet. Das lässt sich zurücknehmen.")
    with st.form("cancel-form", border=False):
        st.text_input("Hinweis für alle (freiwillig)", key="cancel-note", placeholder="Entfällt wegen Krankheit.")
        if st.form_submit_button("Absagen", type="primary", key="cancel-now", on_click=_cancel, args=(record,)):
            st.rerun()


def _cancel(record: AppointmentRecord) -> None:
    note = read_text(st.session_state.get("cancel-note"))
    done: AppointmentRecord | None = session.do(editing.cancel, record.id, record.revision, note=note)
    if done:
        forms.rebase(done)


@st.dialog("Termin verschieben")
def _move_dialog(record: AppointmentRecord) -> None:
    st.markdown(
        f"Bisher: {day_text(record.date)}{f', {record.start:%H:%M} Uhr' if record.start else ''}. Der alte Termin "
        "bleibt stehen, ist als verschoben gekennzeichnet und führt zum neuen."
    )
    with st.form("move-form", border=False):
        st.date_input("Neuer Tag", record.date, key="move-date", format="DD.MM.YYYY", min_value=FIRST_DAY,
                      max_value=LAST_DAY)  # fmt: skip
        with st.container(horizontal=True):
            st.text_input("Neuer Beginn", time_text(record.start), key="move-start", placeholder="11:00")
            st.text_input("Neues Ende", time_text(record.end), key="move-end", placeholder="12:30")
        if st.form_submit_button("Verschieben", type="primary", key="move-now", on_click=_move, args=(record,)):
            st.rerun()


def _move(record: AppointmentRecord) -> None:
    try:
        start, end = (_time(name, word) for name, word in (("move-start", "Beginn"), ("move-end", "Ende")))
    except InvalidValueError as error:
        session.say(str(error), good=False)
        return
    date = st.session_state.get("move-date")
    if not isinstance(date, dt.date):
        session.say("Zum Verschieben braucht es einen Tag. Bitte einen wählen.", good=False)
        return
    done = session.do(editing.move, record.id, record.revision, date=date, start=start, end=end)
    if done:
        appointment.go_to(done[1].id)


def _time(key: str, name: str) -> dt.time | None:
    return read_time(st.session_state.get(key) or "", name)


@st.dialog("Termin löschen")
def _remove_dialog(record: AppointmentRecord) -> None:
    st.markdown(
        "Einen gelöschten Termin sieht niemand mehr. Findet er nicht statt, ist Absagen besser: Dann erfahren es alle, "
        "die ihn schon kennen. Im Verlauf lässt sich das Löschen zurücknehmen."
    )
    if st.button("Löschen", type="primary", key="remove-now", on_click=_remove, args=(record,)):
        st.rerun()


def _remove(record: AppointmentRecord) -> None:
    def remove(store: Store, *, author: str) -> bool:
        editing.remove(store, record.id, record.revision, author=author)
        return True

    if session.do(remove):
        appointment.leave()
