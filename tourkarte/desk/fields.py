"""What a draft changes in an appointment, field by field, and the appointment that results.

A draft changes what it says. What it does not say stays, unless it cannot be true any more: a room, a postal code or a
point of the house that it has moved out of, an end that would come before the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from tourkarte.desk.sameness import Agreement, place, same_text, town
from tourkarte.errors import InvalidValueError
from tourkarte.model import Precision, Status
from tourkarte.store.records import AppointmentRecord, Facts, Record

if TYPE_CHECKING:
    from tourkarte.store.records import DraftRecord

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


def changes(draft: DraftRecord, appointment: AppointmentRecord) -> tuple[FieldChange, ...]:
    """Return what publishing the draft would change in the appointment."""
    return differences(appointment, updated(draft, appointment))


def lacking(draft: DraftRecord) -> tuple[str, ...]:
    """Return the fields without which the draft is no appointment."""
    return tuple(name for name in _NECESSARY if not getattr(draft, name))


def merged(
    draft: DraftRecord,
    appointment: AppointmentRecord | None,
    *,
    id: str,  # noqa: A002 -- the record's own word for it
    tour: str,
) -> AppointmentRecord:
    """Return the record as it would be published.

    Parameters
    ----------
    appointment
        The one that the draft means; None if it is new.
    id, tour
        Of a new appointment; one that there is keeps its own.

    Raises
    ------
    InvalidValueError
        If a new appointment has no date or no title.
    """
    if appointment:
        return updated(draft, appointment)
    if missing := lacking(draft):
        what = " und ".join(_NECESSARY[name] for name in missing)
        raise InvalidValueError(
            f"Dem Entwurf fehlt: {what}. Ein Termin braucht Datum und Titel; bitte ergänzen oder den Entwurf auslassen."
        )
    said = {name: getattr(draft, name) for name in (*_NECESSARY, *_FACTS)}
    return AppointmentRecord(id=id, tour=tour, document=draft.document, **said)


def updated(draft: DraftRecord, appointment: AppointmentRecord) -> AppointmentRecord:
    """Return the appointment with what the draft says; the same object if that is nothing new."""
    values = {name: _newer(appointment, draft, name) for name in _STATED}
    _drop_passed_ends(values, draft, appointment)
    values |= _place(draft, appointment)
    if values["status"] is not Status.MOVED:
        values["moved_to"] = None
    found = replace(appointment, **values)
    return replace(found, document=draft.document) if differences(appointment, found) else appointment


def _newer(known: Facts, said: Facts, name: str) -> Any:
    before, after = getattr(known, name), getattr(said, name)
    return before if after is None or same_text(before, after) else after


def _drop_passed_ends(values: dict[str, Any], draft: DraftRecord, appointment: AppointmentRecord) -> None:
    """Forget an end that only the appointment knows and that comes before the draft's beginning."""
    start, end = values["start"], values["end"]
    if draft.end is None and start != appointment.start and start and end and end <= start:
        values["end"] = None
    last = values["end_date"]
    if draft.end_date is None and values["date"] != appointment.date and last and last < values["date"]:
        values["end_date"] = None


def _place(draft: DraftRecord, appointment: AppointmentRecord) -> dict[str, Any]:
    """Return the fields of the place: those of another house as a whole, those of the same one by one."""
    first: Facts
    second: Facts
    elsewhere = place(draft, appointment) is Agreement.DIFFERENT
    source = [getattr(draft, name) if elsewhere else _newer(appointment, draft, name) for name in _PLACE]
    values = dict(zip(_PLACE, source, strict=True)) | {"city": _newer(appointment, draft, "city")}
    first, second = appointment, draft
    if elsewhere or _knows_better(draft, appointment):
        first, second = draft, appointment
    values |= {name: getattr(first, name) for name in _POINT}
    left_town = town(draft, appointment) is Agreement.DIFFERENT
    return values | {"district": first.district or (None if left_town else second.district)}


def _knows_better(draft: DraftRecord, appointment: AppointmentRecord) -> bool:
    """Whether the draft's point of the same house is to replace the known one.

    A point that a person set always does: it is a decision. Another one must be more exact, not just different:
    nobody wants to review a pin that went three metres aside.
    """
    said, known = spot_of(draft), spot_of(appointment)
    if said is None or known is None:
        return said is not None
    return said.precision is Precision.MANUAL or _exactness(said) > _exactness(known)


def _exactness(spot: Spot) -> tuple[int, float]:
    rank = _RANK[spot.precision] if spot.precision else -1
    return rank, -(spot.radius_m or 0.0)
