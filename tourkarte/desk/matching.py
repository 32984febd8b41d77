"""Whether a draft is a new appointment, a changed one or the same, and which appointments a document leaves out.

Pure: it reads no store and no clock. A wrong pair is worse than none, for it would overwrite a visit; where it is not
clear which appointment a draft means, the draft is new and the appointment missing, and a person sees both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tourkarte.desk.candidates import by_time
from tourkarte.desk.chains import targets
from tourkarte.desk.fields import changes
from tourkarte.desk.pairing import pairing
from tourkarte.model import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from tourkarte.desk.fields import FieldChange, Said
    from tourkarte.desk.pairing import Pairing
    from tourkarte.store.records import AppointmentRecord, DraftRecord


class Novelty(StrEnum):
    """What publishing a draft would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A draft beside the appointment that it means.

    Attributes
    ----------
    appointment
        None if the draft is new.
    changes
        What the draft says otherwise; nothing if it is new.
    said
        What documents said last about the appointment.
    """

    draft: DraftRecord
    appointment: AppointmentRecord | None = None
    changes: tuple[FieldChange, ...] = ()
    said: Said = ()

    @property
    def kind(self) -> Novelty:
        """What publishing the draft would do."""
        if self.appointment is None:
            return Novelty.NEW
        return Novelty.CHANGED if self.changes else Novelty.UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A document beside what is published.

    Attributes
    ----------
    comparisons
        One for each draft, in the order of the document.
    missing
        Scheduled appointments that an earlier version of the document named and this one does not, in order of time.
    """

    comparisons: tuple[Comparison, ...]
    missing: tuple[AppointmentRecord, ...]

    def of(self, kind: Novelty) -> tuple[Comparison, ...]:
        """Return the comparisons of one kind."""
        return tuple(comparison for comparison in self.comparisons if comparison.kind is kind)


def match(
    drafts: Sequence[DraftRecord],
    appointments: Sequence[AppointmentRecord],
    *,
    lineage: Collection[str] = (),
    today: dt.date | None = None,
    said: Mapping[str, Said] | None = None,
) -> Matching:
    """Compare the drafts of a document with the appointments of its tour.

    Parameters
    ----------
    drafts
        All of one document, also those that are skipped: what a document names is not missing.
    appointments
        All of the tour, also those that are cancelled or moved.
    lineage
        Ids of documents that this one is known to be a later version of; what it repeats for the most part is found
        without.
    today
        Where it is given, a visit that is over is not moved to a day to come.
    said
        What documents said last, by id of the appointment that they meant: that again changes nothing.
    """
    before = said or {}
    ordered = sorted((draft for draft in drafts if not draft.deleted), key=_place_in_document)
    known = sorted((appointment for appointment in appointments if not appointment.deleted), key=by_time)
    pairs = pairing(ordered, known, lineage=lineage, today=today, said=before)
    return Matching(
        comparisons=tuple(_comparison(draft, pairs.found.get(draft.id), before) for draft in ordered),
        missing=_missing(ordered, known, pairs),
    )


def _place_in_document(draft: DraftRecord) -> tuple[str, int, str]:
    return draft.document, draft.position, draft.id


def _comparison(draft: DraftRecord, appointment: AppointmentRecord | None, before: Mapping[str, Said]) -> Comparison:
    if appointment is None:
        return Comparison(draft=draft)
    said = before.get(appointment.id, ())
    return Comparison(draft=draft, appointment=appointment, changes=changes(draft, appointment, said), said=said)


def _missing(
    drafts: Sequence[DraftRecord], appointments: Sequence[AppointmentRecord], pairs: Pairing
) -> tuple[AppointmentRecord, ...]:
    """Return what an earlier version named, from this one's first day on: it need not repeat what was before.

    Nor need it know where the desk has moved what it names.
    """
    first = min((draft.date for draft in drafts if draft.date), default=None)
    known = {each.id: each for each in appointments}
    moved = {target.id for each in pairs.found.values() for target in targets(each, known)}
    return tuple(
        each
        for each in pairs.appointments(appointments)
        if first
        and each.date >= first
        and each.status is Status.SCHEDULED
        and each.id not in moved
        and each.document is not None
        and each.document in pairs.versions
    )
