"""The last step of a review: what exactly will change, and the button that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from tourkarte.desk import publishing, reviewing
from tourkarte.desk.matching import Novelty
from tourkarte.desk.words import label, shown
from tourkarte.store.records import DocumentState
from tourkarte.ui.desk import drafting, session
from tourkarte.ui.desk.review import chosen_of
from tourkarte.ui.markdown import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.desk.publishing import Plan, Step
    from tourkarte.store.records import AppointmentRecord
    from tourkarte.ui.desk.review import Review

_CANCEL: Final = "cancel-missing-"


def bar(review: Review) -> None:
    """Say what publishing the document changes, and offer to do it."""
    plan = review.plan
    if not review.is_open:
        _closed(review)
        return
    cancel = [each.id for each in plan.missing if st.session_state.get(f"{_CANCEL}{each.id}")]
    with st.container(horizontal=True, vertical_alignment="center", key="publish-bar"):
        st.markdown(f"{_counts(plan, len(cancel))}", width="stretch")
        st.button("Verwerfen", key="discard", icon=":material/delete:", type="tertiary",
                  on_click=session.do, args=(reviewing.discard, plan.document.id, plan.document.revision))  # fmt: skip
        st.button("Veröffentlichen", key="publish", icon=":material/publish:", type="primary", shortcut="Ctrl+Shift+P",
                  disabled=bool(plan.problems) or not plan.steps, on_click=_publish, args=(plan, cancel))  # fmt: skip
    with st.container():  # always there, so that nothing below moves while somebody types
        _details(plan)


def _closed(review: Review) -> None:
    what = "veröffentlicht" if review.document.state is DocumentState.PUBLISHED else "verworfen"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(f"Dieses Dokument ist {what}.", icon=":material/task_alt:", width="stretch")
        st.page_link("karte.py", label="Zur Karte", icon=":material/map:")
        st.page_link("redaktion.py", label="Nächstes Dokument", icon=":material/upload_file:")


def _counts(plan: Plan, cancelled: int) -> str:
    """Return in words what the button will do."""
    parts = [
        *_counted(len(plan.of(Novelty.NEW)), "neuer Termin", "neue Termine"),
        *_counted(len(plan.of(Novelty.CHANGED)), "geänderter Termin", "geänderte Termine"),
        *_counted(len(plan.of(Novelty.UNCHANGED)), "unveränderter Termin", "unveränderte Termine"),
        *_counted(cancelled, "wird abgesagt", "werden abgesagt"),
    ]
    doubtful = sum(bool(step.draft.doubts) for step in plan.steps)
    lines = f"**{', '.join(parts) or 'Nichts zu veröffentlichen'}**"
    if plan.problems:
        lines += " – zuerst ergänzen, was fehlt."
    elif doubtful:
        lines += f" – {doubtful} mit offenen Hinweisen."
    return lines


def _counted(number: int, one: str, many: str) -> Iterator[str]:
    if number:
        yield f"{number} {one if number == 1 else many}"


def _details(plan: Plan) -> None:
    changed = plan.of(Novelty.CHANGED)
    if not (changed or plan.missing):
        return
    with st.expander("Was sich ändert", expanded=bool(plan.missing), icon=":material/difference:"):
        st.markdown("\n".join(f"- {_change(step)}" for step in changed))
        if plan.missing:
            st.markdown("Im Dokument nicht mehr genannt; ohne Häkchen bleiben sie, wie sie sind:")
        for appointment in plan.missing:
            st.checkbox(f"{plain(_named(appointment))} absagen", key=f"{_CANCEL}{appointment.id}")


def _change(step: Step) -> str:
    assert step.comparison.appointment  # noqa: S101 - else it is not a change
    fields = "; ".join(
        f"{plain(label(change.field))}: {plain(shown(change.field, change.before))} → "
        f"**{plain(shown(change.field, change.after))}**"
        for change in step.comparison.changes
    )
    return f"{plain(_named(step.comparison.appointment))}: {fields}"


def _named(appointment: AppointmentRecord) -> str:
    return f"{shown('date', appointment.date)}, {appointment.city or appointment.title}"


def _publish(plan: Plan, cancel: list[str]) -> None:
    if draft := chosen_of(step.draft for step in plan.steps):
        drafting.keep(draft)  # what is saved by it makes the plan one that was not seen, and so it is refused
    session.do(publishing.publish, plan, cancel=cancel)
