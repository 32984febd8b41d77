"""The types that the whole product speaks in. Each checks itself when it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tourkarte.errors import InvalidValueError
from tourkarte.language import N_

if TYPE_CHECKING:
    import datetime as dt

POSTAL_CODE: Final = re.compile(r"\d{4,5}")
DISTRICT_AGS: Final = re.compile(r"\d{5}")
BETWEEN_PEOPLE: Final = "; "
"""What stands between those who take part, where they are one text."""
LONGEST_ADDRESS: Final = 2_000
"""Characters that a web address may have."""
LONGEST_PLACE: Final = 200
"""Characters that a venue, a room, a street and a city have at most; nobody is asked where a longer one is."""
TURNING: Final = r"\u202a-\u202e\u2066-\u2069"
"""What turns the direction of a line, in a pattern: text reads as another one then."""
_UNSEEN: Final = rf"\s\x00-\x1f\x7f-\x9f{TURNING}"
_WEB_ADDRESS: Final = re.compile(rf"https?://[^{_UNSEEN}@/?#\\]+(?:[/?#][^{_UNSEEN}]*)?", re.IGNORECASE)
FIELD_NAMES: Final = {
    "date": "Datum",
    "end_date": "Letzter Tag",
    "start": "Beginn",
    "end": "Ende",
    "title": "Titel",
    "people": "Personen",
    "centre": "Integrationszentrum",
    "venue": "Ort",
    "room": "Raum",
    "street": "Straße",
    "postal_code": "Postleitzahl",
    "city": "Stadt",
    "cancelled": "Stand",
    "moved": "Stand",
}
"""What a person calls the fields of a draft, in the order in which they are read."""


class Status(StrEnum):
    """What was decided about an appointment. Past, today and upcoming follow from the clock instead."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Precision(StrEnum):
    """How well a point is known. An appointment without any point has no precision."""

    ADDRESS = "address"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    MUNICIPALITY = "municipality"
    MANUAL = "manual"

    @property
    def is_exact(self) -> bool:
        """Whether the point may be drawn as a pin; the others are drawn as the circle of their uncertainty."""
        return self in (Precision.ADDRESS, Precision.MANUAL)


class Media(StrEnum):
    """Whether the press may come in. Where nothing was said about it there is none."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The German word for it."""
        return _MEDIA_WORDS[self]


_MEDIA_WORDS: Final = {Media.OPEN: N_("presseöffentlich"), Media.CLOSED: N_("nicht presseöffentlich")}


def is_web_address(text: str) -> bool:
    """Whether a link may lead there: http or https and a host, without blanks and control characters, not too long.

    No name before the host: `https://land.nrw@evil.example` leads elsewhere than it seems to.
    """
    return len(text) <= LONGEST_ADDRESS and bool(_WEB_ADDRESS.fullmatch(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on earth in WGS84 degrees. Keyword-only, so that latitude and longitude cannot be swapped."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not -90 <= self.lat <= 90:
            raise InvalidValueError(f"Die Breite {self.lat} liegt nicht zwischen -90 und 90 Grad.")
        if not -180 <= self.lon <= 180:
            raise InvalidValueError(f"Die Länge {self.lon} liegt nicht zwischen -180 und 180 Grad.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where an appointment takes place, as the invitation says it. What it does not say is None."""

    name: str | None = None
    room: str | None = None
    street: str | None = None
    postal_code: str | None = None
    city: str | None = None

    def __post_init__(self) -> None:
        if self.postal_code is not None and not POSTAL_CODE.fullmatch(self.postal_code):
            raise InvalidValueError(
                f"„{self.postal_code}“ ist keine Postleitzahl; erlaubt sind fünf Ziffern, im Ausland auch vier."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A Kreis or kreisfreie Stadt.

    Attributes
    ----------
    ags
        Amtlicher Gemeindeschlüssel, five digits.
    region
        Name of the Regierungsbezirk.
    """

    ags: str
    name: str
    kind: str
    region: str
    seat: str

    def __post_init__(self) -> None:
        if not DISTRICT_AGS.fullmatch(self.ags):
            raise InvalidValueError(f"„{self.ags}“ ist kein Kreisschlüssel; erlaubt sind fünf Ziffern.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A Kommunales Integrationszentrum: one per district, so the district's AGS is its key."""

    district: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A named series of appointments.

    Attributes
    ----------
    planned
        How many visits the tour is to have.
    """

    id: str
    title: str
    subtitle: str
    planned: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the text that was read: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise InvalidValueError(f"Die Textstelle {self.start}–{self.end} ist keine.")

    def of(self, text: str) -> str:
        """Return the passage of `text` that this span marks."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason, in German, why a person should look at a field."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An appointment as it was read from a document, not yet reviewed.

    Attributes
    ----------
    centre
        AGS of the district whose centre is visited, if the text names one of the 53.
    title
        The institution or the occasion as the text names it.
    end_date
        The last day of an appointment of several days.
    moved
        Whether the text says that it does not take place then, but at another time.
    people
        Who takes part, as far as the text introduces them.
    source
        The passage that the whole appointment was read from.
    spans
        For each field that was read, the passage it came from. Not compared: the same appointment may stand in
        another place of another document.
    """

    date: dt.date | None
    start: dt.time | None = None
    end: dt.time | None = None
    title: str | None = None
    centre: str | None = None
    venue: Venue = field(default_factory=Venue)
    cancelled: bool = False
    end_date: dt.date | None = None
    moved: bool = False
    people: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    source: Span = field(default=Span(0, 0), compare=False)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict, compare=False, hash=False)
