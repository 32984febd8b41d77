"""One appointment at the desk: its form, its pin, and what else can be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

import streamlit as st

from tourkarte import clock
from tourkarte.desk import editing, hints
from tourkarte.errors import InvalidValueError
from tourkarte.model import Status
from tourkarte.settings import settings
from tourkarte.store.errors import ConflictError, GoneError
from tourkarte.store.installed import store
from tourkarte.store.records import AppointmentRecord, Kind
from tourkarte.ui.desk import conflicts, forms, session, table
from tourkarte.ui.desk.values import day_text
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tourkarte.model import Point

OPENED: Final = "termin"
"""The parameter of the address that names an appointment."""
NEW: Final = "neu"
"""The parameter that asks for an empty form."""


def opened() -> AppointmentRecord | None:
    """Return the appointment that the address names, as it is now; None if there is none."""
    try:
        with store().read() as reader:
            return reader.get(AppointmentRecord, st.query_params[OPENED])
    except GoneError:
        return None


def leave() -> None:
    """Go back to the table; for callbacks."""
    st.query_params.clear()
    table.renew()


def go_to(key: str) -> None:
    """Open an appointment; for callbacks."""
    st.query_params.from_dict({OPENED: key})


def back() -> None:
    """Draw the way back to the table."""
    st.button("Zur Tabelle", key="to-table", icon=":material/arrow_back:", shortcut="Alt+T", on_click=leave)


def head(record: AppointmentRecord) -> None:
    """Say which appointment it is, and what became of it."""
    time = f", {record.start:%H:%M} Uhr" if record.start else ""
    st.subheader(plain(record.title), anchor=False)
    st.markdown(f"{day_text(record.date)}{time}{plain(f', {record.city}' if record.city else '')}")
    for doubt in hints.of_centre(record):
        st.info(plain(doubt.reason), icon=":material/help:")
    if record.status is Status.CANCELLED:
        st.warning("Dieser Termin ist abgesagt. Besucherinnen und Besucher sehen ihn durchgestrichen.",
                   icon=":material/event_busy:")  # fmt: skip
    if record.status is Status.MOVED:
        st.warning("Dieser Termin ist verschoben.", icon=":material/event_repeat:")
        if record.moved_to:
            st.button("Neuen Termin öffnen", key="to-moved", icon=":material/arrow_forward:", on_click=go_to,
                      args=(record.moved_to,))  # fmt: skip


def edit(record: AppointmentRecord) -> None:
    """Draw the form of an appointment."""
    if conflict := conflicts.of(record):
        conflicts.settle(conflict, lambda base, values: save(record.id, base, values))
        return
    seen = conflicts.begun(record)
    conflicts.changed_meanwhile(seen, record)
    with st.form(f"form-of-{record.id}", border=False):
        forms.draw(seen)
        st.form_submit_button(
            "Speichern", icon=":material/save:", type="primary", key="save", shortcut="Ctrl+S", on_click=_submit,
            args=(seen,), help="Die Eingabetaste in einem Feld speichert auch.",
        )  # fmt: skip


def settle_any() -> None:
    """Let a conflict be settled that arose in the table."""
    if conflict := conflicts.kept(Kind.APPOINTMENT):
        st.markdown(f"**{plain(cast('AppointmentRecord', conflict.current).title)}**")
        conflicts.settle(conflict, lambda base, values: save(conflict.current.id, base, values))


def _submit(seen: AppointmentRecord) -> None:
    try:
        values = forms.changes(seen)
    except InvalidValueError as error:
        session.say(str(error), good=False)
        return
    if not values:
        session.say("Es gab nichts zu speichern: In den Feldern steht, was gespeichert ist.")
        return
    save(seen.id, seen.revision, values)


def save(key: str, base: int, values: Mapping[str, Any]) -> None:
    """Save fields of an appointment on top of a revision; a conflict is kept to be settled."""
    _going_on(lambda: session.do(editing.edit_appointment, key, base, merging=True, **values))


def pin_of(record: AppointmentRecord) -> Callable[[Point], None]:
    """Return what sets the pin of an appointment."""
    return lambda point: _going_on(
        lambda: session.do(editing.set_point, record.id, record.revision, point, merging=True)
    )


def _going_on(call: Callable[[], AppointmentRecord | None]) -> None:
    try:
        saved = call()
    except ConflictError as error:
        conflicts.keep(error)
        return
    if saved:
        forms.rebase(saved)


def new(tours: Mapping[str, str]) -> None:
    """Draw an empty form; the tour is chosen first, for ids begin with it."""
    st.subheader("Neuer Termin", anchor=False)
    today = clock.now(settings().now).date()
    tour = st.selectbox("Tour", list(tours), format_func=tours.__getitem__, key="new-tour")
    empty = forms.base(AppointmentRecord(id="", tour="", date=today, title=""))
    with st.form("form-of-new", border=False):
        forms.draw(empty)
        st.form_submit_button(
            "Veröffentlichen", icon=":material/publish:", type="primary", key="add", shortcut="Ctrl+S",
            on_click=_add, args=(tour, empty), help="Der Termin ist dann sofort für alle zu sehen.",
        )  # fmt: skip


def _add(tour: str, empty: AppointmentRecord) -> None:
    try:
        values = {"date": empty.date} | forms.changes(empty)
    except InvalidValueError as error:
        session.say(str(error), good=False)
        return
    added = session.do(editing.add_appointment, tour=tour, **values)
    if added:
        forms.drop(replace(empty))
        go_to(added.id)
