"""How likely a draft means a published appointment, as a sum of what speaks for it and against it.

Weights, because no single field decides: each of them is what a correction changes. That the sum must reach `ENOUGH`,
and that some contradictions end the matter, is the rule that a wrong pair is worse than none: it would overwrite a
visit, where a missing pair merely shows one as new and one as missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tourkarte.desk.sameness import Agreement, alike, house, town, venue
from tourkarte.model import Status

if TYPE_CHECKING:
    from tourkarte.store.records import AppointmentRecord, DraftRecord

ENOUGH: Final = 4.5
_CENTRE: Final = 5.0  # a tour visits each centre once, as a rule
_HOUSE: Final = {Agreement.SAME: 3.0, Agreement.DIFFERENT: -1.0, Agreement.UNSAID: 0.0}
_VENUE: Final = {Agreement.SAME: 1.5, Agreement.DIFFERENT: -0.5, Agreement.UNSAID: 0.0}
_TOWN: Final = {Agreement.SAME: 1.0, Agreement.DIFFERENT: -1.0, Agreement.UNSAID: 0.0}
_CODE: Final = 0.25
_DATE: Final = 3.0
_NO_DATE: Final = 0.5
_OTHER_DAY: Final = -0.5
_PER_DAY: Final = -1.5 / 7
_FARTHEST_PENALTY: Final = -2.0
_START: Final = 1.5
_OTHER_START: Final = -0.75
_SLOT: Final = 1.0  # whom the tour is about is in one place at a time
_DETAIL: Final = 0.05
_DETAILS: Final = ("end", "end_date", "room", "status", "people")
_TITLE_BEST: Final = 3.0
_TITLE_WORST: Final = -2.0
_UNLIKE: Final = 0.45  # what titles without a common word reach
_LIKE: Final = 0.6
LONGEST_MOVE: Final = 92
"""Days between an appointment and the day that it was moved to; what is farther apart is another visit."""


def likeness(draft: DraftRecord, appointment: AppointmentRecord) -> float | None:
    """Return how likely the draft means the appointment; None if it does not, whatever else agrees."""
    towns = town(draft, appointment)
    if draft.centre and appointment.centre and draft.centre != appointment.centre:
        return None
    centre = agree(draft, appointment, "centre")
    if towns is Agreement.DIFFERENT and not centre:
        return None
    title = alike(draft.title, appointment.title) if draft.title else None
    if _is_on_other_day(draft, appointment) and not _may_move(draft, appointment, centre=centre, title=title):
        return None
    return (
        _CENTRE * centre
        + _TOWN[towns]
        + _place(draft, appointment)
        + _title(title)
        + _when(draft, appointment)
        + sum(_DETAIL for name in _DETAILS if agree(draft, appointment, name))
    )


def may_share_id(draft: DraftRecord, appointment: AppointmentRecord) -> bool:
    """Whether an id that both have can mean one visit: other people number the rows of their tables from 1, too."""
    place = {town(draft, appointment), house(draft, appointment)}
    return (
        Agreement.SAME in place
        or Agreement.DIFFERENT not in place
        or agree(draft, appointment, "centre")
        or draft.title is None
        or alike(draft.title, appointment.title) >= _LIKE
    )


def agree(draft: DraftRecord, appointment: AppointmentRecord, name: str) -> bool:
    """Whether both say the same about a field."""
    said = getattr(draft, name)
    return said is not None and said == getattr(appointment, name)


def _is_on_other_day(draft: DraftRecord, appointment: AppointmentRecord) -> bool:
    return draft.date is not None and draft.date != appointment.date


def _may_move(draft: DraftRecord, appointment: AppointmentRecord, *, centre: bool, title: float | None) -> bool:
    """Whether the draft may be the appointment on another day.

    What is said not to take place is named by the day on which it was to, so it is never on another.
    """
    assert draft.date  # noqa: S101 -- else it is on no other day
    near = abs((draft.date - appointment.date).days) <= LONGEST_MOVE
    return near and draft.status is Status.SCHEDULED and (centre or (title or 0.0) >= _LIKE)


def _place(draft: DraftRecord, appointment: AppointmentRecord) -> float:
    """Return what the place says; the venue and the postal code of one house say nothing beside it."""
    houses = house(draft, appointment)
    if houses is Agreement.SAME:
        return _HOUSE[houses]
    return _HOUSE[houses] + _VENUE[venue(draft, appointment)] + _CODE * agree(draft, appointment, "postal_code")


def _title(similarity: float | None) -> float:
    if similarity is None:
        return 0.0
    share = max(0.0, (similarity - _UNLIKE) / (1 - _UNLIKE))
    return _TITLE_WORST + share * (_TITLE_BEST - _TITLE_WORST)


def _when(draft: DraftRecord, appointment: AppointmentRecord) -> float:
    score = 0.0
    if draft.start and appointment.start:
        score += _START if draft.start == appointment.start else _OTHER_START
    if draft.date is None:
        return score + _NO_DATE
    days = abs((draft.date - appointment.date).days)
    if days:
        return score + max(_OTHER_DAY + days * _PER_DAY, _FARTHEST_PENALTY)
    slot = draft.start is not None and draft.start == appointment.start
    return score + _DATE + _SLOT * slot
