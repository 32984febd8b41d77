"""What a draft changes in an appointment, field by field, and the appointment that results.

A draft changes what it says. What it does not say stays, unless it cannot be true any more: a room, a postal code or a
point of the house that it has moved out of, an end that would come before the beginning.

What its document said before and says again is no news: the desk has decided since, and the same file once more takes
nothing back. Nor does it say that a visit takes place by not saying that it is cancelled or moved.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.sameness import Agreement, place, same_text, town
from tourkarte.errors import InvalidValueError
from tourkarte.model import Precision, Status
from tourkarte.store.records import AppointmentRecord, Facts, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tourkarte.store.records import DraftRecord

    Said = Sequence[DraftRecord]
    """What documents said last about an appointment: as it was read, and as it was published."""

POINT: Final = "point"
FIELDS: Final = (
    *("date", "end_date", "start", "end", "title", "people"),
    *("venue", "room", "street", "postal_code", "city", "centre", "district", POINT),
    *("status", "media", "note", "report"),
)
"""What is compared, in the order in which people read it."""
_STATED: Final = ("date", "end_date", "start", "end", "title", "people", "centre", "status", "media", "note", "report")
_PLACE: Final = ("venue", "room", "street", "postal_code")
_POINT: Final = ("lat", "lon", "precision", "radius_m", "point_source")
_NECESSARY: Final = {"date": "Datum", "title": "Titel"}
_FACTS: Final = frozenset({field.name for field in fields(Facts)} - {field.name for field in fields(Record)})
_RANK: Final = {
    precision: rank
    for rank, precision in enumerate(
        (Precision.MUNICIPALITY, Precision.POSTAL_CODE, Precision.STREET, Precision.ADDRESS, Precision.MANUAL)
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point with all that is known of it: its fields change together or not at all."""

    lat: float
    lon: float
    precision: Precision | None
    radius_m: float | None
    source: str | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as it is published and as it is to be; the field `point` holds a `Spot`."""

    field: str
    before: Any
    after: Any


def spot_of(facts: Facts) -> Spot | None:
    """Return the point of a record, if it has one."""
    if facts.lat is None or facts.lon is None:
        return None
    return Spot(
        lat=facts.lat,
        lon=facts.lon,
        precision=facts.precision,
        radius_m=facts.radius_m,
        source=facts.point_source,
    )


def value_of(record: Facts, field: str) -> Any:
    """Return what a record says about one of `FIELDS`."""
    return spot_of(record) if field == POINT else getattr(record, field)


def differences(before: Facts, after: Facts) -> tuple[FieldChange, ...]:
    """Return the fields in which two records differ."""
    found = (FieldChange(name, value_of(before, name), value_of(after, name)) for name in FIELDS)
    return tuple(change for change in found if change.before != change.after)


def changes(draft: DraftRecord, appointment: AppointmentRecord, said: Said = ()) -> tuple[FieldChange, ...]:
    """Return what publishing the draft would change in the appointment."""
    return differences(appointment, updated(draft, appointment, said))


def lacking(draft: DraftRecord) -> tuple[str, ...]:
    """Return the fields without which the draft is no appointment."""
    return tuple(name for name in _NECESSARY if not getattr(draft, name))


def merged(
    draft: DraftRecord,
    appointment: AppointmentRecord | None,
    *,
    id: str,  # noqa: A002 -- the record's own word for it
    tour: str,
    said: Said = (),
) -> AppointmentRecord:
    """Return the record as it would be published.

    Parameters
    ----------
    appointment
        The one that the draft means; None if it is new.
    id, tour
        Of a new appointment; one that there is keeps its own.
    said
        What documents said last about the appointment.

    Raises
    ------
    InvalidValueError
        If a new appointment has no date or no title.
    """
    if appointment:
        return updated(draft, appointment, said)
    if missing := lacking(draft):
        what = " und ".join(_NECESSARY[name] for name in missing)
        raise InvalidValueError(
            f"Dem Entwurf fehlt: {what}. Ein Termin braucht Datum und Titel; bitte ergänzen oder den Entwurf auslassen."
        )
    facts = {name: getattr(draft, name) for name in (*_NECESSARY, *_FACTS)}
    return AppointmentRecord(id=id, tour=tour, document=draft.document, **facts)


def updated(draft: DraftRecord, appointment: AppointmentRecord, said: Said = ()) -> AppointmentRecord:
    """Return the appointment with what the draft says; the same object if that is nothing new."""
    values = {name: _newer(appointment, draft, name, said) for name in _STATED}
    values["status"] = _status(draft, appointment, said)
    _drop_passed_ends(values, draft, appointment)
    values |= _place(draft, appointment, said)
    if values["status"] is not Status.MOVED:
        values["moved_to"] = None
    found = replace(appointment, **values)
    return replace(found, document=draft.document) if differences(appointment, found) else appointment


def _newer(known: Facts, draft: Facts, name: str, said: Said) -> Any:
    before, after = getattr(known, name), getattr(draft, name)
    old = after is None or same_text(before, after) or any(same_text(getattr(each, name), after) for each in said)
    return before if old else after


def _status(draft: DraftRecord, appointment: AppointmentRecord, said: Said) -> Status:
    """Return the status; each draft is scheduled that says nothing else, so that says nothing."""
    leads_on = appointment.status is Status.MOVED and appointment.moved_to
    if draft.status is Status.SCHEDULED or leads_on:
        return appointment.status
    found: Status = _newer(appointment, draft, "status", said)
    return found


def _drop_passed_ends(values: dict[str, Any], draft: DraftRecord, appointment: AppointmentRecord) -> None:
    """Take the draft's end, or none, for one that only the appointment knows and that comes before the beginning."""
    start, end = values["start"], values["end"]
    if end != draft.end and start != appointment.start and start and end and end <= start:
        values["end"] = draft.end
    last = values["end_date"]
    if last != draft.end_date and values["date"] != appointment.date and last and last < values["date"]:
        values["end_date"] = draft.end_date


