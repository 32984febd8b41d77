"""Which appointments a draft may mean, the likeliest first, without comparing everything with everything."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tourkarte.desk.likeness import ENOUGH, likeness
from tourkarte.desk.sameness import town_block
from tourkarte.model import Status
from tourkarte.store.records import AppointmentRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from tourkarte.store.records import DraftRecord

    Keys = Callable[[DraftRecord | AppointmentRecord], Iterable[object]]
    Claims = Mapping[str, AbstractSet[str]]

_NAMED: Final = 100.0


class Candidate(NamedTuple):
    """A pair that may be one.

    Attributes
    ----------
    behind
        Whether it comes after all that are not. A row that was moved to another day is what is left of an appointment:
        only a draft that says so, or names that row's day, means it before the appointment itself.
    """

    behind: bool
    score: float
    draft: DraftRecord
    appointment: AppointmentRecord

    @property
    def rank(self) -> tuple[bool, float]:
        """What candidates are sorted by; rounded, so that sums of the same weights are equal."""
        return self.behind, -round(self.score, 6)

    @property
    def is_named(self) -> bool:
        """Whether the draft names the appointment by its id."""
        return self.score >= _NAMED

    @property
    def moves(self) -> bool:
        """Whether the draft says another day."""
        return self.draft.date not in {None, self.appointment.date}


def by_time(appointment: AppointmentRecord) -> tuple[Any, ...]:
    """Return what appointments are sorted by: the same order, wherever they come from."""
    return appointment.date, appointment.start or dt.time.min, appointment.id


def day(record: DraftRecord | AppointmentRecord) -> list[object]:
    """Return keys of which a draft and an appointment that it leaves as it is share one: its day, and town if any."""
    if record.date is None:
        return []
    town = (record.date, record.city and town_block(record.city))
    if isinstance(record, AppointmentRecord):
        return [town, record.date]
    return [town if record.city else record.date]


def kin(record: DraftRecord | AppointmentRecord) -> list[object]:
    """Return keys of which two records that can be a pair share at least one."""
    keys: list[object] = [
        record.centre and ("centre", record.centre),
        record.city and ("town", town_block(record.city)),
        record.postal_code and ("code", record.postal_code),
        record.date,
    ]
    return [key for key in keys if key]


def candidates(
    drafts: Iterable[DraftRecord], appointments: Iterable[AppointmentRecord], claims: Claims, keys: Keys
) -> list[Candidate]:
    """Return the pairs that are likely enough, best first.

    Parameters
    ----------
    claims
        Ids of the appointments that a draft names, by the draft's id.
    keys
        What a draft and an appointment must share to be compared at all, unless it is named.
    """
    known = {appointment.id: appointment for appointment in appointments}
    blocks: defaultdict[object, list[AppointmentRecord]] = defaultdict(list)
    for appointment in known.values():
        for key in keys(appointment):
            blocks[key].append(appointment)
    found = []
    for draft in drafts:
        named = claims.get(draft.id, frozenset())
        near = {each.id: each for key in keys(draft) for each in blocks.get(key, ())}
        near |= {name: known[name] for name in named if name in known}
        found += [pair for each in near.values() if (pair := _candidate(draft, each, named=each.id in named))]
    return sorted(found, key=lambda pair: (pair.rank, by_time(pair.appointment)))


def _candidate(draft: DraftRecord, appointment: AppointmentRecord, *, named: bool) -> Candidate | None:
    score = likeness(draft, appointment)
    if named:
        score = _NAMED + max(score or 0.0, 0.0)
    if score is None or score < ENOUGH:
        return None
    left = appointment.status is Status.MOVED
    behind = left and draft.status is not Status.MOVED and draft.date != appointment.date
    return Candidate(behind, score, draft, appointment)
