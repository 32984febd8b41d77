"""An appointment as people read it: the one place where the frame's values become words.

Map, timeline and cards are all drawn from these, so they number, date and describe an appointment alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from tourkarte.language import _
from tourkarte.model import Media
from tourkarte.moments import last_days
from tourkarte.progress import Phase, phases
from tourkarte.views.moves import UNMOVED, Move, moves
from tourkarte.views.precision import Look, look_of, precision_words, unsure_words
from tourkarte.views.whens import When

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

_TEXTS: Final = (
    "id",
    "start",
    "end",
    "title",
    "city",
    "venue",
    "room",
    "street",
    "postal_code",
    "district_name",
    "district",
    "precision",
    "point_source",
    "people",
    "media",
    "note",
    "report",
)


class Turn(NamedTuple):
    """What an appointment is among all of the tour; a filter does not change it."""

    number: int
    phase: Phase
    move: Move = UNMOVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One row of the frame in words.

    Attributes
    ----------
    number
        Place in the order of time of the whole tour, from 1; a filter does not renumber.
    whens
        Its days and times.
    move
        From where or to where it was moved, in words.
    position
        Latitude and longitude in WGS84 degrees, None where no point is known.
    radius_m
        Radius of uncertainty in metres; 0 where the point is the house itself.
    look
        How the point is drawn, None where no point is known.
    precision
        How well the point is known, in words.
    unsure
        The same in few words where it is not the house's own point, else nothing.
    source
        Who says that the point is there.
    press
        Whether the press may come in, in words; empty where that is not known.
    note
        A remark; may hold line breaks.
    report
        Web address of a report.
    """

    id: str
    number: int
    phase: Phase
    whens: When
    move: Move
    title: str
    city: str
    venue: str
    room: str
    street: str
    postal_code: str
    district: str
    district_ags: str
    position: tuple[float, float] | None
    radius_m: float
    look: Look | None
    precision: str
    unsure: str
    source: str
    people: str
    press: str
    note: str
    report: str

    @property
    def is_on(self) -> bool:
        """Whether it takes place at all."""
        return self.phase.is_on

    @property
    def day(self) -> dt.date:
        """The first day."""
        return self.whens.first

    @property
    def time(self) -> str:
        """The time, empty where it is not known."""
        return self.whens.time

    @property
    def when(self) -> str:
        """Days and time, written out."""
        return self.whens.full

    @property
    def state(self) -> str:
        """Where it stands; if it was moved, to where."""
        return _("verschoben auf {when}").format(when=self.move.to) if self.move.to else self.phase.label

    @property
    def origin(self) -> str:
        """When it was to be before it was moved here."""
        return _("ursprünglich {when}").format(when=self.move.origin) if self.move.origin else ""

    @property
    def address(self) -> str:
        """Street and town in one line."""
        town = " ".join(filter(None, [self.postal_code, self.city]))
        return ", ".join(filter(None, [self.street, town]))

    @property
    def place(self) -> str:
        """Venue and room in one line."""
        return ", ".join(filter(None, [self.venue, self.room]))


def order_of(frame: pd.DataFrame, now: dt.datetime) -> dict[str, Turn]:
    """Return number, phase and move of each appointment of the whole `frame` at the moment `now`, by id."""
    moved = moves(frame)
    numbered = enumerate(zip(frame["id"], phases(frame, now), strict=True), start=1)
    return {key: Turn(number, Phase(phase), moved.get(key, UNMOVED)) for number, (key, phase) in numbered}


def stops(frame: pd.DataFrame, order: Mapping[str, Turn]) -> list[Stop]:
    """Return the rows of `frame` in words; `order` holds the turn of each (see `order_of`)."""
    days = zip(frame["date"].dt.date.tolist(), last_days(frame).dt.date.tolist(), strict=True)
    texts = zip(*(frame[name].fillna("").tolist() for name in _TEXTS), strict=True)
    points = zip(*(frame[name].tolist() for name in ("lat", "lon", "radius_m")), strict=True)
    return [
        _stop(first_and_last, dict(zip(_TEXTS, text, strict=True)), point, order)
        for first_and_last, text, point in zip(days, texts, points, strict=True)
    ]


def _stop(
    days: tuple[dt.date, dt.date],
    text: dict[str, str],
    point: tuple[float, float, float],
    order: Mapping[str, Turn],
) -> Stop:
    lat, lon, radius_m = point
    turn = order[text["id"]]
    return Stop(
        id=text["id"],
        number=turn.number,
        phase=turn.phase,
        whens=When(*days, text["start"], text["end"]),
        move=turn.move,
        title=text["title"],
        city=text["city"],
        venue=text["venue"],
        room=text["room"],
        street=text["street"],
        postal_code=text["postal_code"],
        district=text["district_name"],
        district_ags=text["district"],
        position=None if math.isnan(lat) else (lat, lon),
        radius_m=radius_m if radius_m > 0 else 0.0,
        look=look_of(text["precision"]),
        precision=precision_words(text["precision"], radius_m),
        unsure=unsure_words(text["precision"]),
        source=text["point_source"],
        people=text["people"],
        press=_(Media(text["media"]).label) if text["media"] else "",
        note=text["note"],
        report=text["report"],
    )
