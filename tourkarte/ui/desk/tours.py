"""The tours at the desk: how many appointments each has, what it is called, and new ones."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import Any, Final

import streamlit as st

from tourkarte.desk import editing
from tourkarte.store.installed import store
from tourkarte.store.records import Kind, TourRecord
from tourkarte.ui.desk import session
from tourkarte.ui.markdown import plain

_MOST_PLANNED: Final = 10_000
_NEW: Final = TourRecord(id="", title="")


def counted() -> list[tuple[TourRecord, int]]:
    """Return all tours with the number of their appointments."""
    with store().read() as reader:
        tours = reader.all(TourRecord)
        counts = Counter(row["tour"] for row in reader.rows(Kind.APPOINTMENT, "tour"))
    return [(tour, counts[tour.id]) for tour in tours]


def edit(tour: TourRecord, appointments: int) -> None:
    """Draw a tour that can be changed."""
    counted = "1 Termin" if appointments == 1 else f"{appointments} Termine"
    planned = f", {tour.planned} geplant" if tour.planned else ""
    with st.expander(f"**{plain(tour.title)}** · {counted}{planned}", icon=":material/route:", key=f"tour-{tour.id}"):
        with st.form(f"tour-form-{tour.id}", border=False):
            _fields(tour)
            st.form_submit_button("Speichern", key=f"tour-save-{tour.id}", icon=":material/save:", on_click=_save,
                                  args=(tour,))  # fmt: skip
        st.page_link("karte.py", label="Auf der Karte ansehen", icon=":material/map:", query_params={"tour": tour.id})


def add() -> None:
    """Draw an empty form for a new tour."""
    st.subheader("Neue Tour", anchor=False)
    with st.form("tour-form-new", border=False, clear_on_submit=False):
        _fields(_NEW)
        st.form_submit_button("Anlegen", key="tour-add", icon=":material/add:", type="primary", on_click=_add)


def _fields(tour: TourRecord) -> None:
    st.text_input("Titel", tour.title, key=_key(tour, "title"), placeholder="Sommertour 2018")
    st.text_input("Untertitel", tour.subtitle, key=_key(tour, "subtitle"), placeholder="Worum es geht")
    st.number_input("Geplante Besuche", 0, _MOST_PLANNED, tour.planned, key=_key(tour, "planned"))


def _key(tour: TourRecord, name: str) -> str:
    """Return the key of a field's widget: another one as soon as what is stored is another."""
    return f"tour-{tour.id}-{name}-{zlib.crc32(repr(getattr(tour, name)).encode()):x}"


def _typed(tour: TourRecord) -> dict[str, Any]:
    values = {name: st.session_state[_key(tour, name)] for name in ("title", "subtitle", "planned")}
    return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}


def _save(tour: TourRecord) -> None:
    values = {name: value for name, value in _typed(tour).items() if value != getattr(tour, name)}
    if not values:
        session.say("Es gab nichts zu speichern: In den Feldern steht, was gespeichert ist.")
        return
    session.do(editing.edit_tour, tour.id, tour.revision, **values)


def _add() -> None:
    if session.do(editing.add_tour, **_typed(_NEW)):
        for name, empty in (("title", ""), ("subtitle", ""), ("planned", 0)):
            st.session_state[_key(_NEW, name)] = empty
