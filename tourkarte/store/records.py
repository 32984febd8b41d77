"""What the store holds, one frozen record per row.

A record is what a person means by it at one revision. Its JSON form is that of the log and of backups.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, Final, TypeVar

from pydantic import ConfigDict, TypeAdapter

from tourkarte.model import Doubt, Precision, Status

R = TypeVar("R", bound="Record")

ZONE_NAME: Final = "Europe/Berlin"


class Kind(StrEnum):
    """What a record is one of; also the name of its table."""

    TOUR = "tour"
    CENTRE = "centre"
    DOCUMENT = "document"
    APPOINTMENT = "appointment"
    DRAFT = "draft"
    VENUE = "venue"


VISIBLE: Final = (Kind.TOUR, Kind.CENTRE, Kind.APPOINTMENT)
"""The kinds of records that visitors see something of."""


class DocumentState(StrEnum):
    """What became of a document that somebody dropped."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class DraftState(StrEnum):
    """What became of a draft."""

    OPEN = "open"
    SKIPPED = "skipped"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have.

    Attributes
    ----------
    id
        For life; the id of a deleted record is not given again.
    revision
        Counts up with each change; 0 as long as it is not in the store.
    deleted
        Whether it is there for the log only.
    """

    kind: ClassVar[Kind]
    __pydantic_config__: ClassVar[ConfigDict] = {"revalidate_instances": "always"}  # what `replace` made as well

    id: str
    revision: int = 0
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TourRecord(Record):
    """A named series of appointments; `planned` is how many visits it is to have."""

    kind = Kind.TOUR

    title: str
    subtitle: str = ""
    planned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRecord(Record):
    """A Kommunales Integrationszentrum; its id is the AGS of its district."""

    kind = Kind.CENTRE

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts(Record):
    """What a draft and an appointment have in common: when, where, whom; what is not known is None.

    Attributes
    ----------
    people
        Who takes part, joined by semicolons.
    media
        `open` or `closed`: whether the press may come in.
    report
        Address of a report afterwards.
    centre, district
        AGS of the district whose centre is visited, and of that in which the point lies.
    radius_m
        Radius in metres within which the place may well be; 0 is the house itself.
    point_source
        Who says that the point is there.
    """

    end_date: dt.date | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    people: str | None = None
    venue: str | None = None
    room: str | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    centre: str | None = None
    district: str | None = None
    status: Status = Status.SCHEDULED
    media: str | None = None
    note: str | None = None
    report: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision | None = None
    radius_m: float | None = None
    point_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentRecord(Facts):
    """A published visit.

    Attributes
    ----------
    zone
        Of its dates and times, which are local.
    moved_to
        Id of the appointment that it was moved to.
    document
        Id of the document that it came from or was last updated by.
    """

    kind = Kind.APPOINTMENT

    tour: str
    date: dt.date
    title: str
    zone: str = ZONE_NAME
    moved_to: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord(Record):
    """A document as it was read; the file itself is kept beside it (`Store.original`).

    Attributes
    ----------
    tour
        Id of the tour that its appointments are for.
    text
        What all spans of its drafts count in.
    digest
        SHA-256 of the file.
    unread
        Passages that say when and ended in no draft, as pairs of start and end.
    """

    kind = Kind.DOCUMENT

    name: str
    tour: str
    text: str
    digest: str
    warnings: tuple[str, ...] = ()
    unread: tuple[tuple[int, int], ...] = ()
    state: DocumentState = DocumentState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that an ambiguous address may mean."""

    label: str
    lat: float
    lon: float
    precision: Precision
    radius_m: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecord(Facts):
    """An appointment as a document says it, not yet published.

    Attributes
    ----------
    position
        Its place among the drafts of its document; those that were one have the same, and follow by their ids.
    own_id
        The id that the document itself gives, such as our own export.
    appointment
        Id of the appointment that it became or updated.
    source, spans
        The passage of the document's text that it was read from, and those of its fields, as pairs of start and end.
    """

    kind = Kind.DRAFT

    document: str
    position: int
    date: dt.date | None = None
    title: str | None = None
    own_id: str | None = None
    appointment: str | None = None
    state: DraftState = DraftState.OPEN
    doubts: tuple[Doubt, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    source: tuple[int, int] = (0, 0)
    spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueRecord(Record):
    """A venue whose point somebody set; its id follows from its address."""

    kind = Kind.VENUE

    name: str | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None
    lat: float
    lon: float
    source: str


RECORDS: Final[dict[Kind, type[Record]]] = {
    record.kind: record
    for record in (TourRecord, CentreRecord, DocumentRecord, AppointmentRecord, DraftRecord, VenueRecord)
}
"""Each kind's type, in an order in which none refers to a later one."""


@cache
def _adapter(kind: Kind) -> TypeAdapter[Any]:
    return TypeAdapter(RECORDS[kind])


def checked(record: type[R], values: object) -> R:
    """Return the record that plain values or a record stand for, each field of its type.

    Raises
    ------
    pydantic.ValidationError
        If a field holds something else.
    """
    found: R = _adapter(record.kind).validate_python(values)
    return found


def to_json(record: Record) -> dict[str, Any]:
    """Return the record as values that JSON has."""
    plain: dict[str, Any] = _adapter(record.kind).dump_python(record, mode="json")
    return plain


def from_json(kind: Kind, values: dict[str, Any]) -> Record:
    """Return the record that `to_json` wrote; fields that it did not know have their defaults, others are dropped."""
    record = RECORDS[kind]
    known = {field.name for field in fields(record)}
    return checked(record, {name: value for name, value in values.items() if name in known})


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields in which two JSON forms of a record differ, the revision aside."""
    names = dict.fromkeys([*before, *after])
    return tuple(name for name in names if name != "revision" and before.get(name) != after.get(name))
