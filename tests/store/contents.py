"""What the stores of these tests hold: some of everything, and references in both directions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tourkarte.clock import FIRST_DAY, LAST_DAY
from tourkarte.model import Doubt, Precision, Status
from tourkarte.store.records import (
    AppointmentRecord,
    Candidate,
    CentreRecord,
    DocumentRecord,
    DraftRecord,
    DraftState,
    TourRecord,
    VenueRecord,
)

if TYPE_CHECKING:
    from tourkarte.store.store import Store

_KEPT = st.characters(codec="utf-8", exclude_characters="\0")  # PostgreSQL keeps no NUL
TEXTS = st.text(_KEPT, max_size=20)
_SHOWN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp")), max_size=20)
_FIRST, _LAST = FIRST_DAY + dt.timedelta(days=40), LAST_DAY - dt.timedelta(days=40)


@dataclass(frozen=True)
class Values:
    """Values of each type that a column may have."""

    text: str = 'Ä„ß"\\u0041 \U0001f600\n'
    number: float = 51.123456789012345
    at: dt.datetime = dt.datetime(2017, 8, 2, 11, 30, 0, 123456, tzinfo=dt.UTC)
    clock: dt.time = dt.time(23, 59)
    day: dt.date = dt.date(2017, 12, 31)
    content: bytes = bytes(range(256))


VALUES = st.builds(
    Values,
    text=_SHOWN.filter(str.strip),  # a title is not empty, and visitors can be shown it
    number=st.floats(-90, 90),
    at=st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=st.just(dt.UTC)),  # noqa: DTZ001 - the strategy's
    clock=st.times(),
    day=st.dates(_FIRST, _LAST),
    content=st.binary(max_size=100),
)


def fill(store: Store, values: Values = Values()) -> None:
    """Write some of everything in several changes, with an edit, a deletion and what takes a change back."""
    text, number = values.text, values.number
    point: dict[str, Any] = {
        "lat": number,
        "lon": -number,
        "precision": Precision.ADDRESS,
        "radius_m": 0.0,
        "point_source": text,
    }
    with store.write("Anna", "import", text) as change:
        change.add(TourRecord(id="tour", title=text, subtitle=text, planned=14))
        for key in ("05974", "05111"):
            change.add(CentreRecord(id=key, name=text))
        document = DocumentRecord(
            id="document", name=text, tour="tour", text=text, digest="0" * 64, warnings=(text,), unread=((0, 1),)
        )
        change.add(document)
        change.keep_original("document", values.content)
        draft = DraftRecord(
            id="draft",
            document="document",
            position=1,
            title=text,
            date=values.day,
            start=values.clock,
            doubts=(Doubt(field="city", reason=text),),
            candidates=(
                Candidate(label=text, lat=number, lon=0, precision=Precision.STREET, radius_m=number, source="GEBREF"),
            ),
            spans={text: ((0, 3), (5, 8))},
        )
        change.add(draft)
        change.add(VenueRecord(id="venue", name=text, lat=number, lon=number, source=text))
    with store.write("Bernd", "publish", text) as change:
        for key in ("a-moved", "b-target", "ä-gone"):
            change.add(AppointmentRecord(id=key, tour="tour", date=values.day, title=text, end=values.clock, **point))
        moved = change.get(AppointmentRecord, "a-moved")
        change.edit(AppointmentRecord, moved.id, 1, status=Status.MOVED, moved_to="b-target")
        change.edit(DraftRecord, "draft", 1, state=DraftState.PUBLISHED, appointment="b-target")
    with store.write("Bernd", "edit", text) as change:
        change.remove(change.get(AppointmentRecord, "ä-gone"))
    with store.write("Anna", "undo", text, undoes=3) as change:
        gone = change.get(AppointmentRecord, "ä-gone", deleted=True)
        change.put(replace(gone, deleted=False, note=text))
    with store.write("Anna", "edit", text) as change:
        change.remove(change.get(AppointmentRecord, "ä-gone"))
