"""All drafts of a document in one table, to be corrected in place as in a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk import reviewing
from tourkarte.errors import InvalidValueError
from tourkarte.store.records import DraftState
from tourkarte.ui.desk import cells, forms, session

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from tourkarte.store.records import DraftRecord
    from tourkarte.ui.desk.review import Review

_SHOWN: Final = "draft-table"
_NUMBER: Final = "draft-table-number"
_FIELDS: Final = tuple(name for name in cells.FIELDS if name != "id")
_TAKEN: Final = "taken"
_DOUBTS: Final = "doubts"


@dataclass(slots=True)
class Shown:
    """The table as it stands in front of the person; `rows` follows what is saved, its widget began with `data`."""

    key: str
    data: pd.DataFrame
    rows: dict[str, cells.Cells]
    revisions: dict[str, int]


def show(review: Review) -> None:
    """Draw the table, anew only where it would show something that is not so: that loses the person's place."""
    rows = {draft.id: _row(draft) for draft in review.drafts}
    shown: Shown | None = st.session_state.get(_SHOWN)
    if shown is None or shown.rows != rows:
        number = st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
        shown = st.session_state[_SHOWN] = Shown(f"draft-table-{number}", _data(review), rows, {})
    shown.revisions = {draft.id: draft.revision for draft in review.drafts}
    st.data_editor(
        shown.data,
        key=shown.key,
        hide_index=True,
        num_rows="fixed",
        placeholder="–",
        height=min(480, 38 + 35 * max(len(rows), 2)),
        column_config=_columns(),
        on_change=_edited,
    )
    st.caption("Was Sie in eine Zelle tippen, ist sofort gespeichert, aber erst mit dem Veröffentlichen zu sehen.")


def _row(draft: DraftRecord) -> cells.Cells:
    found = cells.of({name: getattr(draft, name, None) for name in cells.FIELDS})
    row = {name: found[name] for name in _FIELDS}
    row[_TAKEN] = "ja" if draft.state is DraftState.OPEN else None
    row[_DOUBTS] = " ".join(doubt.reason for doubt in draft.doubts)
    return row


def _data(review: Review) -> pd.DataFrame:
    table = cells.frame([{**_row(draft), "id": draft.id} for draft in review.drafts]).drop(columns="id")
    table.insert(0, _TAKEN, [draft.state is DraftState.OPEN for draft in review.drafts])
    table[_DOUBTS] = [_row(draft)[_DOUBTS] for draft in review.drafts]
    return table


def _columns() -> dict[str, Any]:
    texts = {name: st.column_config.TextColumn(forms.titled(name)) for name in _FIELDS}
    return {
        _TAKEN: st.column_config.CheckboxColumn("Übernehmen", width=130),
        **texts,
        "status": st.column_config.SelectboxColumn(
            forms.titled("status"), options=list(cells.STATUS_OF), required=True
        ),
        "media": st.column_config.SelectboxColumn(forms.titled("media"), options=list(cells.MEDIA_OF)),
        _DOUBTS: st.column_config.TextColumn("Hinweise", disabled=True, width=400),
    }


def _edited() -> None:
    shown: Shown | None = st.session_state.get(_SHOWN)
    if shown:
        save(shown, st.session_state[shown.key]["edited_rows"])


def save(shown: Shown, typed: Mapping[int, Mapping[str, Any]]) -> None:
    """Save all cells that were typed since the table was drawn, row by row."""
    keys = list(shown.rows)
    for row, cell in typed.items():
        _save(shown, keys[row], cell)


def _save(shown: Shown, key: str, typed: Mapping[str, Any]) -> None:
    """Save the cells of a row that are not as they are shown; where that fails, the table is drawn anew."""
    fresh = {name: cell for name, cell in typed.items() if name in _FIELDS and (cell or None) != shown.rows[key][name]}
    taken = typed.get(_TAKEN, shown.rows[key][_TAKEN] is not None)
    if not fresh and taken == (shown.rows[key][_TAKEN] is not None):
        return
    try:
        saved = None
        if fresh:
            saved = session.do(reviewing.edit_draft, key, shown.revisions[key], **cells.read(fresh), quiet=True)
        if taken != (shown.rows[key][_TAKEN] is not None):
            base = saved.revision if saved else shown.revisions[key]
            saved = session.do(reviewing.skip, key, base, skipped=not taken, quiet=True)
    except InvalidValueError as error:
        session.say(f"{error} Die Tabelle zeigt wieder, was gespeichert ist.", good=False)
        saved = None
    if saved is None:
        st.session_state.pop(_SHOWN, None)
        return
    shown.revisions[key] = saved.revision
    shown.rows[key] = shown.rows[key] | fresh | {_TAKEN: "ja" if taken else None}
