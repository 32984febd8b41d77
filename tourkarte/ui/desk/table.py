"""The table to edit in. Each change of a cell is saved at once, on top of the revision that the table shows.

The table stays as it is while somebody works in it: drawn anew, it would lose the place and what is being typed. It is
drawn anew where it would show something that is not so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk.changing import edit_appointments
from tourkarte.desk.words import label
from tourkarte.errors import InvalidValueError
from tourkarte.store.errors import ConflictError
from tourkarte.store.installed import store
from tourkarte.ui.desk import cells, conflicts, forms, own, session

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tourkarte.store.records import AppointmentRecord
    from tourkarte.ui.desk.listing import Listing

MOST: Final = 500
"""Rows that are shown at once."""
_SHOWN: Final = "desk-table"
_NUMBER: Final = "desk-table-number"
_WIDTHS: Final = {"date": 95, "start": 65, "end": 65, "title": 330, "postal_code": 90, "id": 220}
_OPEN: Final = frozenset(cells.FIELDS) - {"id"}
"""What may be typed into: that the browser greys out a column does not keep anybody from sending it."""
_NECESSARY: Final = ("date", "title", "status")


@dataclass(slots=True)
class Shown:
    """The table as it stands in front of the person.

    Attributes
    ----------
    key
        Of its widget.
    about
        What was chosen; for another choice it is drawn anew.
    data
        What its widget began with.
    revisions, rows
        Of each appointment as it is shown now, by id in the order of the rows.
    """

    key: str
    about: tuple[Any, ...]
    data: pd.DataFrame
    revisions: dict[str, int]
    rows: dict[str, cells.Cells]


def show(found: Listing, frame: pd.DataFrame, about: tuple[Any, ...]) -> None:
    """Draw the first of the chosen appointments."""
    shown = st.session_state.get(_SHOWN)
    if shown is None or shown.about != about or _is_outdated(shown, found, frame):
        shown = st.session_state[_SHOWN] = _begin(frame.head(MOST), about)
    st.data_editor(
        shown.data,
        key=shown.key,
        hide_index=True,
        num_rows="fixed",
        height=min(600, 38 + 35 * max(len(shown.rows), 2)),
        column_config=_columns(),
        on_change=_edited,
    )


def _begin(frame: pd.DataFrame, about: tuple[Any, ...]) -> Shown:
    number = st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    rows = {row["id"]: row for row in frame.to_dict("records")}
    texts = {key: cells.of({str(name): value for name, value in row.items()}) for key, row in rows.items()}
    data = cells.frame(list(texts.values()))
    data.insert(0, "open", "Öffnen")
    return Shown(
        key=f"desk-table-{number}",
        about=about,
        data=data,
        revisions={key: int(row["revision"]) for key, row in rows.items()},
        rows=texts,
    )


def _is_outdated(shown: Shown, found: Listing, frame: pd.DataFrame) -> bool:
    """Return whether the table is to be drawn anew; what somebody else did is told instead."""
    now = dict(zip(found.frame["id"], found.frame["revision"], strict=True))
    same = all(now.get(key) == revision for key, revision in shown.revisions.items())
    if same and set(frame["id"].head(MOST)) <= set(shown.rows):
        return False
    with store().read() as reader:
        latest = reader.changes(limit=1)
    if own.made_all(latest):
        return True
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(
            "Inzwischen wurde etwas geändert; die Tabelle zeigt noch den Stand davor.",
            icon=":material/group:",
            width="stretch",
        )
        st.button("Neu laden", key="table-reload", icon=":material/refresh:", on_click=renew)
    return False


def renew() -> None:
    """Draw the table anew from what the store holds."""
    st.session_state.pop(_SHOWN, None)


def _columns() -> dict[str, Any]:
    columns = {name: _column(name) for name in cells.FIELDS}
    opener = st.column_config.ButtonColumn("", width=80, type="tertiary", on_click=_open, key="desk-table-open")
    return {"open": opener, **columns}


def _column(name: str) -> Any:
    title, width, required = forms.titled(name), _WIDTHS.get(name), name in _NECESSARY
    match name:
        case "status":
            return st.column_config.SelectboxColumn(title, options=list(cells.STATUS_OF), required=True, width=110)
        case "media":
            return st.column_config.SelectboxColumn(title, options=list(cells.MEDIA_OF), width=160)
        case "id":
            return st.column_config.TextColumn(title, disabled=True, width=width)
        case _:
            return st.column_config.TextColumn(title, required=required, width=width)


def _open() -> None:
    shown: Shown = st.session_state[_SHOWN]
    st.query_params["termin"] = list(shown.rows)[st.session_state["desk-table-open"].row]


def _edited() -> None:
    shown: Shown | None = st.session_state.get(_SHOWN)
    if shown:
        save(shown, st.session_state[shown.key]["edited_rows"])


def save(shown: Shown, typed: Mapping[int, Mapping[str, str | None]]) -> None:
    """Save the cells that are not as they are shown; where that fails, the table shows again what is stored."""
    keys = list(shown.rows)
    fresh = {keys[row]: _fresh(shown.rows[keys[row]], edited) for row, edited in typed.items()}
    try:
        edits = {key: (shown.revisions[key], cells.read(edited)) for key, edited in fresh.items() if edited}
    except InvalidValueError as error:
        session.say(f"{error} Die Tabelle zeigt wieder, was gespeichert ist.", good=False)
        renew()
        return
    records = _write(edits)
    for record in records:
        shown.revisions[record.id] = record.revision
        stored = cells.of({name: getattr(record, name) for name in cells.FIELDS})
        if any(stored[name] != cell for name, cell in fresh[record.id].items()):
            renew()
        shown.rows[record.id] = stored
    if len(records) < len(edits):
        renew()


def _fresh(row: cells.Cells, edited: Mapping[str, str | None]) -> cells.Cells:
    return {name: cell for name, cell in edited.items() if name in _OPEN and (cell or None) != row[name]}


def _write(edits: Mapping[str, tuple[int, Mapping[str, Any]]]) -> tuple[AppointmentRecord, ...]:
    """Save as one change what can be saved; the first of the others is kept to be settled, and they are counted."""
    left, failed = dict(edits), list[ConflictError]()
    records: tuple[AppointmentRecord, ...] = ()
    while left:
        try:
            records = session.do(edit_appointments, left, merging=True) or ()
            break
        except ConflictError as error:
            failed.append(error)
            del left[error.conflicts[0].current.id]
    if failed:
        conflicts.keep(failed[0])
    if len(failed) > 1:
        names = ", ".join(f"„{label_of(error)}“" for error in failed[1:])
        session.say(f"Nicht gespeichert, weil inzwischen geändert: {names}. Bitte noch einmal eintragen.", good=False)
    return records


def label_of(error: ConflictError) -> str:
    """Return what a person calls the appointment of a conflict."""
    current = error.conflicts[0].current
    return getattr(current, "title", None) or f"{label('id')} {current.id}"
