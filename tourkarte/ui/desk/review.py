"""Reviewing a document: the document beside its drafts, and which of them is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.desk import publishing
from tourkarte.desk.importing import drafts_of
from tourkarte.desk.matching import Novelty
from tourkarte.desk.words import shown
from tourkarte.model import Span
from tourkarte.store.errors import GoneError, StoreUnavailableError
from tourkarte.store.installed import store, watch
from tourkarte.store.records import DocumentRecord, DocumentState, DraftRecord, DraftState
from tourkarte.ui.markdown import plain
from tourkarte.views.document import DraftMarks, document_html
from tourkarte.views.precision import unsure_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tourkarte.desk.publishing import Plan, Step

_CHOSEN: Final = "review-chosen"
_RADIO: Final = "review-draft"
_LAST: Final = "review-last"
_MANY: Final = 12
"""More drafts than this scroll in a box, so that the form below stays near."""
_HEIGHT: Final = 300
"""Of that box, in pixels."""
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
        found = _read(key)
    except GoneError:
        return None
    except StoreUnavailableError:
        last: Review | None = st.session_state.get(_LAST)
        if last is None or last.document.id != key:
            raise
        return last  # its form must stay, for a field that is not drawn forgets what is typed into it
    st.session_state[_LAST] = found
    return found


def _read(key: str) -> Review:
    watch().stamp()  # says at once that a database is gone, where asking it would take its time
    with store().read() as reader:
        document = reader.get(DocumentRecord, key)
        plan = publishing.plan(reader, key, today=publishing.present_day())
        return Review(document=document, drafts=drafts_of(reader, key), plan=plan)


def marks(review: Review) -> list[DraftMarks]:
    """Return what of the document belongs to which draft."""
    return [
        DraftMarks(
            number=number,
            draft_id=draft.id,
            source=Span(*draft.source),
            spans={field: [Span(*span) for span in spans] for field, spans in draft.spans.items()},
            doubts=doubts_of(draft),
            skipped=draft.state is DraftState.SKIPPED,
        )
        for number, draft in enumerate(review.drafts, 1)
    ]


def doubts_of(draft: DraftRecord) -> dict[str, list[str]]:
    """Return by field why it is doubtful."""
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
    # The browser tells which line is chosen by its words, and these change with the draft: what we keep is the id.
    chosen = st.session_state[_RADIO] = st.session_state[_CHOSEN]
    steps, numbers = review.steps, {key: number for number, key in enumerate(keys, 1)}
    with st.container(height=_HEIGHT if len(keys) > _MANY else "content", border=False, key="drafts"):
        st.radio(
            "Entwürfe",
            list(keys),
            key=_RADIO,
            format_func=lambda key: _line(numbers[key], keys[key], steps.get(key)),
            on_change=_take_over,
        )
    return keys[chosen]


def _take_over() -> None:
    st.session_state[_CHOSEN] = st.session_state[_RADIO]


def go_to(draft: str) -> None:
    """Let the person look at another draft."""
    st.session_state[_CHOSEN] = draft


def chosen_of(drafts: Iterable[DraftRecord]) -> DraftRecord | None:
    """Return the one of some drafts that the person looks at."""
    return next((draft for draft in drafts if draft.id == st.session_state.get(_CHOSEN)), None)


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
