"""Reviewing a document: which draft is looked at, what is said of it, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from tourkarte.desk import publishing, reviewing
from tourkarte.desk.importing import drafts_of
from tourkarte.desk.matching import Novelty
from tourkarte.desk.words import label, shown
from tourkarte.errors import InvalidValueError
from tourkarte.model import Span
from tourkarte.store.errors import ConflictError, GoneError
from tourkarte.store.installed import store
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState
from tourkarte.ui.desk import conflicts, forms, session
from tourkarte.ui.markdown import plain
from tourkarte.views.document import DraftMarks, document_html
from tourkarte.views.precision import unsure_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tourkarte.desk.publishing import Plan, Step
    from tourkarte.model import Point

_CHOSEN: Final = "review-draft"
_NOVELTIES: Final = {Novelty.NEW: "neu", Novelty.CHANGED: "geändert", Novelty.UNCHANGED: "unverändert"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A document on the desk, its drafts and what publishing it would change."""

    document: DocumentRecord
    drafts: tuple[DraftRecord, ...]
    plan: Plan

    @property
    def steps(self) -> Mapping[str, Step]:
        """The plan's steps by the ids of their drafts."""
        return {step.draft.id: step for step in self.plan.steps}

    @property
    def is_open(self) -> bool:
        """Whether it can still be worked on."""
        return self.document.state is DocumentState.OPEN


def opened() -> Review | None:
    """Return the document that the address names; None if there is no such one."""
    key = st.query_params.get("dokument", "")
    try:
        with store().read() as reader:
            document = reader.get(DocumentRecord, key)
            plan = publishing.plan(reader, key, today=publishing.present_day())
            return Review(document=document, drafts=drafts_of(reader, key), plan=plan)
    except GoneError:
        return None


def marks(review: Review) -> list[DraftMarks]:
    """Return what of the document belongs to which draft."""
    return [
        DraftMarks(
            number=number,
            draft_id=draft.id,
            source=Span(*draft.source),
            spans={field: [Span(*span) for span in spans] for field, spans in draft.spans.items()},
            doubts=_by_field(draft),
            skipped=draft.state is DraftState.SKIPPED,
        )
        for number, draft in enumerate(review.drafts, 1)
    ]


def _by_field(draft: DraftRecord) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for doubt in draft.doubts:
        found.setdefault(doubt.field, []).append(doubt.reason)
    return found


def paper(review: Review, chosen: DraftRecord | None) -> None:
    """Show the document with every passage marked."""
    unread = [Span(*span) for span in review.document.unread]
    st.html(document_html(review.document.text, marks(review), unread, selected=chosen.id if chosen else None))
    if review.document.warnings:
        with st.expander(f"Hinweise zum Dokument ({len(review.document.warnings)})", icon=":material/info:"):
            st.markdown("\n".join(f"- {plain(warning)}" for warning in review.document.warnings))


def choose(review: Review) -> DraftRecord | None:
    """Let the person choose a draft; the arrow keys go from one to the next."""
    if not review.drafts:
        st.info("In diesem Dokument ist kein Entwurf mehr.", icon=":material/info:")
        return None
    keys = {draft.id: draft for draft in review.drafts}
    if st.session_state.get(_CHOSEN) not in keys:
        st.session_state[_CHOSEN] = next(iter(keys))
    numbers = {key: number for number, key in enumerate(keys, 1)}
    st.radio(
        "Entwürfe",
        list(keys),
        key=_CHOSEN,
        format_func=lambda key: _line(numbers[key], keys[key], review.steps.get(key)),
    )
    return keys[st.session_state[_CHOSEN]]


def _line(number: int, draft: DraftRecord, step: Step | None) -> str:
    when = [shown("date", draft.date).split(" 20")[0], f"{draft.start:%H:%M}" if draft.start else "ohne Uhrzeit"]
    parts = [f"{number}", *when, draft.city or "ohne Ort"]
    if draft.state is DraftState.SKIPPED:
        parts.append("übersprungen")
    elif step:
        parts.append(_NOVELTIES[step.comparison.kind])
    if count := len(draft.doubts):
        parts.append("1 Hinweis" if count == 1 else f"{count} Hinweise")
    if unsure := unsure_words(draft.precision or ""):
        parts.append(unsure)
    if draft.lat is None:
        parts.append("ohne Punkt")
    if step and step.problems:
        parts.append("unvollständig")
    return plain(" · ".join(parts))


def edit(review: Review, draft: DraftRecord) -> None:
    """Draw the form of a draft with all that can be done with it."""
    seen = forms.base(draft)
    if conflict := conflicts.of(draft):
        conflicts.settle(conflict, lambda base, values: save(draft, base, values))
        return
    conflicts.changed_meanwhile(seen, draft)
    _problems(review, draft)
    _differences(review.steps.get(draft.id))
    with st.form(f"form-of-{draft.id}-{seen.revision}", border=False):
        forms.draw(seen, _by_field(draft))
        for doubt in draft.doubts:
            if doubt.field not in forms.FIELDS:
                st.caption(f"{plain(forms.titled(doubt.field))}: {plain(doubt.reason)}")
        st.form_submit_button(
            "Speichern", icon=":material/save:", type="primary", on_click=_submit, args=(draft, seen), key="save-draft"
        )


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
            on_click=session.do, args=(reviewing.skip, draft.id, draft.revision), kwargs={"skipped": not skipped},
        )  # fmt: skip
        st.button("Teilen", icon=":material/call_split:", key="split", on_click=_add, args=(review, draft.id),
                  help="Legt eine Kopie dahinter, wenn hier zwei Termine als einer gelesen wurden.")  # fmt: skip
        st.button("Entwurf hinzufügen", icon=":material/add:", key="add-draft", on_click=_add, args=(review, None))


def _problems(review: Review, draft: DraftRecord) -> None:
    step = review.steps.get(draft.id)
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


def _submit(draft: DraftRecord, seen: DraftRecord) -> None:
    try:
        values = forms.changes(seen)
    except InvalidValueError as error:
        session.say(str(error), good=False)
        return
    if values:
        save(draft, seen.revision, values)


def save(draft: DraftRecord, base: int, values: Mapping[str, Any]) -> None:
    """Save fields of a draft on top of a revision; a conflict is kept to be settled."""
    _merging(lambda: session.do(reviewing.edit_draft, draft.id, base, **values), draft)


def pin_of(draft: DraftRecord) -> Callable[[Point], None]:
    """Return what sets the pin of a draft."""
    return lambda point: _merging(lambda: session.do(reviewing.set_point, draft.id, draft.revision, point), draft)


def _merging(call: Callable[[], Any], draft: DraftRecord) -> None:
    try:
        if call() is not None:
            forms.drop(draft)
    except ConflictError as error:
        conflicts.keep(error)


def _settle(review: Review, draft: DraftRecord) -> None:
    if draft.doubts:
        _merging(lambda: session.do(reviewing.settle, draft.id, draft.revision), draft)
        session.forget()
    keys = [each.id for each in review.drafts]
    behind = keys.index(draft.id) + 1
    st.session_state[_CHOSEN] = keys[behind % len(keys)]


def _add(review: Review, after: str | None) -> None:
    added = session.do(reviewing.add_draft, review.document.id, after=after)
    if added:
        st.session_state[_CHOSEN] = added.id
