"""The filters that all pages share: fields and boxes in the sidebar, all of them in the address.

Streamlit keeps its own fields and the address in step, `facets` what is ticked.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import streamlit as st

from tourkarte import clock, language
from tourkarte.language import _
from tourkarte.selection import DEFAULT_KM, MAX_KM, archived
from tourkarte.settings import settings
from tourkarte.ui import asked, copy_link, downloads, facets
from tourkarte.ui.markdown import plain
from tourkarte.views import html

if TYPE_CHECKING:
    from tourkarte.ui.asked import Asked
    from tourkarte.ui.view import View
    from tourkarte.web.loaded import Loaded


def sidebar(held: Loaded) -> Asked:
    """Draw the filters, and return what is asked for by them and by the address."""
    with st.sidebar:
        st.subheader(_("Filter"))
        st.text_input(_("Suche"), key="suche", bind="query-params", placeholder=_("Ort, Straße, Titel"))
        _around()
        st.date_input(_("Von"), **_day("von"))
        st.date_input(_("Bis"), **_day("bis"))
        found = asked.read(held)
        frame, known = held.data.appointments, held.known
        now = found.viewing.as_of or clock.now(settings().now)
        facets.show(found.selection, frame, known, archive=archived(known.tours, frame, now))
        st.button(_("Filter zurücksetzen"), key="reset", on_click=clear, width="stretch")
    return found


def _around() -> None:
    place, km = st.columns([5, 4], gap="small")
    place.text_input(
        _("In der Nähe von"), key="nahe", bind="query-params", placeholder=_("PLZ oder Stadt"), on_change=_even_km
    )
    km.number_input(
        _("Umkreis in km"),
        key="km",
        bind="query-params",
        value=None,  # one that is set would be in the way of the session's
        min_value=1,
        max_value=MAX_KM,
        step=5,
        placeholder=str(DEFAULT_KM),
        on_change=_even_km,
        disabled=not st.session_state["nahe"].strip(),
    )


def _even_km() -> None:
    """See to it that there is a distance where there is a place to measure from, and only there."""
    has_place = bool(st.session_state["nahe"].strip())
    st.session_state["km"] = (st.session_state["km"] or DEFAULT_KM) if has_place else None


def _day(key: str) -> dict[str, Any]:
    return {
        "key": key,
        "value": None,
        "min_value": dt.date.min,
        "max_value": dt.date.max,
        "format": "DD/MM/YYYY" if language.current() == "en" else "DD.MM.YYYY",
        "bind": "query-params",
    }


def chips(view: View) -> None:
    """Say how much is shown, with a button for each active filter that takes it out and one for all, and the link."""
    active = view.selection.active(view.known)
    with st.container(horizontal=True, gap="small", key="chips"):
        st.html(html.count(len(view.frame), len(view.data.appointments)), width="content")
        for parameter, value, label in active:
            st.button(
                plain(label),
                key=f"chip-{parameter}-{value}",
                icon=":material/close:",
                help=_("Diesen Filter entfernen"),
                on_click=remove,
                args=(parameter, value),
            )
        if active:
            st.button(_("Alle Filter entfernen"), key="chip-all", type="tertiary", on_click=clear)
        copy_link.show(view.selection, view.viewing)
        downloads.show(view)
    st.html(html.render("notice.html", lines=_notices(view)))  # always there: what follows would move


def _notices(view: View) -> list[str]:
    """Return what a visitor should know about how the selection was understood."""
    rows = view.data.appointments
    lines = [
        _("„{word}“ kommt nicht vor; gesucht wurde auch {meant}.").format(
            word=found.word, meant=", ".join(_("„{value}“").format(value=meant) for meant in found.meant)
        )
        for found in view.selection.corrections(rows)
    ]
    if missing := view.selection.unplaced(rows):
        told = language.ngettext(
            "{n} Termin ohne bekannte Lage ist im Umkreis nicht dabei.",
            "{n} Termine ohne bekannte Lage sind im Umkreis nicht dabei.",
            missing,
        )
        lines.append(told.format(n=missing))
    return lines


def remove(parameter: str, value: str) -> None:
    """Take one value of one filter out of the fields and the address."""
    if parameter in facets.PARAMETERS:
        facets.hold(parameter, [held for held in facets.held()[parameter] if held != value])
    elif parameter == "nahe":
        show_around("")
    else:
        st.session_state[parameter] = None if parameter in asked.DAYS else ""


def clear() -> None:
    """Take out all filters. For callbacks only, as `remove`: fields cannot be set once they are drawn.

    How the selection is looked at stays as it is.
    """
    show_days(None, None)
    show_around("")
    st.session_state["suche"] = ""
    for name in facets.PARAMETERS:
        facets.hold(name, [])


def show_days(first: dt.date | None, last: dt.date | None) -> None:
    """Filter by the days from `first` to `last`, both included; the other filters stay."""
    st.session_state["von"], st.session_state["bis"] = first, last


def show_around(place: str, km: int | None = None) -> None:
    """Filter by what lies around a postal code or town; an empty one lets the filter go."""
    st.session_state["nahe"], st.session_state["km"] = place, (km or DEFAULT_KM) if place else None


def show_district(ags: str) -> None:
    """Filter by a district as well; by one that is filtered by already, no longer."""
    held = facets.held()["kreis"]
    facets.hold("kreis", [other for other in held if other != ags] if ags in held else [*held, ags])
