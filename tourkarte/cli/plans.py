"""What publishing a document would change, shown for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.matching import Novelty
from tourkarte.desk.words import NOTHING, label, shown
from tourkarte.store.records import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tourkarte.desk.publishing import Plan, Step
    from tourkarte.store.records import AppointmentRecord, DraftRecord

_KINDS: Final = {Novelty.NEW: "neu", Novelty.CHANGED: "geändert", Novelty.UNCHANGED: "unverändert"}
_MISSING: Final = "fehlt"
_WIDEST: Final = max(map(len, _KINDS.values()))


def as_text(plan: Plan) -> str:
    """Return a line for each appointment, what changes and what is doubtful below it, and how many there are."""
    lines = [f"Warnung: {warning}" for warning in plan.document.warnings]
    for step in plan.steps:
        lines += [_line(_KINDS[step.comparison.kind], step.draft), *(f"    {each}" for each in _below(step))]
    lines += [f"{_line(_MISSING, each)} ({each.id})" for each in plan.missing]
    return "\n".join([*lines, f"{_counts(plan)}."])


def _line(kind: str, facts: AppointmentRecord | DraftRecord) -> str:
    told = [shown(name, getattr(facts, name)) for name in ("date", "start", "title", "city")]
    return f"  {kind:{_WIDEST}}  {', '.join(each for each in told if each != NOTHING) or 'ohne Angaben'}"


def _below(step: Step) -> Iterator[str]:
    if step.comparison.appointment and step.comparison.changes:
        yield f"Termin: {step.comparison.appointment.id}"
    for change in step.comparison.changes:
        before, after = shown(change.field, change.before), shown(change.field, change.after)
        yield f"{label(change.field)}: {before} → {after}"
    for doubt in step.draft.doubts:
        yield f"prüfen: {label(doubt.field)}: {doubt.reason}"
    for problem in step.problems:
        yield f"so nicht: {label(problem.field or '')}: {problem.message}"


def _counts(plan: Plan) -> str:
    counts = [f"{len(plan.of(kind))} {word}" for kind, word in _KINDS.items()]
    if plan.missing:
        counts.append(f"{len(plan.missing)} nicht mehr genannt")
    return ", ".join(counts)


def obstacles(plan: Plan) -> str:
    """Return what stands in the way of publishing, one line each; nothing if nothing does."""
    return "\n".join(
        f"  Termin {step.draft.position} („{step.draft.title or 'ohne Titel'}“), {label(problem.field or '')}: "
        f"{problem.message}"
        for step, problem in plan.problems
    )


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON has it."""
    return {
        "document": plan.document.id,
        "tour": plan.document.tour,
        "warnings": list(plan.document.warnings),
        "appointments": [_step(step) for step in plan.steps],
        "missing": [to_json(each) for each in plan.missing],
    }


def _step(step: Step) -> dict[str, Any]:
    draft, record, meant = to_json(step.draft), step.record, step.comparison.appointment
    before, after = (to_json(meant) if meant else {}), (to_json(record) if record else {})
    return {
        "kind": str(step.comparison.kind),
        "id": meant.id if meant else None,
        "changes": [
            {"field": each.field, "before": before.get(each.field), "after": after.get(each.field)}
            for each in step.comparison.changes
        ],
        "doubts": draft["doubts"],
        "problems": [{"field": each.field, "message": each.message} for each in step.problems],
        "draft": draft,
    }
