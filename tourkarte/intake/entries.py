"""An appointment while it is being put together: what was read of it, and how sure each part is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    from tourkarte.intake.dates import Day
    from tourkarte.intake.fields import Fields
    from tourkarte.intake.pieces import Range
    from tourkarte.intake.stops import Stop
    from tourkarte.intake.years import Resolved

PLACE_FIELDS: Final = ("venue", "room", "street", "postal_code", "city")


@dataclass(eq=False)
class Entry:
    """One appointment of a stop that may announce several.

    Attributes
    ----------
    day
        The day as it is written; None if none is.
    last
        The last of several days.
    hours
        The stop that states its times, if that is another.
    perhaps_off
        Words that may say that it is cancelled, and may speak of something else.
    inferred
        Fields whose value is not stated with the appointment but was concluded.
    """

    stop: Stop
    day: Day | None
    resolved: Resolved
    fields: Fields
    text: str
    begin: dt.time | None = None
    finish: dt.time | None = None
    last: dt.date | None = None
    hours: Stop | None = None
    cancelled: Range | None = None
    moved: Range | None = None
    perhaps_off: Range | None = None
    inferred: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[dt.date | None, Day | None]:
        """What tells whether two are on one day, also where the year is not known."""
        return self.resolved.date, None if self.resolved.date else self.day

    @property
    def is_placed(self) -> bool:
        """Whether anything says where it is."""
        return any(getattr(self.fields, name) for name in PLACE_FIELDS)

    @property
    def is_addressed(self) -> bool:
        """Whether a street or a town says where it is."""
        return bool(self.fields.street or self.fields.postal_code or self.fields.city)

    def value(self, name: str) -> str | None:
        """Return the value of a field: its words, parted by single blanks."""
        found: Range | None = getattr(self.fields, name)
        return " ".join(self.text[found[0] : found[1]].split()) if found else None
