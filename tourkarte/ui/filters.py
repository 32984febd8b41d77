"""The filters that all pages share: widgets in the sidebar, each bound to its parameter of the address.

Streamlit keeps widget and address in step. `tour` and `kreis` have no widget: they come with a link and show as chips.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.selection import STATUS_WORDS, Selection
from tourkarte.ui.markdown import plain
from tourkarte.viewing import PARAMETERS, Viewing
from tourkarte.views import html

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tourkarte.errors import Problem
    from tourkarte.selection import Known
    from tourkarte.ui.view import View

_LISTS: Final = ("stadt", "bezirk", "status")
_DAYS: Final = ("von", "bis")
_LINKED: Final = ("tour", "kreis", *PARAMETERS)
_SAID: Final = "said"


def tidy_address(known: Known, ids: Collection[str]) -> None:
    """Bring the address that a visitor comes with into its canonical form, and remember what it asked for in vain.

    Before Streamlit's widgets see it: they drop what they do not know without a word, and know less than `Selection`.
    `ids` are those of the appointments that can be chosen.
    """
    if _SAID in st.session_state:
        return
    address = _address()
    selection, problems = Selection.from_query(address, known)
    viewing, more = Viewing.from_query(address, ids)
    st.session_state[_SAID] = ((*problems, *more), selection)
    tidy = (*selection.pairs(), *viewing.pairs())
    if sorted(address) != sorted(tidy):
        st.query_params.from_dict({name: [value for other, value in tidy if other == name] for name, _ in tidy})
        st.rerun()


def viewing(ids: Collection[str]) -> Viewing:
    """Return how the visitor looks at the selection."""
    return Viewing.from_query(_address(), ids)[0]


def _address() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def said_of_address(shown: Selection) -> tuple[Problem, ...]:
    """Return what the address asked for in vain, as long as the selection that it gave is the one `shown`."""
    problems, about = st.session_state[_SAID]
    return problems if shown == about else ()


def keep_linked(page: str) -> None:
    """Carry the parameters without a widget along when the visitor goes to another page."""
    if st.session_state.get("page", page) != page:
        for name in _LINKED:
            if held := st.session_state.get(f"linked_{name}"):
                st.query_params[name] = held
    st.session_state["page"] = page
    for name in _LINKED:
        st.session_state[f"linked_{name}"] = st.query_params.get_all(name)


def leave(page: str) -> None:
    """Remember that the visitor is on a page without filters, so that the next one carries the linked ones on."""
    st.session_state["page"] = page


def sidebar(known: Known) -> None:
    """Draw the filters."""
    with st.sidebar:
        st.subheader("Filter")
        st.text_input("Suche", key="suche", bind="query-params", placeholder="Ort, Straße, Titel")
        st.multiselect("Stadt", known.cities, key="stadt", bind="query-params", placeholder="alle Städte")
        st.date_input("Von", **_day("von"))
        st.date_input("Bis", **_day("bis"))
        st.multiselect("Regierungsbezirk", known.regions, key="bezirk", bind="query-params", placeholder="alle Bezirke")
        st.multiselect(
            "Stand", list(STATUS_WORDS.values()), key="status", bind="query-params", placeholder="jeder Stand"
        )
        st.button("Filter zurücksetzen", key="reset", on_click=clear, width="stretch")


def _day(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "value": None,
        "min_value": dt.date.min,
        "max_value": dt.date.max,
        "format": "DD.MM.YYYY",
        "bind": "query-params",
    }


def selection(known: Known) -> tuple[Selection, tuple[Problem, ...]]:
    """Return what the visitor has selected, and what of it cannot be."""
    return Selection.from_query(_pairs(), known)


def _pairs() -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in _address() if name in _LINKED)
    for name in _LISTS:
        yield from ((name, value) for value in st.session_state.get(name, []))
    for name in _DAYS:
        if day := st.session_state.get(name):
            yield name, day.isoformat()
    yield "suche", st.session_state.get("suche", "")


def chips(view: View) -> None:
    """Say how much is shown, with a button for each active filter that takes it out and one for all."""
    active = view.selection.active(view.known)
    with st.container(horizontal=True, gap="small", key="chips"):
        st.html(html.count(len(view.stops), len(view.data.appointments)), width="content")
        for parameter, value, label in active:
            st.button(
                plain(label),
                key=f"chip-{parameter}-{value}",
                icon=":material/close:",
                help="Diesen Filter entfernen",
                on_click=remove,
                args=(parameter, value),
            )
        if active:
            st.button("Alle Filter entfernen", key="chip-all", type="tertiary", on_click=clear)


def remove(parameter: str, value: str) -> None:
    """Take one value of one filter out of the widgets and the address."""
    if parameter in _LISTS:
        st.session_state[parameter] = [held for held in st.session_state[parameter] if held != value]
    elif parameter in _LINKED:
        st.query_params[parameter] = [held for held in st.query_params.get_all(parameter) if held != value]
    else:
        st.session_state[parameter] = None if parameter in _DAYS else ""


def clear() -> None:
    """Take out all filters. For callbacks only, as `remove`: widgets cannot be set once they are drawn."""
    for name in _LISTS:
        st.session_state[name] = []
    show_days(None, None)
    st.session_state["suche"] = ""
    for name in _LINKED:
        st.query_params[name] = []


def show_days(first: dt.date | None, last: dt.date | None) -> None:
    """Filter by the days from `first` to `last`, both included; the other filters stay."""
    st.session_state["von"], st.session_state["bis"] = first, last


def show_district(ags: str) -> None:
    """Filter by a district; by one that is filtered by already, no longer."""
    held = st.query_params.get_all("kreis")
    st.query_params["kreis"] = [each for each in held if each != ags] if ags in held else [*held, ags]
