"""Which appointments the desk's table shows, and the way to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.selection import MAX_WORDS
from tourkarte.ui.desk import appointment, table
from tourkarte.ui.desk.listing import chosen

if TYPE_CHECKING:
    import pandas as pd

    from tourkarte.ui.desk.listing import Listing

_TOUR, _WORDS, _PHASE, _CHOICE = "desk-tour", "desk-words", "desk-phase", "desk-choice"
_UPCOMING: Final = "kommende"
_ALL: Final = "alle"


def filters(found: Listing) -> tuple[pd.DataFrame, tuple[Any, ...]]:
    """Draw what the table is narrowed by; return its rows, and what was chosen."""
    if _PHASE not in st.session_state:
        ahead = len(chosen(found, tour=None, words="", upcoming=True))
        st.session_state[_PHASE] = _UPCOMING if ahead else _ALL
    if st.session_state.get(_TOUR) not in found.tours:
        st.session_state[_TOUR] = None
    with st.container(horizontal=True, vertical_alignment="bottom", key="desk-filters"):
        tour = st.selectbox(
            "Tour", list(found.tours), index=None, key=_TOUR, persist_state="session", placeholder="alle Touren",
            format_func=found.tours.__getitem__,
        )  # fmt: skip
        words = st.text_input("Suche", key=_WORDS, persist_state="session", max_chars=MAX_WORDS,
                              placeholder="Ort, Straße, Titel")  # fmt: skip
        phase = st.segmented_control("Zeitraum", [_UPCOMING, _ALL], key=_PHASE, persist_state="session", required=True)
        st.button("Neuer Termin", key="new", icon=":material/add:", shortcut="Ctrl+Alt+N", on_click=_new,
                  disabled=not found.tours)  # fmt: skip
    about = (tour, words or "", phase)
    return chosen(found, tour=tour, words=words or "", upcoming=phase == _UPCOMING), about


def _new() -> None:
    st.query_params.from_dict({appointment.NEW: "1"})


def opener(found: Listing, rows: pd.DataFrame) -> None:
    """Draw what opens one of the chosen appointments by typing."""
    st.selectbox(
        "Einen Termin öffnen",
        rows["id"].tolist(),
        index=None,
        key=_CHOICE,
        format_func=found.labels.__getitem__,
        placeholder="Tag, Stadt oder Titel tippen",
        on_change=_open,
        help="Oder in der Tabelle auf „Öffnen“. Dort stehen auch Hinweis, Bericht, Lage und der Verlauf des Termins.",
    )


def _open() -> None:
    if key := st.session_state[_CHOICE]:
        appointment.go_to(key)


def counted(rows: pd.DataFrame) -> None:
    """Say how the table works, and how many rows it does not show."""
    more = len(rows) - table.MOST
    if more > 0:
        st.caption(f"Gezeigt werden die ersten {table.MOST} von {len(rows)} Terminen. Tour und Suche grenzen sie ein.")
    st.caption(
        "Was Sie in eine Zelle tippen, ist sofort gespeichert und veröffentlicht. Die Eingabetaste öffnet und schließt "
        "eine Zelle, Strg + V fügt auch mehrere Zellen aus einer Tabellenkalkulation ein."
    )


def nothing(found: Listing) -> None:
    """Say that there is nothing to edit, and what to do."""
    if found.frame.empty:
        st.info("Es gibt noch keine Termine.", icon=":material/event_busy:")
        st.page_link("redaktion.py", label="Eine Einladung einlesen", icon=":material/upload_file:")
        if not found.tours:
            st.page_link("redaktion_touren.py", label="Zuerst eine Tour anlegen", icon=":material/route:")
        return
    st.info("Kein Termin passt zu dieser Auswahl.", icon=":material/event_busy:")
    st.button("Alle Termine zeigen", key="desk-all", on_click=_all)


def _all() -> None:
    st.session_state.update({_TOUR: None, _WORDS: "", _PHASE: _ALL})
