"""Which draft means which appointment: at most one each way, whatever order they come in.

In this order, because each step is surer than the next: what is named (by a person, or by the document with our own
id), what a document says once more (whatever the desk has made of it since), what stays exactly as it is, what is most
alike. What stays is settled for all drafts together, so that one that says little does not take the appointment that
another repeats word for word; hence what was published is found again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.assignment import assigned
from tourkarte.desk.candidates import candidates, day, kin
from tourkarte.desk.fields import changes
from tourkarte.desk.likeness import may_share_id
from tourkarte.desk.sameness import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tourkarte.desk.candidates import Candidate
    from tourkarte.desk.fields import Said
    from tourkarte.store.records import AppointmentRecord, DraftRecord

_IDENTITY: Final = ("date", "start", "title", "venue", "street", "postal_code", "city", "centre")
"""What tells the visits of a document apart."""


@dataclass(slots=True)
class Pairing:
    """The pairs found so far.

    Attributes
    ----------
    found
        Appointments by the id of the draft that means them.
    versions
        Documents that this one is a later version of; None stands for what came from no document.
    """

    found: dict[str, AppointmentRecord] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    versions: frozenset[str | None] = frozenset()

    def take(self, draft: str, appointment: AppointmentRecord) -> None:
        """Settle a pair."""
        self.found[draft] = appointment
        self.taken.add(appointment.id)

    def is_free(self, pair: Candidate) -> bool:
        """Whether neither side is in a pair yet."""
        return pair.draft.id not in self.found and pair.appointment.id not in self.taken

    def drafts(self, drafts: Iterable[DraftRecord]) -> list[DraftRecord]:
        """Return the drafts that are in no pair yet."""
        return [draft for draft in drafts if draft.id not in self.found]

    def appointments(self, appointments: Iterable[AppointmentRecord]) -> list[AppointmentRecord]:
        """Return the appointments that are in no pair yet."""
        return [appointment for appointment in appointments if appointment.id not in self.taken]


def pairing(
    drafts: Sequence[DraftRecord],
    appointments: Sequence[AppointmentRecord],
    *,
    lineage: Collection[str],
    today: dt.date | None,
    said: Mapping[str, Said],
) -> Pairing:
    """Return the pairs among drafts of one document and appointments of its tour, both in an order of their own.

    Parameters
    ----------
    lineage
        Documents that this one is known to be a later version of; others are inferred.
    today
        Where it is given, a visit that is over is not moved to a day to come.
    said
        What documents said last, by id of the appointment that they meant.
    """
    pairs = Pairing()
    claims = _take_named(pairs, drafts, appointments)
    _take_repeated(pairs, drafts, appointments, said)
    _take_unchanged(pairs, drafts, appointments, claims, said)
    rest = candidates(pairs.drafts(drafts), pairs.appointments(appointments), claims, kin)
    pairs.versions = frozenset(lineage) | _versions(pairs, rest, drafts, appointments)
    _take_alike(pairs, [pair for pair in rest if _may_be(pair, pairs.versions, today)])
    return pairs


def _take_named(
    pairs: Pairing, drafts: Sequence[DraftRecord], appointments: Sequence[AppointmentRecord]
) -> dict[str, set[str]]:
    """Pair what is named once; return by draft what several of them name, for likeness to decide.

    Somebody who copies a line of our own table to add a visit copies its id as well.
    """
    known = {appointment.id: appointment for appointment in appointments}
    contested: defaultdict[str, set[str]] = defaultdict(set)
    for name in ("appointment", "own_id"):
        naming = {
            draft.id: each.id
            for draft in pairs.drafts(drafts)
            if (each := known.get(getattr(draft, name))) and (name == "appointment" or may_share_id(draft, each))
        }
        count = Counter(naming.values())
        for draft, named in naming.items():
            if count[named] == 1 and named not in pairs.taken:
                pairs.take(draft, known[named])
            contested[draft].add(named)
    return contested


def _take_repeated(
    pairs: Pairing,
    drafts: Sequence[DraftRecord],
    appointments: Sequence[AppointmentRecord],
    said: Mapping[str, Said],
) -> None:
    """Pair what says the same as the last document did with what that meant, where both say so once."""
    meant: defaultdict[tuple[Any, ...], set[str]] = defaultdict(set)
    free = {appointment.id: appointment for appointment in pairs.appointments(appointments)}
    for key in free:
        for each in said.get(key, ()):
            if each.appointment == key:  # else it meant the row that was moved there
                meant[_identity(each)].add(key)
    count = Counter(map(_identity, drafts))
    for draft in pairs.drafts(drafts):
        identity = _identity(draft)
        found = meant.get(identity, set())
        if draft.date and count[identity] == len(found) == 1 and not (found & pairs.taken):
            pairs.take(draft.id, free[found.pop()])


def _identity(draft: DraftRecord) -> tuple[Any, ...]:
    values = (getattr(draft, name) for name in _IDENTITY)
    return tuple(plain(value) if isinstance(value, str) else value for value in values)


def _take_unchanged(
    pairs: Pairing,
    drafts: Sequence[DraftRecord],
    appointments: Sequence[AppointmentRecord],
    claims: dict[str, set[str]],
    said: Mapping[str, Said],
) -> None:
    """Pair as many drafts as can be with appointments that they leave as they are."""
    known = {appointment.id: appointment for appointment in appointments}
    dated = [draft for draft in pairs.drafts(drafts) if draft.date]
    choices: defaultdict[str, list[str]] = defaultdict(list)
    for pair in candidates(dated, pairs.appointments(appointments), claims, day):
        if not changes(pair.draft, pair.appointment, said.get(pair.appointment.id, ())):
            choices[pair.draft.id].append(pair.appointment.id)
    for draft, appointment in assigned(choices).items():
        pairs.take(draft, known[appointment])


def _versions(
    pairs: Pairing,
    rest: Iterable[Candidate],
    drafts: Sequence[DraftRecord],
    appointments: Sequence[AppointmentRecord],
) -> frozenset[str | None]:
    """Return the documents that this one repeats: half of what they say from its first day on, or half of what it says.

    A list of the next week that comes back to one of this week's centres is no correction of this week's list.
    """
    best = dict(pairs.found)
    for pair in rest:
        best.setdefault(pair.draft.id, pair.appointment)
    first = min((draft.date for draft in drafts if draft.date), default=None)
    repeated = Counter(document for _, document in {(each.id, each.document) for each in best.values()})
    said = Counter(each.document for each in appointments if first is None or each.date >= first)
    return frozenset(
        document for document, count in repeated.items() if 2 * count >= min(len(drafts), said[document] or len(drafts))
    )


def _may_be(pair: Candidate, versions: Collection[str | None], today: dt.date | None) -> bool:
    """Whether nothing but the pair itself speaks against it: only a later version of a document moves what it said."""
    if pair.is_named or not pair.moves:
        return True
    over = today is not None and pair.appointment.date < today <= (pair.draft.date or today)
    return pair.appointment.document in versions and not over


def _take_alike(pairs: Pairing, waiting: list[Candidate]) -> None:
    """Pair what is most alike first; what could as well be another day's waits until that one is gone."""
    before = -1
    while before != len(pairs.found):
        before = len(pairs.found)
        waiting = [pair for pair in waiting if pairs.is_free(pair)]
        rivals: defaultdict[str, list[Candidate]] = defaultdict(list)
        for pair in waiting:
            rivals[pair.draft.id].append(pair)
        for pair in waiting:
            if pairs.is_free(pair) and not _is_torn(pairs, pair, rivals[pair.draft.id]):
                pairs.take(pair.draft.id, pair.appointment)


def _is_torn(pairs: Pairing, pair: Candidate, rivals: Iterable[Candidate]) -> bool:
    """Whether an appointment on another day, still free, is as likely."""
    return any(
        rival.rank == pair.rank and rival.appointment.date != pair.appointment.date and pairs.is_free(rival)
        for rival in rivals
    )
