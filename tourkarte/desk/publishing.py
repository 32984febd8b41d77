"""What publishing a document will change, and doing it: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tourkarte import clock
from tourkarte.desk import validation
from tourkarte.desk.fields import merged
from tourkarte.desk.identifiers import new_id
from tourkarte.desk.importing import drafts_of
from tourkarte.desk.matching import Novelty, match
from tourkarte.desk.returning import returning
from tourkarte.desk.reviewing import of_open
from tourkarte.desk.said import said_before
from tourkarte.errors import Problem
from tourkarte.model import Status
from tourkarte.settings import settings
from tourkarte.store.errors import ConflictError
from tourkarte.store.records import AppointmentRecord, DocumentRecord, DocumentState, DraftRecord, DraftState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from tourkarte.desk.matching import Comparison
    from tourkarte.store.queries import Reader
    from tourkarte.store.store import Store
    from tourkarte.store.transaction import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What becomes of one draft.

    Attributes
    ----------
    record
        The appointment as it will be; None if the draft does not say enough for one. A new one that has a revision
        was there before.
    problems
        Why it cannot be published.
    """

    draft: DraftRecord
    comparison: Comparison
    record: AppointmentRecord | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What publishing a document will change.

    Attributes
    ----------
    steps
        One for each draft that is not skipped, in the document's order.
    missing
        Published appointments that the document should name and does not.
    today
        The day on which it was made; a visit that is over is not moved.
    """

    document: DocumentRecord
    steps: tuple[Step, ...]
    missing: tuple[AppointmentRecord, ...]
    today: dt.date

    def of(self, kind: Novelty) -> tuple[Step, ...]:
        """Return the steps of a kind."""
        return tuple(step for step in self.steps if step.comparison.kind is kind)

    @property
    def problems(self) -> tuple[tuple[Step, Problem], ...]:
        """Everything that stands in the way."""
        return tuple((step, problem) for step in self.steps for problem in step.problems)

    @property
    def basis(self) -> frozenset[tuple[str, int]]:
        """The revisions of all records that it was made of."""
        return frozenset(self._basis())

    def _basis(self) -> Iterator[tuple[str, int]]:
        yield self.document.id, self.document.revision
        for step in self.steps:
            yield step.draft.id, step.draft.revision
            if step.comparison.appointment:
                yield step.comparison.appointment.id, step.comparison.appointment.revision
            elif step.record and step.record.revision:
                yield step.record.id, step.record.revision
        for appointment in self.missing:
            yield appointment.id, appointment.revision


def present_day() -> dt.date:
    """Return the day on which plans are made now, or that on which the operator looks at the tour."""
    return clock.now(settings().now).date()


def plan(reader: Reader, document: str, *, today: dt.date) -> Plan:
    """Return what publishing a document would change now.

    Raises
    ------
    GoneError
        If there is no such document.
    """
    return planned(reader, reader.get(DocumentRecord, document), drafts_of(reader, document), today=today)


def planned(reader: Reader, document: DocumentRecord, drafts: Sequence[DraftRecord], *, today: dt.date) -> Plan:
    """Return what publishing a document would change now, whether it is in the store or not yet."""
    appointments = reader.all(AppointmentRecord, tour=document.tour)
    said = said_before(reader, document.tour, drafts, appointments)
    matching = match(drafts, appointments, today=today, said=said)
    back = returning(reader, document, drafts)
    taken = reader.ids(AppointmentRecord)
    steps = []
    for comparison in matching.comparisons:
        if comparison.draft.state is not DraftState.OPEN:
            continue
        record = _record(comparison, document, taken, back.get(comparison.draft.id))
        if record:
            taken.add(record.id)
        steps.append(Step(draft=comparison.draft, comparison=comparison, record=record))
    checked = validation.problems(reader, [step.record for step in steps if step.record])
    return Plan(
        document=document,
        steps=tuple(replace(step, problems=tuple(_problems(step, checked))) for step in steps),
        missing=matching.missing,
        today=today,
    )


def _record(
    comparison: Comparison, document: DocumentRecord, taken: Collection[str], back: AppointmentRecord | None
) -> AppointmentRecord | None:
    draft = comparison.draft
    if draft.date is None or not draft.title:
        return None
    if comparison.appointment is None and back:
        return replace(merged(draft, None, id=back.id, tour=document.tour), revision=back.revision)
    key = comparison.appointment.id if comparison.appointment else _new_id(draft, document.tour, taken)
    return merged(draft, comparison.appointment, id=key, tour=document.tour, said=comparison.said)


def _new_id(draft: DraftRecord, tour: str, taken: Collection[str]) -> str:
    if draft.own_id and draft.own_id.startswith(f"{tour}-") and draft.own_id not in taken:
        return draft.own_id  # one that we gave; the numbers of other tables mean something else in the next one
    return new_id(tour, draft.city or draft.title, taken=taken)


def _problems(step: Step, checked: Mapping[str, Iterable[Problem]]) -> Iterator[Problem]:
    if step.draft.date is None:
        yield Problem("Es fehlt der Tag; bitte eintragen oder den Entwurf überspringen.", field="date")
    if not step.draft.title:
        yield Problem("Es fehlt der Titel; bitte eintragen oder den Entwurf überspringen.", field="title")
    if step.record:
        yield from checked.get(step.record.id, ())


def publish(store: Store, shown: Plan, *, author: str, cancel: Collection[str] = ()) -> int | None:
    """Publish a document as a plan says; return the id of the change, None if there was nothing to change.

    Parameters
    ----------
    shown
        The plan that the person saw and agreed to.
    cancel
        Ids of the missing appointments that are to be cancelled; the others stay.

    Raises
    ------
    FieldsError
        If a draft is not as it must be; nothing is published then.
    InvalidValueError
        If the document is published already or discarded.
    ConflictError
        If something that the plan was made of has changed since.
    StoreError
        If the store cannot be written.
    """
    if shown.problems:
        raise validation.FieldsError(problem for _, problem in shown.problems)
    with store.write(author, "publish", _summary(shown, cancel)) as transaction:
        current = plan(transaction, shown.document.id, today=shown.today)
        if current.basis != shown.basis:
            raise ConflictError(
                "Seit dem Anzeigen hat sich etwas geändert; es wurde nichts veröffentlicht. "
                "Bitte die Änderungen noch einmal ansehen und dann veröffentlichen."
            )
        of_open(transaction, shown.document.id)
        _publish(transaction, current, cancel)
    return transaction.change


def _put_new(transaction: Transaction, record: AppointmentRecord) -> None:
    if record.revision:  # it comes back
        transaction.put(record)
    else:
        transaction.add(record)


def _publish(transaction: Transaction, current: Plan, cancel: Collection[str]) -> None:
    for step in current.steps:
        assert step.record  # noqa: S101 - else it had a problem
        if step.comparison.appointment is None:
            _put_new(transaction, step.record)
        elif step.comparison.kind is Novelty.CHANGED:
            transaction.put(step.record)
        transaction.put(replace(step.draft, state=DraftState.PUBLISHED, appointment=step.record.id))
    for appointment in current.missing:
        if appointment.id in cancel:
            transaction.put(replace(appointment, status=Status.CANCELLED))
    transaction.put(replace(current.document, state=DocumentState.PUBLISHED))


def _summary(shown: Plan, cancel: Collection[str]) -> str:
    counts = {
        "neu": len(shown.of(Novelty.NEW)),
        "geändert": len(shown.of(Novelty.CHANGED)),
        "unverändert": len(shown.of(Novelty.UNCHANGED)),
        "abgesagt": len({appointment.id for appointment in shown.missing} & {*cancel}),
    }
    told = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    return f"„{shown.document.name}“ veröffentlicht: {told}"