def _place(draft: DraftRecord, appointment: AppointmentRecord, said: Said) -> dict[str, Any]:
    """Return the fields of the place: those of another house as a whole, those of the same one by one."""
    first: Facts
    second: Facts
    elsewhere = place(draft, appointment) is Agreement.DIFFERENT
    if elsewhere and any(_is_same_place(draft, each) for each in said):
        return {}  # the desk moved it to another house, where the document's room and point are not
    source = [getattr(draft, name) if elsewhere else _newer(appointment, draft, name, said) for name in _PLACE]
    values = dict(zip(_PLACE, source, strict=True)) | {"city": _newer(appointment, draft, "city", said)}
    first, second = appointment, draft
    if elsewhere or _knows_better(draft, appointment, said):
        first, second = draft, appointment
    values |= {name: getattr(first, name) for name in _POINT}
    left_town = town(draft, appointment) is Agreement.DIFFERENT
    return values | {"district": first.district or (None if left_town else second.district)}


def _is_same_place(one: Facts, other: Facts) -> bool:
    names = (*_PLACE, "city")
    return place(one, other) is Agreement.SAME or all(
        same_text(getattr(one, name), getattr(other, name)) for name in names
    )


def _knows_better(draft: DraftRecord, appointment: AppointmentRecord, said: Said) -> bool:
    """Whether the draft's point of the same house is to replace the known one.

    A point that a person set always does: it is a decision. Another one must be more exact, not just different:
    nobody wants to review a pin that went three metres aside.
    """
    new, known = spot_of(draft), spot_of(appointment)
    if new is None or known is None:
        return new is not None
    if any(spot_of(each) == new for each in said):
        return False
    return new.precision is Precision.MANUAL or _exactness(new) > _exactness(known)


def _exactness(spot: Spot) -> tuple[int, float]:
    rank = _RANK[spot.precision] if spot.precision else -1
    return rank, -(spot.radius_m or 0.0)
