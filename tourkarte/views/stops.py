"""An appointment as people read it: the one place where the frame's values become German words.

Map, timeline and cards are all drawn from these, so they number, date and describe an appointment alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from tourkarte.progress import Phase, phases
from tourkarte.views.precision import Look, look_of, precision_words, unsure_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    import pandas as pd

LOCALE: Final = "de"
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
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One row of the frame in words.

    Attributes
    ----------
    number
        Place in the order of time of the whole tour, from 1; a filter does not renumber.
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
    """

    id: str
    number: int
    phase: Phase
    day: dt.date
    time: str
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

    @property
    def is_on(self) -> bool:
        """Whether it takes place at all."""
        return self.phase not in {Phase.CANCELLED, Phase.MOVED}

    @property
    def weekday(self) -> str:
        """Weekday and day in figures."""
        return figures_date(self.day)

    @property
    def when(self) -> str:
        """Date and time, written out."""
        return f"{long_date(self.day)}, {self.time}" if self.time else long_date(self.day)

    @property
    def address(self) -> str:
        """Street and town in one line."""
        town = " ".join(filter(None, [self.postal_code, self.city]))
        return ", ".join(filter(None, [self.street, town]))

    @property
    def place(self) -> str:
        """Venue and room in one line."""
        return ", ".join(filter(None, [self.venue, self.room]))


def order_of(frame: pd.DataFrame, now: dt.datetime) -> dict[str, tuple[int, Phase]]:
    """Return number and phase of each appointment of the whole `frame` at the moment `now`, by id."""
    numbered = enumerate(zip(frame["id"], phases(frame, now), strict=True), start=1)
    return {key: (number, Phase(phase)) for number, (key, phase) in numbered}


def stops(frame: pd.DataFrame, order: Mapping[str, tuple[int, Phase]]) -> list[Stop]:
    """Return the rows of `frame` in words; `order` holds the number and phase of each (see `order_of`)."""
    days = frame["date"].dt.date.tolist()
    texts = zip(*(frame[name].fillna("").tolist() for name in _TEXTS), strict=True)
    points = zip(*(frame[name].tolist() for name in ("lat", "lon", "radius_m")), strict=True)
    return [
        _stop(day, dict(zip(_TEXTS, text, strict=True)), point, order)
        for day, text, point in zip(days, texts, points, strict=True)
    ]


def _stop(
    day: dt.date, text: dict[str, str], point: tuple[float, float, float], order: Mapping[str, tuple[int, Phase]]
) -> Stop:
    lat, lon, radius_m = point
    number, phase = order[text["id"]]
    return Stop(
        id=text["id"],
        number=number,
        phase=phase,
        day=day,
        time=clock_words(text["start"], text["end"]),
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
    )


@cache
def long_date(day: dt.date) -> str:
    """Return the day as „Mittwoch, 2. August 2017“."""
    return format_date(day, "EEEE, d. MMMM y", locale=LOCALE)


@cache
def figures_date(day: dt.date) -> str:
    """Return the day as „Mi 02.08.2017“."""
    return format_date(day, "EEEEEE dd.MM.y", locale=LOCALE).replace(".", "", 1)


@cache
def short_date(day: dt.date) -> str:
    """Return the day as „Mi, 2. August“."""
    return format_date(day, "EE, d. MMMM", locale=LOCALE).replace(".,", ",", 1)


def clock_words(start: str, end: str) -> str:
    """Return „11:00 Uhr“, „11:00–12:30 Uhr“, „bis 12:30 Uhr“, or nothing where no time is known."""
    if not start:
        return f"bis {end} Uhr" if end else ""
    return f"{start}–{end} Uhr" if end else f"{start} Uhr"
