"""The table to edit in. Each change of a cell is saved at once, on top of the revision that the table shows.

The table stays as it is while somebody works in it: drawn anew, it would lose the place and what is being typed. It is
drawn anew where it would show something that is not so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk.changing import edit_appointments
from tourkarte.errors import InvalidValueError
from tourkarte.store.errors import ConflictError
from tourkarte.store.installed import store
from tourkarte.ui.desk import cells, conflicts, forms, own, session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from tourkarte.store.records import AppointmentRecord
    from tourkarte.store.store import Store
    from tourkarte.ui.desk.listing import Listing

    _Edit = tuple[int, Mapping[str, Any]]

MOST: Final = 500
"""Rows that are shown at once."""
_SHOWN: Final = "desk-table"
_NUMBER: Final = "desk-table-number"
_OPEN: Final = frozenset(cells.FIELDS) - {"id"}
"""What may be typed into: that the browser greys out a column does not keep anybody from sending it."""
_WIDTHS: Final = {"city": 120, "date": 105, "start": 85, "end": 85, "title": 330, "postal_code": 125, "id": 220}
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
        placeholder="–",
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
    """Save the cells that are not as they are shown; where that fails, the table shows again what is stored.

    What can be saved is, for it may have been typed long before the cell that cannot: who types faster than the server
    saves sends several at once.
    """
    keys = list(shown.rows)
    fresh = {keys[row]: _fresh(shown.rows[keys[row]], edited) for row, edited in typed.items()}
    edits, refused = {}, list[str]()
    for key, edited in fresh.items():
        try:
            edits[key] = (shown.revisions[key], cells.read(edited))
        except InvalidValueError as error:
            refused.append(str(error))
    records = _write({key: edit for key, edit in edits.items() if edit[1]}, refused)
    if refused:
        session.say(" ".join([*refused, "Die Tabelle zeigt wieder, was gespeichert ist."]), good=False)
    if not _take_over(shown, records, fresh):
        renew()


def _fresh(row: cells.Cells, edited: Mapping[str, str | None]) -> cells.Cells:
    return {name: cell for name, cell in edited.items() if name in _OPEN and (cell or None) != row[name]}


def _take_over(shown: Shown, records: Iterable[AppointmentRecord], fresh: Mapping[str, cells.Cells]) -> bool:
    """Note what is stored now; return whether the table shows just that."""
    for record in records:
        shown.revisions[record.id] = record.revision
        shown.rows[record.id] = cells.of({name: getattr(record, name) for name in cells.FIELDS})
    return all((cell or None) == shown.rows[key][name] for key, row in fresh.items() for name, cell in row.items())


def _write(edits: Mapping[str, _Edit], refused: list[str]) -> list[AppointmentRecord]:
    """Save edits, as one change if all of them can be; what cannot be is added to `refused`.

    The first of those that somebody else was faster with is kept to be settled.
    """
    left: dict[str, _Edit] = dict(edits)
    found: list[AppointmentRecord] = []
    while left:
        try:
            saved = session.do(_or_why_not, left, merging=True)
        except ConflictError as error:
            current = error.conflicts[0].current
            if conflicts.kept(current.kind):
                refused.append(str(error))
            else:
                conflicts.keep(error)
            del left[current.id]
            continue
        if not isinstance(saved, InvalidValueError):
            return [*found, *(saved or ())]
        if len(left) == 1:
            refused.append(str(saved))
            return found
        key = next(iter(left))  # one by one, to find those that can be saved
        found += _write({key: left.pop(key)}, refused)
    return found


def _or_why_not(
    store: Store, edits: Mapping[str, _Edit], *, author: str
) -> tuple[AppointmentRecord, ...] | InvalidValueError:
    try:
        return edit_appointments(store, edits, author=author)
    except InvalidValueError as error:
        return error
