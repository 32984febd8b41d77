"""The form for one draft or appointment.

It keeps showing what the person began with, also when somebody else changes the record meanwhile: what is typed and not
yet saved is not lost, and saving tells of the conflict.
"""

from __future__ import annotations

import zlib
from html import escape
from typing import TYPE_CHECKING, Any, Final, TypeVar

import streamlit as st

from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.desk.words import label
from tourkarte.errors import InvalidValueError
from tourkarte.model import Media, Status
from tourkarte.places.gazetteer import gazetteer
from tourkarte.selection import STATUS_WORDS
from tourkarte.store.records import Facts, Kind
from tourkarte.ui.desk.values import read_text, read_time, time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

F = TypeVar("F", bound=Facts)

_ROWS: Final = (
    ((1.2, "date"), (1, "start"), (1, "end"), (1.2, "end_date")),
    ((1, "title"),),
    ((1, "venue"), (1, "room")),
    ((2, "street"), (1, "postal_code"), (1.5, "city")),
    ((1, "status"), (1.4, "media")),
    ((1, "centre"),),
    ((1, "people"),),
    ((1, "note"),),
    ((1, "report"),),
)
"""The fields, row by row, with their widths."""
FIELDS: Final = tuple(name for row in _ROWS for _, name in row)
_TIMES: Final = ("start", "end")
_CHOSEN: Final = frozenset(["status", "media", "centre"])
_HINTS: Final = {"start": "11:00", "end": "12:30", "report": "https://…", "people": "Namen, getrennt durch Semikolon"}


def base(record: F) -> F:
    """Return the revision of a record that the person began with: the current one at first."""
    kept: F = st.session_state.setdefault(_key(record), record)
    return kept


def rebase(record: Facts) -> None:
    """Go on from a revision that the person made themselves; what is typed into fields that it left alone stays."""
    st.session_state[_key(record)] = record


def drop(record: Facts) -> None:
    """Begin anew with the current revision; what is typed and not saved is forgotten."""
    st.session_state.pop(_key(record), None)
    st.session_state[_round(record)] = st.session_state.get(_round(record), 0) + 1


def _key(record: Facts) -> str:
    return f"form-{record.kind}-{record.id}"


def _round(record: Facts) -> str:
    return f"{_key(record)}-round"


def draw(
    seen: Facts,
    doubts: Mapping[str, Sequence[str]] | None = None,
    *,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Draw the fields of the revision that the person began with; what is doubtful says why.

    Parameters
    ----------
    on_change
        Called when a field is left with another value; not within an `st.form`.
    """
    for row in _ROWS:
        columns = st.columns([width for width, _ in row], vertical_alignment="top")
        for column, (_, name) in zip(columns, row, strict=True):
            with column:
                _field(seen, name, on_change)
                for reason in (doubts or {}).get(name, ()):
                    st.html(f'<p class="tk-doubt">{escape(reason)}</p>')


def titled(field: str) -> str:
    """Return the name of a field as it stands above it."""
    name = label(field)
    return name[:1].upper() + name[1:]


def _widget(seen: Facts, name: str) -> str:
    """Return the key of a field's widget: another one as soon as the field began with another value."""
    began = zlib.crc32(repr(getattr(seen, name)).encode())
    return f"{_key(seen)}-{st.session_state.get(_round(seen), 0)}-{name}-{began:x}"


def _field(seen: Facts, name: str, on_change: Callable[[], None] | None) -> None:
    key, title, value = _widget(seen, name), titled(name), getattr(seen, name)
    how: dict[str, Any] = {"key": key, "on_change": on_change}
    match name:
        case "date" | "end_date":
            first, last = min(value or FIRST_DAY, FIRST_DAY), max(value or LAST_DAY, LAST_DAY)
            st.date_input(title, value, format="DD.MM.YYYY", min_value=first, max_value=last, **how)
        case "start" | "end":
            st.text_input(title, time_text(value), placeholder=_HINTS[name], **how)
        case "status":
            states = _states(seen)
            st.selectbox(title, states, states.index(value), format_func=STATUS_WORDS.__getitem__, **how)
        case "media":
            kinds = [None, *Media]
            st.selectbox(title, kinds, kinds.index(value), format_func=_media, **how)
        case "centre":
            centres = list(dict.fromkeys([None, *gazetteer().centres, value]))
            st.selectbox(title, centres, centres.index(value), format_func=_centre, **how)
        case "note":
            st.text_area(title, value or "", height=80, **how)
        case _:
            st.text_input(title, value or "", placeholder=_HINTS.get(name), **how)


def _states(seen: Facts) -> list[Status]:
    """Return what a record can be; an appointment is moved by moving it, for then it leads to the new one."""
    is_draft = seen.kind is Kind.DRAFT
    return [status for status in Status if is_draft or status in {seen.status, Status.SCHEDULED, Status.CANCELLED}]


def _media(media: Media | None) -> str:
    return media.label if media else "nicht gesagt"


def _centre(ags: str | None) -> str:
    if not ags:
        return "keines"
    known = gazetteer().centres.get(ags)
    return known.name if known else f"{ags} (nicht bekannt)"


def changes(seen: Facts) -> dict[str, Any]:
    """Return the fields that the person changed, with their new values.

    Raises
    ------
    InvalidValueError
        If something that was typed cannot be read.
    """
    values, wrong = typed(seen)
    if wrong:
        raise InvalidValueError(" ".join(wrong.values()))
    return values


def typed(seen: Facts) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the fields that the person changed, with their new values, and those that cannot be read, with why."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in FIELDS:
        try:
            value = _typed(seen, name)
        except InvalidValueError as error:
            wrong[name] = str(error)
        else:
            if value != getattr(seen, name):
                values[name] = value
    return values, wrong


def pending(record: Facts) -> bool:
    """Return whether something is typed that is not saved."""
    return any(typed(base(record)))


def _typed(seen: Facts, name: str) -> Any:
    began = getattr(seen, name)
    value = st.session_state.get(_widget(seen, name), began)
    if not isinstance(value, str) or name in _CHOSEN:
        return value
    if value.strip() == (time_text(began) if name in _TIMES else began or "").strip():
        return began  # as it was, also where it is shown with less than it holds
    return read_time(value, titled(name)) if name in _TIMES else read_text(value)
