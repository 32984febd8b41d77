"""Where a draft or an appointment is: how well that is known, the pin, and other ways to set it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.errors import InvalidValueError, TourkarteError
from tourkarte.model import Point
from tourkarte.ui.desk import session
from tourkarte.ui.markdown import plain
from tourkarte.ui.pin_map import letter_of, pin_map
from tourkarte.views.precision import precision_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tourkarte.store.records import Candidate, Facts

    Put = Callable[[Point], Any]
    """Sets the point of what is edited."""

_PAIR: Final = re.compile(r"\s*(-?\d{1,3}[.,]\d+)\s*[,;/ ]\s*(-?\d{1,3}[.,]\d+)\s*")


def editor(record: Facts, put: Put, candidates: Sequence[Candidate] = ()) -> None:
    """Show where a record is, on a map whose pin can be moved and as coordinates that can be typed."""
    point = Point(lat=record.lat, lon=record.lon) if record.lat is not None and record.lon is not None else None
    st.markdown(f"**Lage:** {plain(precision_words(record.precision or '', record.radius_m or 0))}{_source(record)}")
    places = [(each.label, Point(lat=each.lat, lon=each.lon)) for each in candidates]
    with st.container():  # always there, so that the map below is not made anew
        _suggestions(record.id, places, put)
    pin_map(point, record.radius_m or 0.0, places, key=f"pin-{record.id}", on_set=put, height=300)
    _coordinates(record, point, put)


def _suggestions(key: str, places: Sequence[tuple[str, Point]], put: Put) -> None:
    if places:
        st.caption("Die Anschrift ist mehrdeutig; gemeint sein kann:")
    for number, (label, place) in enumerate(places):
        st.button(f"{letter_of(number)}: {plain(label)}", key=f"take-{key}-{number}", on_click=put, args=(place,))


def _source(record: Facts) -> str:
    return f" (Quelle: {plain(record.point_source)})" if record.point_source else ""


def _coordinates(record: Facts, point: Point | None, put: Put) -> None:
    key = f"coordinates-{record.id}-{record.revision}"
    with st.form(f"form-{key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Koordinaten (Breite, Länge)", f"{point.lat:.6f}, {point.lon:.6f}" if point else "", key=key,
                      placeholder="51.532900, 7.161100")  # fmt: skip
        st.form_submit_button("Nadel setzen", icon=":material/location_on:", on_click=_typed, args=(key, put))


def _typed(key: str, put: Put) -> None:
    try:
        put(read_point(st.session_state[key]))
    except TourkarteError as error:
        session.say(str(error), good=False)


def read_point(text: str) -> Point:
    """Return the point that somebody typed, latitude first.

    Raises
    ------
    InvalidValueError
        If it is none.
    """
    found = _PAIR.fullmatch(text)
    if not found:
        raise InvalidValueError(
            f"„{text.strip()}“ sind keine Koordinaten; erlaubt sind Breite und Länge wie 51.5329, 7.1611."
        )
    lat, lon = (float(number.replace(",", ".")) for number in found.groups())
    return Point(lat=lat, lon=lon)
