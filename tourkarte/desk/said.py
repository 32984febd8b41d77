"""What documents said last about the appointments that a new one may mean."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from tourkarte.desk.chains import targets
from tourkarte.desk.likeness import LONGEST_MOVE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.desk.fields import Said
    from tourkarte.store.queries import Reader
    from tourkarte.store.records import AppointmentRecord, DraftRecord

_LAST: Final = dt.date.max.toordinal()


def said_before(
    reader: Reader, tour: str, drafts: Sequence[DraftRecord], appointments: Sequence[AppointmentRecord]
) -> Mapping[str, Said]:
    """Return what documents said last, by id of the appointment; where one was moved, that goes for its target too."""
    days = [draft.date.toordinal() for draft in drafts if draft.date] or [1, _LAST]
    since, until = max(min(days) - LONGEST_MOVE, 1), min(max(days) + LONGEST_MOVE, _LAST)
    own = reader.last_said(tour, since=dt.date.fromordinal(since), until=dt.date.fromordinal(until))
    known = {appointment.id: appointment for appointment in appointments}
    inherited = {target.id: said for key, said in own.items() if key in known for target in targets(known[key], known)}
    return inherited | own
