"""One draft of a document: its form, what is said of it, and what can be done with it.

What is typed is saved as soon as its field is left. A button elsewhere on the page, another draft or a closed tab would
lose it otherwise.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from tourkarte.desk import reviewing
from tourkarte.desk.words import label, shown
from tourkarte.store.errors import ConflictError
from tourkarte.store.records import DraftState
from tourkarte.ui.desk import conflicts, forms, session
from tourkarte.ui.desk.review import doubts_of, go_to
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tourkarte.desk.publishing import Step
    from tourkarte.model import Point
    from tourkarte.store.records import DraftRecord
    from tourkarte.ui.desk.review import Review


def actions(review: Review, draft: DraftRecord) -> None:
    """Draw what can be done with a draft as a whole."""
    with st.container(horizontal=True, key="draft-actions"):
        st.button(
            "Stimmt so, weiter", icon=":material/done_all:", shortcut="Ctrl+Enter", key="settle",
            on_click=_settle, args=(review, draft),
            help="Nimmt die Hinweise zu diesem Entwurf als geprüft und geht zum nächsten.",
        )  # fmt: skip
        skipped = draft.state is DraftState.SKIPPED
        st.button(
            "Wieder aufnehmen" if skipped else "Überspringen",
            icon=":material/undo:" if skipped else ":material/block:", shortcut="Alt+U", key="skip",
            on_click=_change, args=(draft, reviewing.skip), kwargs={"skipped": not skipped},
        )  # fmt: skip
        st.button("Teilen", icon=":material/call_split:", key="split", on_click=_add, args=(draft, draft.id),
                  help="Legt eine Kopie dahinter, wenn hier zwei Termine als einer gelesen wurden.")  # fmt: skip
        st.button("Entwurf hinzufügen", icon=":material/add:", key="add-draft", on_click=_add, args=(draft, None))


def edit(draft: DraftRecord, step: Step | None) -> None:
    """Draw the form of a draft with what is to be said of it; `step` is what publishing makes of it."""
    seen = conflicts.begun(draft)
    with st.container():  # always there, so that the fields stay in their place, and what is typed into them
        if conflict := conflicts.of(draft):
            conflicts.settle(conflict, partial(save, draft))
        else:
            conflicts.changed_meanwhile(seen, draft)
        _problems(step)
        _differences(step)
    forms.draw(seen, doubts_of(draft), on_change=partial(keep, draft))
    for doubt in draft.doubts:
        if doubt.field not in forms.FIELDS:
            st.caption(f"{plain(forms.titled(doubt.field))}: {plain(doubt.reason)}")
    _footer(draft, seen)


def _footer(draft: DraftRecord, seen: DraftRecord) -> None:
    """Say whether all that is typed is saved."""
    values, wrong = forms.typed(seen)
    unsaved = [forms.titled(name) for name in forms.FIELDS if name in values or name in wrong]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Speichern", icon=":material/save:", key="save-draft", type="primary" if unsaved else "secondary",
                  on_click=keep, args=(draft,))  # fmt: skip
        if unsaved:
            st.markdown(f"**Noch nicht gespeichert: {plain(', '.join(unsaved))}**")
        else:
            st.caption("Alles gespeichert. Was Sie ändern, wird gespeichert, sobald Sie das Feld verlassen.")


def _problems(step: Step | None) -> None:
    for problem in step.problems if step else ():
        field = forms.titled(problem.field or "")
        st.error(f"{plain(field)}: {plain(problem.message)}", icon=":material/error:")


def _differences(step: Step | None) -> None:
    if step and step.comparison.changes:
        st.info("Veröffentlicht ist dieser Termin schon. Geändert wird: " + _said(step), icon=":material/difference:")


def _said(step: Step) -> str:
    return "; ".join(
        f"{plain(label(change.field))} {plain(shown(change.field, change.before))} → "
        f"**{plain(shown(change.field, change.after))}**"
        for change in step.comparison.changes
    )


def keep(draft: DraftRecord) -> None:
    """Save what is typed into the form of a draft; what cannot be read is said and stays as it is typed."""
    seen = forms.base(draft)
    values, wrong = forms.typed(seen)
    if values:
        save(draft, seen.revision, values)
    if wrong:
        session.say(" ".join(wrong.values()), good=False)


def save(draft: DraftRecord, base: int, values: Mapping[str, Any]) -> None:
    """Save fields of a draft on top of a revision; a conflict is kept to be settled."""
    _go_on(partial(session.do, reviewing.edit_draft, draft.id, base, quiet=True, merging=True, **values))


def pin_of(draft: DraftRecord) -> Callable[[Point], None]:
    """Return what sets the pin of a draft."""
    return lambda point: _change(draft, reviewing.set_point, point)


def _change(draft: DraftRecord, service: Callable[..., Any], *args: Any, **values: Any) -> None:
    """Save what is typed, and do something else with the draft on top of it."""
    keep(draft)
    if conflicts.of(draft) is None:
        newest = max(draft.revision, forms.base(draft).revision)
        _go_on(partial(session.do, service, draft.id, newest, *args, merging=True, **values))


def _go_on(call: Callable[[], DraftRecord | None]) -> None:
    try:
        saved = call()
    except ConflictError as error:
        conflicts.keep(error)
    else:
        if saved:
            forms.rebase(saved)


def _settle(review: Review, draft: DraftRecord) -> None:
    """Take a draft as it is, and go to the next one unless something stands in the way."""
    keep(draft)
    if forms.pending(draft) or conflicts.of(draft):
        return
    if draft.doubts:
        _change(draft, reviewing.settle, quiet=True)
    if not forms.base(draft).doubts and conflicts.of(draft) is None:
        keys = [each.id for each in review.drafts]
        go_to(keys[(keys.index(draft.id) + 1) % len(keys)])


def _add(draft: DraftRecord, split: str | None) -> None:
    keep(draft)
    added = session.do(reviewing.add_draft, draft.document, after=split)
    if added:
        go_to(added.id)
